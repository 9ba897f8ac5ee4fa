import { ApiError, type InNamespace } from '../../cluster/api-server.ts';
import { type AppliedFile, describeDifference, diff, readAppliedFiles } from '../../cluster/applied.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

/**
 * Why the files that were applied are not known: a cluster that was set up in another way is no worse for it.
 */
export async function whyNoFiles(at: InNamespace): Promise<string | null> {
  const without = await readAppliedFiles(at).then(
    (files) =>
      Object.entries(files)
        .filter(([, file]) => file === null)
        .map(([kind]) => `the ${kind}`),
    (err) => {
      if (err instanceof ApiError && err.status === 404) return [err.message];
      throw err;
    },
  );
  return without.length === 0
    ? null
    : `only what \`kubectl apply\` made can be applied again, which is not so: ${without.join(', ')}`;
}

export async function checkAsInFiles(at: InNamespace): Promise<Check> {
  const files = Object.values(await readAppliedFiles(at));
  const found = await diff(
    at.api,
    files.filter((file): file is AppliedFile => file !== null),
  );
  return check('the cluster is as its files say', found.length === 0, {
    expected: 'no difference from what was applied last',
    actual: found.length === 0 ? 'none' : found.map(describeDifference).join(', '),
    remedy:
      'kubectl diff, then kubectl apply, with the folder that was applied (-f k8s/ or -k overlays/NAME)',
  });
}
