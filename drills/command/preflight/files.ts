import { message } from '../../../messages/all.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import { type AppliedFile, describeDifference, diff, readAppliedFiles } from '../../cluster/applied.ts';
import { ApiError } from '../../cluster/http.ts';
import { check } from '../../judging/check.ts';
import type { Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

/**
 * Why the applied files are not known. A cluster may be set up without `kubectl apply`: the drill is skipped
 * there.
 */
export async function whyNoFiles(at: InNamespace): Promise<Text | null> {
  const without = await readAppliedFiles(at).then(
    (files) =>
      Object.entries(files)
        .filter(([, file]) => file === null)
        .map(([kind]) => message('files.kind', { kind })),
    (err) => {
      if (err instanceof ApiError && err.status === 404) return [err.message];
      throw err;
    },
  );
  return without.length === 0 ? null : message('files.notApplied', { objects: without });
}

export async function checkAsInFiles(at: InNamespace): Promise<PreflightCheck> {
  const files = Object.values(await readAppliedFiles(at));
  const found = await diff(
    at.api,
    files.filter((file): file is AppliedFile => file !== null),
  );
  const same = check(message('files.same'), found.length === 0, {
    expected: message('files.sameExpected'),
    actual: found.length === 0 ? message('restarts.none') : found.map(describeDifference).join(', '),
    remedy: message('files.diffThenApply'),
  });
  return retryable(same);
}
