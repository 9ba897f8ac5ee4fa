/** What the fake programs of these tests find and leave: clusters, contexts, images. Plain data. */

import type { ApiObject } from '../api-server/object-store.ts';

export interface MachineState {
  current: string | null;
  contexts: { [name: string]: { isMinikube?: boolean; namespace?: string } };
  /** Profiles of minikube and clusters of kind and k3d that are stopped, by the context that they have. */
  stopped: string[];
  clusters: { [context: string]: FakeCluster };
  /** What the engine on this machine calls itself: podman can answer to the name docker. */
  engine: 'Docker Engine' | 'podman';
  isEngineRunning: boolean;
  /** Calls that go wrong: the first whose pattern matches "program arguments". */
  failures: { pattern: string; says: string }[];
}

export interface FakeCluster {
  answers: boolean;
  /** By kind and name: `Deployment/app-1-2-2-1`. */
  objects: { [name: string]: ApiObject };
  hasMetrics: boolean;
  /** What the nodes have, by the name that a kubelet asks for: which build of it. */
  images: { [storedName: string]: string };
  nodes: FakeNode[];
  /** Its nodes run what the engine of this machine has. */
  sharesEngine: boolean;
  /** What the pods of the service run: which build. */
  running: string | null;
  nodeAddress: string;
  /** Where the NodePort of the service answers from this machine, and with the name of which pod. */
  web: { [origin: string]: string };
  /** Where a Grafana answers, and which pod the Prometheus behind it has scraped. */
  grafanaWeb: { [origin: string]: string };
  pods: FakePod[];
  /** Those of the namespace `monitoring`, once something is applied there. */
  monitoringPods: FakePod[];
  /** A kind that the API server does not take. */
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

/** A program that was asked for something that it cannot do: its words on standard error, exit code 1. */
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

/** A state whose kubectl knows this one cluster and talks to it. */
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

/** The service at this machine's own port. */
export const ANSWERING = { 'http://localhost:31221': 'app-1-2-2-1-abc' } as const;
export const GRAFANA_ANSWERING = { 'http://localhost:30001': 'app-1-2-2-1-abc' } as const;
