/**
 * What differs between the kinds of cluster. Each answers with commands, so that a plan can show them before
 * they run.
 */

import type { Text } from '../../messages/message.ts';
import type { Command } from '../command.ts';
import type { Engine } from '../images.ts';
import type { Machine } from '../machine.ts';
import type { Node } from '../nodes.ts';

/** A context of the kubeconfig. */
export interface KubeContext {
  readonly name: string;
  readonly isMinikube: boolean;
  /** Where kubectl, and the drills, look when nothing else is said. */
  readonly namespace: string;
}

/** A cluster by the name that its own tool has for it; no nodes are known of one that is not made yet. */
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
  /** On the reader's own machine, so that `--yes` may mean it without its name being said. */
  readonly isLocal: boolean;
  /** The cluster that a context talks to; null where the context belongs to another provider. */
  clusterOf(context: KubeContext): string | null;
  /** The program that makes, starts and feeds such clusters; null where there is none. */
  readonly tool: Tool | null;
  /** The one engine whose images its nodes run; null where any engine's images are loaded or pushed. */
  engineOf(nodes: readonly Node[]): 'docker' | 'nerdctl' | null;
  /** `archives` is a folder for image archives, which is removed afterwards. */
  load(cluster: Cluster, images: readonly string[], engine: Engine, archives: string): Command[];
  /** Of an image that was pulled here; none where the nodes run what the engine has. */
  loadArchive(cluster: Cluster, archive: string, engine: Engine): Command[];
  /** Print, among other things, the stored names of the images in the nodes; none where nothing is loaded. */
  listImages(cluster: Cluster, engine: Engine): Command[];
  /** Takes stored names. */
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
  /** A cluster-wide component of a cluster that is not ours to equip. */
  | { readonly how: 'by hand' };
