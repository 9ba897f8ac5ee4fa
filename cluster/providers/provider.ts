/** The differences between the kinds of cluster. They are commands, so that a plan can show them first. */

import type { Text } from '../../messages/message.ts';
import type { Engine } from '../../scripts/images/engine.ts';
import type { Command, Machine } from '../../scripts/machine.ts';
import type { Node } from '../nodes.ts';

/** A context of the kubeconfig. */
export interface KubeContext {
  readonly name: string;
  readonly isMinikube: boolean;
  /** The default namespace of kubectl and of the drills. */
  readonly namespace: string;
}

/** A cluster under the name that its tool knows. A cluster to be created has no nodes. */
export interface Cluster {
  readonly name: string;
  readonly nodes: readonly Node[];
}

/** The name of a cluster that `npm run up` creates. */
export const NEW_CLUSTER = 'app-1-2-2-1';

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
  /** The cluster runs on this machine: `--yes` is enough, without its name. */
  readonly isLocal: boolean;
  /** The cluster of a context; null: the context belongs to another provider. */
  clusterOf(context: KubeContext): string | null;
  /** Null: no program of this machine creates and starts such clusters. */
  readonly tool: Tool | null;
  /** The engine whose images the nodes run. Null: the images of any engine are loaded or pushed. */
  engineOf(nodes: readonly Node[]): 'docker' | 'nerdctl' | null;
  /** Null: the nodes run the images of the engine, or pull from a registry. */
  imageStore(cluster: Cluster): ImageStore | null;
  readonly metricsServer: MetricsServer;
  /** The remedy for a NodePort that does not answer from here. */
  unreachable(cluster: string, namespace: string): Text;
}

/** The images in the nodes of a cluster. */
export interface ImageStore {
  /** @param archives a temporary folder for image archives */
  load(images: readonly string[], engine: Engine, archives: string): Command[];
  /** Loads an image that was pulled on this machine. */
  loadArchive(archive: string, engine: Engine): Command[];
  /** Prints the names of the images. */
  list(engine: Engine): Command;
  /** @param images names as a node stores them */
  remove(images: readonly string[], engine: Engine): Command[];
}

export interface Tool {
  readonly program: 'kind' | 'k3d' | 'minikube';
  readonly creation: Creation;
  contextOf(cluster: string): string;
  /** All clusters of the tool on this machine, stopped ones as well. */
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
  /** Null: the cluster runs. */
  readonly start: Command | null;
}

export type MetricsServer =
  /** A part of the cluster. */
  | { readonly how: 'built in' }
  | { readonly how: 'addon'; enable(cluster: string): Command; disable(cluster: string): Command }
  /** The manifest of the release, without a check of the kubelets' self-signed certificates. */
  | { readonly how: 'manifest' }
  /** A remote cluster: its owner installs cluster-wide components. */
  | { readonly how: 'by hand' };
