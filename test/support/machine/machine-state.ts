/** The state that the fake programs read and change: clusters, contexts, images. Plain data. */

import type { ApiObject } from '../api-server/object-store.ts';

export interface MachineState {
  current: string | null;
  contexts: { [name: string]: { isMinikube?: boolean; namespace?: string } };
  /** The contexts of stopped clusters of kind, k3d and minikube. */
  stopped: string[];
  clusters: { [context: string]: FakeCluster };
  /** The engine's own name: podman can be installed as `docker`. */
  engine: 'Docker Engine' | 'podman';
  isEngineRunning: boolean;
  /** Command lines that fail: the first pattern that matches "program arguments". */
  failures: { pattern: string; says: string }[];
}

export interface FakeCluster {
  answers: boolean;
  /** By kind and name: `Deployment/app-1-2-2-1`. */
  objects: { [name: string]: ApiObject };
  hasMetrics: boolean;
  /** The builds on the nodes, by the image name that a kubelet uses. */
  images: { [storedName: string]: string };
  nodes: FakeNode[];
  /** The nodes use the images of the engine on this machine. */
  sharesEngine: boolean;
  /** The build that the pods of the service run. */
  running: string | null;
  nodeAddress: string;
  /** The origins where the NodePort answers from this machine, and the pod that answers. */
  web: { [origin: string]: string };
  /** The origins where Grafana answers, and the pod that its Prometheus has scraped. */
  grafanaWeb: { [origin: string]: string };
  pods: FakePod[];
  /** The pods of the namespace `monitoring`. */
  monitoringPods: FakePod[];
  /** A kind that the API server refuses. */
  refuses?: string;
}

export interface FakeNode {
  readonly name: string;
  readonly architecture: string;
  readonly runtime: string;
}

export interface FakePod {
  readonly name: string;
  readonly image?: string;
  readonly waiting?: { readonly reason: string; readonly message: string };
}

/** The program prints this on standard error and ends with exit code 1. */
export class ProgramError extends Error {}

export function cluster(parts: Partial<FakeCluster> = {}): FakeCluster {
  return {
    answers: true,
    objects: {},
    hasMetrics: true,
    images: {},
    nodes: [node()],
    sharesEngine: false,
    running: null,
    nodeAddress: '10.0.0.5',
    web: {},
    grafanaWeb: {},
    pods: [{ name: 'app-1-2-2-1-abc' }],
    monitoringPods: [],
    ...parts,
  };
}

/** One cluster, in the current context. */
export function oneCluster(
  context: string,
  parts: Partial<FakeCluster> = {},
  others: Partial<MachineState> = {},
): Partial<MachineState> {
  return {
    current: context,
    contexts: { [context]: {} },
    clusters: { [context]: cluster(parts) },
    ...others,
  };
}

export function node(parts: Partial<FakeNode> = {}): FakeNode {
  return { name: 'node-1', architecture: 'amd64', runtime: 'containerd', ...parts };
}

/** The service answers at a port of this machine. */
export const ANSWERING = { 'http://localhost:31221': 'app-1-2-2-1-abc' } as const;
export const GRAFANA_ANSWERING = { 'http://localhost:30001': 'app-1-2-2-1-abc' } as const;
