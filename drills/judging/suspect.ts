import { message } from '../../messages/all.ts';
import { endOf } from '../cluster/history.ts';
import type { CoreV1Event } from '../cluster/objects.ts';
import { refusedCreation, remedyForRefusal } from '../cluster/refused-creation.ts';
import type { Text, Timeline } from '../timeline.ts';

/** A warning about our objects that the cluster repeated while a drill waited in vain. */
export interface Suspect {
  /** "ReplicaSet NAME, FailedCreate 15 times: pods ... is forbidden: exceeded quota ..." */
  readonly words: Text;
  readonly remedy: Text;
}

/** The cluster has got over what it warned of once. */
const FEWEST_TIMES = 2;
/** A cluster without DNS gives these warnings for every pod. No drill waits for DNS. */
const HARMLESS = ['MissingClusterDNS', 'DNSConfigForming'];

/**
 * The first thing to look at where a drill waited for what never came; null where the cluster said nothing.
 */
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
    // A deleted pod gets such warnings while it is deleted.
    if (kind === 'Pod' && !pods.includes(name ?? '')) continue;
    const key = `${kind}/${name}/${event.reason}`;
    warnings.set(key, { event, times: (warnings.get(key)?.times ?? 0) + 1 });
  }
  return [...warnings.values()]
    .filter(({ times }) => times >= FEWEST_TIMES)
    .sort((a, b) => b.times - a.times);
}
