import { isDeepStrictEqual } from 'node:util';
import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import type { V2HorizontalPodAutoscaler, V2HorizontalPodAutoscalerSpec } from '../cluster/objects.ts';
import type { Right } from '../cluster/rights.ts';
import type { Text } from '../timeline.ts';
import type { DrillRun } from './drill-run.ts';

export const PIN_RIGHTS: readonly Right[] = [
  { verb: 'get', resource: 'horizontalpodautoscalers.autoscaling' },
  { verb: 'patch', resource: 'horizontalpodautoscalers.autoscaling' },
];

/**
 * Keeps the autoscaler from changing the number of pods until the drill ends. Does nothing without an
 * autoscaler.
 */
export async function pinAutoscaler(run: DrillRun, replicas: number): Promise<void> {
  const found = await findSpec(run);
  if (found === null) return;
  const { minReplicas, maxReplicas } = found;
  await restoreLater(run, message('autoscaler-pin.isPinned', { count: replicas }), {
    minReplicas,
    maxReplicas,
  });
  run.action(
    message('autoscaler-pin.pinned', { count: replicas, least: minReplicas ?? 1, most: maxReplicas }),
  );
  await patchAutoscaler(run, { minReplicas: replicas, maxReplicas: replicas });
}

/**
 * Keeps the autoscaler from scaling, while a person still may scale within its bounds. Returns a function
 * that releases the autoscaler before the drill ends.
 */
export async function holdAutoscaler(run: DrillRun): Promise<() => Promise<void>> {
  const found = await findSpec(run);
  if (found === null) return async () => {};
  const before = { behavior: found.behavior ?? null };
  await restoreLater(run, message('autoscaler-pin.isHeld'), before);
  run.action(message('autoscaler-pin.held', { name: WORKLOAD.name }));
  await patchAutoscaler(run, {
    behavior: { scaleUp: { selectPolicy: 'Disabled' }, scaleDown: { selectPolicy: 'Disabled' } },
  });
  return async () => {
    run.action(message('autoscaler-pin.released', { name: WORKLOAD.name }));
    await patchAutoscaler(run, before);
  };
}

async function findSpec(run: DrillRun): Promise<V2HorizontalPodAutoscalerSpec | null> {
  return (await run.setup.api.find<V2HorizontalPodAutoscaler>(pathOf(run)))?.spec ?? null;
}

/** A part of the spec. Null removes a field. */
type SpecPatch = Readonly<Record<string, unknown>>;

async function restoreLater(run: DrillRun, left: Text, spec: SpecPatch): Promise<void> {
  const path = pathOf(run);
  const body = { spec };
  await run.undoLater(
    path,
    { path, type: 'application/merge-patch+json', body },
    {
      left,
      done: message('autoscaler-pin.scalesAsBefore'),
      remedy: `kubectl patch hpa ${WORKLOAD.name} --type merge -p '${JSON.stringify(body)}'`,
    },
    (state) => {
      const now: SpecPatch = { ...state.autoscaler()?.spec };
      return Object.keys(spec).every((field) => isDeepStrictEqual(now[field] ?? null, spec[field] ?? null));
    },
  );
}

/** Resolves when the watch shows the patched spec. */
async function patchAutoscaler(run: DrillRun, spec: SpecPatch): Promise<void> {
  const path = pathOf(run);
  const type = 'application/merge-patch+json';
  const patched = await run.setup.api.patch<V2HorizontalPodAutoscaler>(path, type, { spec });
  await run.cluster.until((state) => isDeepStrictEqual(state.autoscaler()?.spec, patched.spec), run.signal);
}

function pathOf({ setup }: DrillRun): string {
  return `/apis/autoscaling/v2/namespaces/${setup.namespace}/horizontalpodautoscalers/${WORKLOAD.name}`;
}
