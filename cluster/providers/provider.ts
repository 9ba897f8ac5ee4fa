/**
 * What differs between the kinds of cluster. Each answers with commands, so that a plan can show them before
 * they run.
 */

import type { Text } from '../../messages/message.ts';
import type { Engine } from '../../scripts/images/engine.ts';
import type { Command, Machine } from '../../scripts/machine.ts';
import type { Node } from '../nodes.ts';

/** A context of the kubeconfig. */
export interface KubeContext {
  readonly name: string;
  readonly isMinikube: boolean;
  /** Where kubectl, and the drills, look when nothing else is said. */
  readonly namespace: string;
}

/** A cluster by the name that its own tool has for it. A cluster that is not made yet has no nodes. */
export interface Cluster {
  readonly name: string;
  readonly nodes: readonly Node[];
}

export interface Provider {
  readonly name:
    | 'kind'
    | 'k3d'
    | 'minikube'
    | 'Docker Desktop'
    | 'Rancher Desktop'
    | 'Colima'
    | 'OrbStack'
    | 'another';
  /** It runs on this machine: `--yes` is enough, its name need not be typed. */
  readonly isLocal: boolean;
  /** The cluster that a context talks to; null where the context belongs to another provider. */
  clusterOf(context: KubeContext): string | null;
  /** The program that makes, starts and feeds such clusters; null where there is none. */
  readonly tool: Tool | null;
  /** The only engine whose images its nodes run. Null where the images of any engine are loaded or pushed. */
  engineOf(nodes: readonly Node[]): 'docker' | 'nerdctl' | null;
  /** `archives` is a folder for image archives, which is removed afterwards. */
  load(cluster: Cluster, images: readonly string[], engine: Engine, archives: string): Command[];
  /** Loads an image that was pulled here. No command where the nodes run the engine's own images. */
  loadArchive(cluster: Cluster, archive: string, engine: Engine): Command[];
  /** Commands that print the images in the nodes. None where nothing is loaded into them. */
  listImages(cluster: Cluster, engine: Engine): Command[];
  /** `images` are names as a node stores them. */
  unload(cluster: Cluster, images: readonly string[], engine: Engine): Command[];
  readonly metricsServer: MetricsServer;
  /** What to do when the NodePort does not answer from here. */
  unreachable(cluster: string, namespace: string): Text;
}

export interface Tool {
  readonly program: 'kind' | 'k3d' | 'minikube';
  readonly creation: Creation;
  contextOf(cluster: string): string;
  /** Every cluster that it has on this machine, also those that are stopped. */
  clusters(machine: Machine): Promise<FoundCluster[]>;
}

export interface Creation {
  readonly cluster: string;
  readonly title: Text;
  readonly create: Command;
  readonly delete: Command;
}

export interface FoundCluster {
  readonly name: string;
  /** Starts it again; null where it runs. */
  readonly start: Command | null;
}

export type MetricsServer =
  /** Comes with the cluster. */
  | { readonly how: 'built in' }
  /** The provider's own way. */
  | { readonly how: 'addon'; enable(cluster: string): Command; disable(cluster: string): Command }
  /** The released manifest, told not to check the kubelets' self-signed certificates. */
  | { readonly how: 'manifest' }
  /** The cluster is not ours: a person installs cluster-wide components. */
  | { readonly how: 'by hand' };
