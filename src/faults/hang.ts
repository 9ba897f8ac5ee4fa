import { setTimeout as sleep } from 'node:timers/promises';
import type { Static } from 'typebox';
import * as Type from 'typebox';
import type { Fault, FaultPlan, FaultRun } from './fault.ts';
import { duration } from './parameters.ts';

/** Time in which the answer that announces the hang is sent. */
const ANSWER_FIRST_MS = 200;

const Parameters = Type.Object({ seconds: duration(30, 300) });
type Parameters = Static<typeof Parameters>;

/**
 * Blocks the event loop: until it ends, nothing is answered, probes time out, and signals and DELETE have
 * no effect.
 */
export class Hang implements Fault<typeof Parameters> {
  readonly kind = 'hang';
  readonly summary = 'blocks the event loop: every probe times out, and DELETE is not heard either';
  readonly parameters = Parameters;

  plan(parameters: Parameters): FaultPlan<Parameters> {
    const { seconds } = parameters;
    const message = `this process will answer nothing for ${seconds} s: probes time out and the kubelet restarts the container`;
    return { parameters, message, seconds, ending: 'expiry' };
  }

  async run({ parameters: { seconds } }: FaultPlan<Parameters>, { signal }: FaultRun): Promise<void> {
    await sleep(ANSWER_FIRST_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    // Waiting blocks the thread as a busy loop does, but uses no CPU, which would look like another fault.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000 - ANSWER_FIRST_MS);
  }
}
