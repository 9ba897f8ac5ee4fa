import { message } from '../../messages/all.ts';
import { endOf } from '../cluster/history.ts';
import type { CoreV1Event } from '../cluster/objects.ts';
import { refusedCreation, remedyForRefusal } from '../cluster/refused-creation.ts';
import type { Text, Timeline } from '../timeline.ts';

/** A Warning event about our objects that the cluster repeated while a drill waited in vain. */
export interface Suspect {
  /** "ReplicaSet NAME, FailedCreate 15 times: pods ... is forbidden: exceeded quota ..." */
  readonly words: Text;
  readonly remedy: Text;
}

/** A warning that came once is over. */
const FEWEST_TIMES = 2;
/** A cluster without DNS gives these warnings for every pod. No drill waits for DNS. */
const HARMLESS = ['MissingClusterDNS', 'DNSConfigForming'];

/** What to look at first where a drill waited in vain. Null: the cluster repeated no warning. */
export function firstSuspect(timeline: Timeline): Suspect | null {
  const warnings = repeatedWarnings(timeline);
  const refused = refusedCreation(endOf(timeline));
  const first =
    refused === null
      ? warnings[0]
      : warnings.find(({ event }) => event.involvedObject.name === refused.replicaSet);
  if (first === undefined) return null;
  const { event, times } = first;
  const { kind, name } = event.involvedObject;
  const said = messageOf(event);
  return {
    words: message('suspect.eventRepeats', {
      kind: kind ?? '',
      name: name ?? '',
      reason: event.reason ?? '',
      times,
      message: said,
    }),
    remedy:
      event.reason === 'FailedCreate'
        ? remedyForRefusal(said)
        : message('suspect.seeItsEvents', { kind: kind?.toLowerCase() ?? '', name: name ?? '' }),
  };
}

/** The API server's own words, without the controller's prefix. */
function messageOf({ message = '' }: CoreV1Event): string {
  const [line = ''] = message.split('\n');
  return line.replace(/^(?:\(combined from similar events\): )?(?:Error creating: )?/u, '');
}

interface Warning {
  readonly event: CoreV1Event;
  readonly times: number;
}

/** The most frequent first. */
function repeatedWarnings(timeline: Timeline): Warning[] {
  const pods = endOf(timeline).podNames();
  const warnings = new Map<string, Warning>();
  for (const { object, type } of timeline.changes) {
    if (object.kind !== 'Event' || type === 'DELETED') continue;
    const event = object as CoreV1Event;
    const { kind, name } = event.involvedObject;
    if (event.type !== 'Warning' || HARMLESS.includes(event.reason ?? '')) continue;
    // Such warnings of a pod that is gone are about its deletion.
    if (kind === 'Pod' && !pods.includes(name ?? '')) continue;
    const key = `${kind}/${name}/${event.reason}`;
    warnings.set(key, { event, times: (warnings.get(key)?.times ?? 0) + 1 });
  }
  return [...warnings.values()]
    .filter(({ times }) => times >= FEWEST_TIMES)
    .sort((a, b) => b.times - a.times);
}
