import type { ReportedDrill } from '../../../drills/report/model.ts';
import { readShipped } from '../../support/timelines/shipped.ts';

/**
 * What an attacker who names pods, versions, images and labels would try. Runs `document.title = 'pwned'`
 * where it gets through.
 */
export const HOSTILE = `</script><script>document.title='pwned'</script><img src=x onerror="document.title='pwned'">"'&]]>--><!--\u0000\u001b[31m\ud800{{7*7}}`;

const timeline = await readShipped('self-healing');

export function hostileDrill(): ReportedDrill {
  const pods = new Map<string, string>();
  const rename = (name: string) => {
    if (!pods.has(name)) pods.set(name, `${HOSTILE}-${pods.size}`);
    return pods.get(name) ?? '';
  };
  return {
    timeline: {
      ...timeline,
      drill: HOSTILE,
      changes: timeline.changes.map((change) => {
        if (change.object.kind !== 'Pod') return change;
        const object = structuredClone(change.object);
        object.metadata.name = rename(object.metadata.name);
        object.spec.nodeName = HOSTILE;
        for (const container of object.spec.containers) container.image = HOSTILE;
        return { ...change, object };
      }),
      requests: timeline.requests.map((request) => ({
        ...request,
        pod: request.pod === null ? null : rename(request.pod),
        version: HOSTILE,
      })),
      actions: [{ atMs: 8000, kind: 'action', label: HOSTILE }],
      usage: [{ atMs: 1000, pod: HOSTILE, cpuMillicores: 1, memoryBytes: 1 }],
      facts: { [HOSTILE]: HOSTILE },
    },
    verdict: {
      drill: HOSTILE,
      result: 'FAIL',
      reason: HOSTILE,
      headline: HOSTILE,
      checks: [
        { name: HOSTILE, passed: false, expected: HOSTILE, actual: HOSTILE, remedy: HOSTILE },
        { name: HOSTILE, passed: true, expected: HOSTILE, actual: HOSTILE },
      ],
      loss: null,
      control: null,
      lossCauses: [],
      figures: [{ name: HOSTILE, value: HOSTILE }],
    },
  };
}
