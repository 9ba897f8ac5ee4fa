import { message } from '../../messages/all.ts';
import { describeRefusal, refusedCreation, remedyForRefusal } from '../cluster/refused-creation.ts';
import type { ClusterState } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { DrillRun } from './drill-run.ts';

/** The controller tries again at once when a pod goes. A refusal that lasts longer than this will last. */
const PATIENCE_MS = 5000;

/**
 * Resolves when the cluster keeps refusing to create a pod: the drill would wait in vain. Rejects when the
 * signal aborts.
 */
export async function untilCreationRefused(run: DrillRun, signal: AbortSignal): Promise<DrillFailure> {
  for (;;) {
    await run.cluster.until((state) => refusedCreation(state) !== null, signal);
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      await run.cluster.until(
        (state) => refusedCreation(state) === null,
        AbortSignal.any([signal, patience]),
      );
    } catch {
      signal.throwIfAborted();
      const refused = refusedCreation(run.state);
      if (refused === null) continue;
      return new DrillFailure(
        message('refused-creation.givenUp', { refused: describeRefusal(refused), what: run.waitingFor }),
        remedyForRefusal(refused.said),
      );
    }
  }
}

/** For a cleanup that only waits. @throws DrillFailure where the cluster goes on refusing to create a pod */
export async function untilOrRefused(
  run: DrillRun,
  question: (state: ClusterState) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new AbortController();
  const either = AbortSignal.any([signal, waiting.signal]);
  try {
    const refused = await Promise.race([
      run.cluster.until(question, either),
      untilCreationRefused(run, either),
    ]);
    if (refused !== undefined) throw refused;
  } finally {
    waiting.abort();
  }
}
