import { message } from '../../messages/all.ts';
import { isNamed } from '../../messages/message.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { isInterrupted } from '../drill-failure.ts';
import type { Check, Figure, LossCount, RequestRecord, Text, Timeline, Verdict } from '../timeline.ts';
import { check, seconds } from './check.ts';
import { CERTAINTY, formatLossBound, formatShare, lossBound } from './loss-bound.ts';
import { lossCauses as findLossCauses } from './loss-causes.ts';
import { noUnexpectedRestart } from './restarts.ts';
import { firstSuspect, type Suspect } from './suspect.ts';
import { countLosses, everyRequestAccounted, nothingLost, trafficFigures } from './traffic.ts';

export const LEFT_AS_FOUND: Check = {
  name: message('verdict.leftAsFound'),
  passed: true,
  expected: message('verdict.allPutBack'),
  actual: message('verdict.allPutBack'),
};

/** The part of a verdict that only the drill itself can judge. */
export interface Judgement {
  /**
   * The answer to a reader's first question, with its number: "2 -> 4 in 38 s, back in 110 s". Empty: it did
   * not happen.
   */
  readonly headline: Text;
  readonly checks: readonly Check[];
  /** Checks of what would cause losses. They come before the losses. */
  readonly causes?: readonly Check[];
  /** Requests of a control: their loss is what the drill shows, and no failure. None by default. */
  readonly isControl?: (request: RequestRecord) => boolean;
  readonly figures: readonly Figure[];
  /** Pods whose restart is what the drill does; none by default. */
  readonly mayRestart?: (pod: V1Pod) => boolean;
}

/** Why a drill gives up at once: the cluster refuses what the drill needs. */
const REFUSALS = [
  'refused-creation.givenUp',
  'refused-creation.change',
  'rollout.noImage',
  'rollout.noImageBecause',
];

/** In the order of cause and consequence: the first failed check is the reason. */
export function verdictOf(timeline: Timeline, judgement: Judgement): Verdict {
  if (isInterrupted(timeline)) return interruptedVerdict(timeline);
  const { headline, checks, causes = [], figures } = judgement;
  const { isControl = () => false, mayRestart = () => false } = judgement;
  const judged = timeline.requests.filter((request) => !isControl(request));
  const control = timeline.requests.filter(isControl);
  const lossCauses = findLossCauses(timeline, judged);
  const { gaveUp } = timeline.facts;
  const suspect = isNamed(gaveUp, 'run-drill.timedOut') ? firstSuspect(timeline) : null;
  const isRefused = suspect !== null || REFUSALS.some((name) => isNamed(gaveUp, name));
  // If every request is a control, no loss is a failure.
  const losses =
    judged.length === 0 && control.length > 0 ? [] : [nothingLost(judged, lossCauses, timeline.workload)];
  const own = [...causes, ...losses, ...excluded(timeline, judged), ...checks];
  const all = [
    noUnexpectedRestart(timeline, mayRestart),
    ranToItsEnd(timeline, suspect),
    everyRequestAccounted(timeline),
    ...(isRefused ? own.map(asConsequence) : own),
  ];
  const failed = all.find((one) => one.passed === false);
  return {
    drill: timeline.drill,
    result: failed === undefined ? 'PASS' : 'FAIL',
    reason: failed === undefined ? message('verdict.everyCheckHolds') : reasonOf(failed),
    headline,
    checks: all,
    loss: judged.length === 0 ? null : withBound(countLosses(judged)),
    control: control.length === 0 ? null : countLosses(control),
    lossCauses: [...lossCauses, ...findLossCauses(timeline, control)],
    figures: [...figures, ...trafficFigures(timeline)],
  };
}

/** An interrupted drill is not judged: its verdict says only what was interrupted. */
function interruptedVerdict(timeline: Timeline): Verdict {
  const { durationMs, facts } = timeline;
  const interrupted = check(message('verdict.ranToItsEnd'), false, {
    expected: message('verdict.everyStepDone'),
    actual: message('interrupted.after', {
      after: facts.interruptedMs ?? durationMs,
      what: facts.waitedFor ?? '?',
    }),
    remedy: facts.remedy ?? '',
  });
  return {
    ...NOTHING_JUDGED,
    drill: timeline.drill,
    result: 'FAIL',
    reason: reasonOf(interrupted),
    checks: [interrupted],
  };
}

/** A person who interrupts a drill wants to know what was put back, and nothing else. */
export function withWhatWasPutBack(verdict: Verdict, done: readonly Text[]): Verdict {
  const actual =
    done.length === 0 ? message('interrupted.nothing') : message('interrupted.putBack', { done });
  const checks = verdict.checks.map((one) => (one === LEFT_AS_FOUND ? { ...one, actual } : one));
  return { ...verdict, checks };
}

/** A failed check in one line. */
export function reasonOf({ name, actual }: Check): Text {
  return message('verdict.reason', { check: name, actual });
}

export function skipped(drill: string, reason: Text): Verdict {
  return { ...NOTHING_JUDGED, drill, result: 'SKIP', reason };
}

/** What a verdict holds before anything was seen. */
export const NOTHING_JUDGED = {
  headline: '',
  checks: [],
  loss: null,
  control: null,
  lossCauses: [],
  figures: [],
} satisfies Partial<Verdict>;

/** Adds the last check. `failedCleanups` is empty when everything was put back. */
export function withRestoration(verdict: Verdict, failedCleanups: readonly Check[]): Verdict {
  const [first] = failedCleanups;
  if (first === undefined) return { ...verdict, checks: [...verdict.checks, LEFT_AS_FOUND] };
  return {
    ...verdict,
    result: 'FAIL',
    reason: verdict.result === 'FAIL' ? verdict.reason : reasonOf(first),
    checks: [...verdict.checks, ...failedCleanups],
  };
}

function ranToItsEnd({ facts, durationMs }: Timeline, suspect: Suspect | null): Check {
  const { gaveUp } = facts;
  return check(message('verdict.ranToItsEnd'), gaveUp === undefined, {
    expected: message('verdict.everyStepDone'),
    actual:
      gaveUp === undefined
        ? seconds(durationMs)
        : message('sentences', { items: [suspect?.words ?? [], gaveUp].flat() }),
    remedy: suspect?.remedy ?? facts.remedy ?? message('verdict.seeReport'),
  });
}

/** A remedy of its own would distract from what stopped the drill. */
function asConsequence(one: Check): Check {
  if (one.passed !== false) return one;
  return { ...one, remedy: message('verdict.followsFromTheStop') };
}

/** The check that `--until` asks for. */
function excluded({ facts }: Timeline, judged: readonly RequestRecord[]): Check[] {
  const { untilShare } = facts;
  if (untilShare === undefined) return [];
  const { sent, lost } = countLosses(judged);
  const share = formatShare(untilShare);
  return [
    check(message('until', { share }), lossBound(lost, sent) <= untilShare, {
      expected: message('until.expected', { share }),
      actual: formatLossBound(lost, sent),
      remedy: message('until.remedy'),
    }),
  ];
}

function withBound({ sent, lost }: LossCount): NonNullable<Verdict['loss']> {
  return { sent, lost, below: lossBound(lost, sent), certainty: CERTAINTY };
}
