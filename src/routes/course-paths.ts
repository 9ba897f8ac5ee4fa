import * as Type from 'typebox';
import { courseFault, type OldParameters } from './course-fault.ts';

/** CPU that one thread of the old program used. */
const MILLICORES_PER_THREAD = 800;
/**
 * The share of the limit that is used at most, so that probes are answered. The old program used more than
 * its limit and was restarted.
 */
const MOST_SHARE_OF_LIMIT = 0.9;

/** `?min=3&thread=5`: minutes, and threads of 80 % of a core each. */
const old: OldParameters = {
  properties: {
    min: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, description: 'minutes, instead of seconds' })),
    thread: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'threads of 800m each, instead of millicores; at most 90 % of the limit is made of them',
      }),
    ),
  },
  meanings: { min: 'seconds', thread: 'millicores' },
  translate({ min, thread }, { parameters }) {
    if (min === undefined && thread === undefined) return null;
    const made: Record<string, number> = {};
    const notes: string[] = [];
    if (typeof min === 'number') {
      made.seconds = min * 60;
      notes.push(`min=${min} is ${made.seconds} s`);
    }
    if (typeof thread === 'number') {
      const { maximum } = parameters.properties.millicores as unknown as { maximum: number };
      const wanted = thread * MILLICORES_PER_THREAD;
      made.millicores = Math.max(1, Math.min(wanted, Math.floor(maximum * MOST_SHARE_OF_LIMIT)));
      const bound = made.millicores < wanted ? `, of which this container can hold ${made.millicores}m` : '';
      notes.push(`thread=${thread} is ${wanted}m${bound}`);
    }
    return { parameters: made, note: notes.join(', ') };
  },
};

/** `GET /cpu-load`: the course's URL for `POST /faults/cpu-load`. */
export const cpuLoad = courseFault('cpu-load', old);

/** `GET /memory-leak`: the course's URL for `POST /faults/memory-leak`. */
export const memoryLeak = courseFault('memory-leak');
