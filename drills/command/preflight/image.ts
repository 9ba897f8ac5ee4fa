import { message } from '../../../messages/all.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import type { ApiServer } from '../../cluster/api-server.ts';
import type { V1Deployment, V1Node } from '../../cluster/objects.ts';
import { containerOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

/**
 * A node lists only some of its images, and not everyone may read nodes: an image that is not found counts as
 * missing only where imagePullPolicy is Never.
 */
export async function checkImage(api: ApiServer, deployment: V1Deployment, image: string): Promise<Check> {
  const container = containerOf(deployment);
  const name = message('image.canBeSet', { image });
  const load = message('image.load');
  if (container === undefined) {
    return check(name, false, {
      expected: message('image.container', { name: WORKLOAD.container }),
      actual: message('image.noContainer'),
      remedy: 'kubectl apply -f k8s/deployment.yaml',
    });
  }
  if (canonical(container.image ?? '') === canonical(image)) {
    return check(name, false, {
      expected: message('image.another'),
      actual: message('image.runsAlready', { image: container.image ?? '' }),
      remedy: message('image.setAnother', { name: WORKLOAD.name, container: WORKLOAD.container }),
    });
  }
  const where = await nodesWith(api, image);
  const never = container.imagePullPolicy === 'Never';
  return check(name, !never || where === null || where.length > 0, {
    expected: never ? message('image.onANodeNever') : message('image.onANode'),
    actual:
      where === null
        ? message('image.unknown')
        : where.length > 0
          ? message('image.onNodes', { nodes: where })
          : message('image.onNoNode'),
    remedy: load,
  });
}

/** `1pro/app` and `docker.io/1pro/app:latest` are one image. */
export function canonical(image: string): string {
  const [path = '', digest] = image.split('@');
  const first = path.split('/')[0] ?? '';
  const hasRegistry = path.includes('/') && /[.:]|^localhost$/.test(first);
  const full = hasRegistry ? path : `docker.io/${path.includes('/') ? path : `library/${path}`}`;
  if (digest !== undefined) return `${full}@${digest}`;
  return /:[^/]+$/.test(full) ? full : `${full}:latest`;
}

async function nodesWith(api: ApiServer, image: string): Promise<string[] | null> {
  try {
    const nodes = await api.list<V1Node>('/api/v1/nodes');
    return nodes
      .filter((node) => node.status.images?.some((one) => one.names?.some((name) => sameImage(name, image))))
      .map((node) => node.metadata.name);
  } catch {
    return null;
  }
}

/** Podman names an image that it builds `localhost/1pro/app`. The image keeps this name on a node. */
function sameImage(present: string, desired: string): boolean {
  return canonical(present.replace(/^localhost\//, '')) === canonical(desired);
}
