import type { InNamespace } from './api-server.ts';

export interface Right {
  readonly verb: string;
  /** `pods`, `deployments.apps`, `pods/eviction`, as `kubectl auth can-i` takes them. */
  readonly resource: string;
  readonly clusterWide?: true;
}

/** The needed rights that these credentials lack. */
export async function missingRights(at: InNamespace, needed: readonly Right[]): Promise<Right[]> {
  const answers = await Promise.all(
    needed.map(async (right) => ({ right, allowed: await isAllowed(at, right) })),
  );
  return answers.filter((one) => !one.allowed).map((one) => one.right);
}

export function describeRight({ verb, resource }: Right): string {
  return `${verb} ${resource}`;
}

async function isAllowed({ api, namespace }: InNamespace, right: Right): Promise<boolean> {
  const [withGroup = '', subresource] = right.resource.split('/');
  const [resource, ...group] = withGroup.split('.');
  const review = await api.post<{ status: { allowed: boolean } }>(
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          ...(right.clusterWide ? {} : { namespace }),
          verb: right.verb,
          group: group.join('.'),
          resource,
          ...(subresource === undefined ? {} : { subresource }),
        },
      },
    },
  );
  return review.status.allowed;
}
