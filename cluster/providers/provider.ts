/**
 * What differs between the kinds of cluster. Each answers with commands, so that a plan can show them before
 * they run.
 */

import type { Command } from '../command.ts';
import type { Engine } from '../images.ts';
import type { Machine } from '../machine.ts';

/** A context of the kubeconfig. */
export interface KubeContext {
  readonly name: string;
  readonly isMinikube: boolean;
}

export interface Provider {
  readonly name: 'kind' | 'k3d' | 'minikube' | 'Docker Desktop' | 'another';
  /** The program that makes and feeds such clusters; null where kubectl is enough. */
  readonly program: 'kind' | 'k3d' | 'minikube' | null;
  /** On the reader's own machine, so that `--yes` may mean it without its name being said. */
  readonly isLocal: boolean;
  /**
   * The cluster that a context of this provider talks to; null where the context belongs to another provider.
   */
  clusterOf(context: KubeContext): string | null;
  readonly creation: Creation | null;
  /** `archives` is a folder for image archives, which is removed afterwards. */
  load(cluster: string, images: readonly string[], engine: Engine, archives: string): Command[];
  /**
   * Prints, among other things, the stored names of the images that the cluster has; none where nothing is
   * loaded.
   */
  listImages(machine: Machine, cluster: string, engine: Engine): Promise<Command[]>;
  /** Takes stored names. */
  unload(machine: Machine, cluster: string, images: readonly string[], engine: Engine): Promise<Command[]>;
  readonly metricsServer: MetricsServer;
  /** What to do when the NodePort does not answer from here. */
  unreachable(cluster: string): string;
}

export interface Creation {
  readonly cluster: string;
  readonly context: string;
  readonly title: string;
  readonly create: Command;
  readonly delete: Command;
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
