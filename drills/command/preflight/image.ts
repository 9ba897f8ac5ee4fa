import { WORKLOAD } from '../../../scripts/workload.ts';
import type { ApiServer } from '../../cluster/api-server.ts';
import type { V1Deployment, V1Node } from '../../cluster/objects.ts';
import { containerOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

/**
 * A node reports only its first images, and not everyone may read nodes: not to find one proves nothing, but
 * under the policy Never.
 */
export async function checkImage(api: ApiServer, deployment: V1Deployment, image: string): Promise<Check> {
  const container = containerOf(deployment);
  const name = `the image ${image} can be set`;
  const load = 'npm run images, then load it (kind load docker-image, minikube image load, k3d image import)';
  if (container === undefined) {
    return check(name, false, {
      expected: `a container ${WORKLOAD.container}`,
      actual: 'the Deployment has none of that name',
      remedy: 'kubectl apply -f k8s/deployment.yaml',
    });
  }
  if (canonical(container.image ?? '') === canonical(image)) {
    return check(name, false, {
      expected: 'another image than the one that runs',
      actual: `the Deployment runs ${container.image} already`,
      remedy: `kubectl set image deployment/${WORKLOAD.name} ${WORKLOAD.container}=1pro/app, or name another with --image-update or --image-error`,
    });
  }
  const where = await nodesWith(api, image);
  const never = container.imagePullPolicy === 'Never';
  return check(name, !never || where === null || where.length > 0, {
    expected: never ? 'present on a node (imagePullPolicy is Never)' : 'present on a node, or pulled',
    actual:
      where === null
        ? 'not known: no right to read nodes'
        : where.length > 0
          ? `present on ${where.join(', ')}`
          : 'on no node',
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
    const { items } = await api.get<{ items: V1Node[] }>('/api/v1/nodes');
    return items
      .filter((node) => node.status?.images?.some((one) => one.names?.some((name) => sameImage(name, image))))
      .map((node) => node.metadata?.name ?? '');
  } catch {
    return null;
  }
}

/** Podman names what it built `localhost/1pro/app`; that is how it arrives on a node, too. */
function sameImage(present: string, desired: string): boolean {
  return canonical(present.replace(/^localhost\//, '')) === canonical(desired);
}
