import type { Static } from 'typebox';
import * as Type from 'typebox';
import type { ReadinessLead } from '../readiness-lead.ts';
import type { FaultPlan } from './fault.ts';

export const MIB = 2 ** 20;
const DEFAULT_SECONDS_TO_THE_LIMIT = 30;
/** The pod stays ready for at least this long after the leak starts. */
const MIN_READY_SECONDS = 5;
const DEFAULT_HOLD_SECONDS = 120;
const DEFAULT_MIB_PER_SECOND = 10;
const MAX_SECONDS = 3600;

/**
 * The kernel does not deliver SIGABRT to process 1 of a container when that process sends it to itself. The
 * abort then ends as a segmentation fault.
 */
const ABORT_EXIT_CODE = process.pid === 1 ? 139 : 134;

export const LeakParameters = Type.Object({
  kind: Type.Enum(['off-heap', 'heap'] as const, {
    default: 'off-heap',
    description:
      'off-heap: filled buffers, ends OOMKilled (137); heap: JavaScript objects, ends in the abort of V8 (134)',
  }),
  seconds: Type.Optional(
    Type.Integer({
      minimum: 5,
      maximum: MAX_SECONDS,
      description:
        'when memory runs out (30; more where probes are rare); with maxMib, when what was leaked is given back (120)',
    }),
  ),
  mibPerSecond: Type.Optional(
    Type.Number({
      minimum: 0.1,
      maximum: 10_000,
      description: 'pace, instead of the one that seconds gives',
    }),
  ),
  maxMib: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'leak this much, then hold it until stopped or expired',
    }),
  ),
});
export type LeakParameters = Static<typeof LeakParameters>;

export interface LeakPlan extends FaultPlan<LeakParameters> {
  /** As asked for, without defaults. */
  readonly asked: LeakParameters;
}

/** How much can still be leaked before the end, and what that end is. */
export interface Headroom {
  readonly bytes: number;
  readonly ending: 'oom-kill' | 'heap-abort';
  /** The limit as messages call it. */
  readonly limitName: string;
  /** With less than this left, the pod is not ready because of its memory. */
  readonly unreadyBytes: number;
}

/**
 * What a leak will do.
 * @param headroom `null` where nothing would end it
 * @returns `null` where nothing would end it and nothing bounds it
 */
export function planLeak(
  asked: LeakParameters,
  headroom: Headroom | null,
  readinessLead: ReadinessLead,
): LeakPlan | null {
  const { maxMib } = asked;
  if (maxMib !== undefined && (headroom === null || maxMib * MIB < headroom.bytes))
    return planHeld(asked, maxMib);
  return headroom && planFatal(asked, headroom, readinessLead, 0);
}

/**
 * What a leak will do after its limit has changed: the pace stays and the end moves.
 * @param soFar its pace, what it holds already, and since when
 */
export function replanLeak(
  asked: LeakParameters,
  headroom: Headroom | null,
  readinessLead: ReadinessLead,
  soFar: { mibPerSecond: number; heldBytes: number; seconds: number },
): LeakPlan | null {
  const { maxMib, seconds, ...others } = asked;
  const { mibPerSecond } = soFar;
  if (maxMib !== undefined && (headroom === null || maxMib * MIB < headroom.bytes + soFar.heldBytes))
    return { ...planHeld({ ...asked, mibPerSecond }, maxMib), asked };
  if (headroom === null) return null;
  // If the seconds gave the pace, they have no further effect. If the pace was given too, they bound the
  // leak.
  const bound = seconds !== undefined && asked.mibPerSecond !== undefined ? { seconds } : {};
  return {
    ...planFatal({ ...others, ...bound, mibPerSecond }, headroom, readinessLead, soFar.seconds),
    asked,
  };
}

function planHeld(asked: LeakParameters, maxMib: number): LeakPlan {
  const seconds = asked.seconds ?? DEFAULT_HOLD_SECONDS;
  const mibPerSecond = asked.mibPerSecond ?? Math.max(DEFAULT_MIB_PER_SECOND, maxMib / (seconds / 2));
  return {
    parameters: { ...asked, seconds, mibPerSecond, maxMib },
    message: `this container will leak ${rounded(mibPerSecond)} MiB/s up to ${maxMib} MiB, hold it, and give it back after ${seconds} s`,
    seconds,
    ending: 'expiry',
    asked,
  };
}

function planFatal(
  asked: LeakParameters,
  headroom: Headroom,
  readinessLead: ReadinessLead,
  elapsedSeconds: number,
): LeakPlan {
  const headroomMib = Math.max(0, headroom.bytes / MIB);
  const mibPerSecond =
    asked.mibPerSecond ?? headroomMib / (asked.seconds ?? defaultSeconds(headroom, readinessLead));
  const secondsLeft = headroomMib / mibPerSecond;
  const secondsToTheEnd = elapsedSeconds + secondsLeft;
  const seconds = asked.seconds ?? Math.min(MAX_SECONDS, Math.max(1, Math.round(secondsToTheEnd)));
  const parameters = { ...asked, seconds, mibPerSecond };
  const pace = `this container will leak ${rounded(mibPerSecond)} MiB/s`;
  if (secondsToTheEnd > seconds * 1.01 + 1) {
    const message = `${pace} and give it back after ${seconds} s, before ${headroom.limitName} is met`;
    return { parameters, message, seconds, ending: 'expiry', asked };
  }
  const end =
    headroom.ending === 'oom-kill'
      ? 'the kernel kills it (OOMKilled, exit 137)'
      : `V8 aborts it (exit ${ABORT_EXIT_CODE})`;
  const unready =
    headroom.ending === 'oom-kill' ? describeReadiness(headroom, readinessLead, secondsLeft) : '';
  return {
    parameters,
    message: `${pace}; in ${rounded(secondsLeft)} s ${headroom.limitName} is met, ${end} and Kubernetes restarts it${unready}`,
    seconds: rounded(secondsToTheEnd),
    ending: headroom.ending,
    asked,
  };
}

function defaultSeconds({ ending }: Headroom, readinessLead: ReadinessLead): number {
  const survivable = ending === 'oom-kill' ? Math.ceil(readinessLead.seconds) + MIN_READY_SECONDS : 0;
  return Math.max(DEFAULT_SECONDS_TO_THE_LIMIT, survivable);
}

/** When traffic is sent away, and whether that is early enough. */
function describeReadiness(headroom: Headroom, readinessLead: ReadinessLead, secondsToKill: number): string {
  const { seconds, minSeconds, periodSeconds, isSharedWithLiveness } = readinessLead;
  const keptSeconds = secondsToKill * Math.min(1, headroom.unreadyBytes / Math.max(1, headroom.bytes));
  const beforeKill = Math.min(secondsToKill, isSharedWithLiveness ? seconds : Math.max(seconds, keptSeconds));
  const inSeconds = rounded(secondsToKill - beforeKill);
  const text = `; readiness goes off ${inSeconds === 0 ? 'at once' : `in ${inSeconds} s`}`;
  if (periodSeconds === null || beforeKill >= minSeconds) return text;
  return `${text}, which probes every ${periodSeconds} s may see too late: requests may be lost, ${Math.ceil(seconds)} s or more lose none`;
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
