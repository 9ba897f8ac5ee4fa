import { message } from '../../messages/drills.ts';
import { snapshotsOf } from '../cluster/history.ts';
import { isReady, restartsOf } from '../cluster/state.ts';
import { checkFacts, present, seconds } from '../judging/check.ts';
import { restartsIn } from '../judging/restarts.ts';
import { firstAnswerMs } from '../judging/traffic.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Figure, Text, Timeline, Verdict } from '../timeline.ts';

const TOLERANCE = 0.1;

export type SelfHealingFacts = {
  readonly leakingPod: string;
  readonly announcedSeconds: number;
  readonly leakStartedMs: number;
};

export function judgeSelfHealing(timeline: Timeline<SelfHealingFacts>): Verdict {
  const { leakingPod, leakStartedMs } = timeline.facts;
  const seen = observe(timeline, leakingPod);
  const restarts = restartsIn(timeline);
  const total = restarts.reduce((sum, { times }) => sum + times, 0);
  const names = restarts.map(({ pod }) => pod.metadata?.name ?? '');
  const livedMs =
    seen.killedMs === null || leakStartedMs === undefined ? null : seen.killedMs - leakStartedMs;
  return verdictOf(timeline, {
    mayRestart: (pod) => pod.metadata?.name === leakingPod,
    headline: headlineText(livedMs, seen),
    checks: [
      checkFacts(message('self-healing.exactlyOneRestart'), timeline, ['leakingPod'], ({ leakingPod }) => ({
        passed: total === 1 && names.includes(leakingPod),
        expected: message('self-healing.restartsOf', { count: 1, pods: leakingPod }),
        actual:
          total === 0
            ? message('self-healing.noContainerRestarted')
            : message('self-healing.restartsOf', { count: total, pods: names }),
        remedy: total === 0 ? message('self-healing.leakBelowLimit') : message('self-healing.describePod'),
      })),
      checkFacts(message('self-healing.endIsOomKilled'), timeline, ['leakingPod'], () => ({
        passed: seen.ending === 'OOMKilled (137)',
        expected: 'OOMKilled (137)',
        actual: seen.ending ?? message('self-healing.noContainerEnded'),
        remedy: message('self-healing.whatExitCodesSay'),
      })),
      checkFacts(message('self-healing.podReadyAgain'), timeline, ['leakingPod'], ({ leakingPod }) => ({
        passed: seen.readyMs !== null,
        expected: message('self-healing.readyAfterRestart', { pod: leakingPod }),
        actual:
          seen.readyMs === null
            ? message('rolling-update.notReady')
            : message('self-healing.readyAt', { time: seconds(seen.readyMs) }),
        remedy: message('self-healing.seeWhyNotReady'),
      })),
      checkFacts(
        message('self-healing.killIsOnTime'),
        timeline,
        ['announcedSeconds', 'leakStartedMs'],
        ({ announcedSeconds }) => ({
          passed:
            livedMs !== null && Math.abs(livedMs / 1000 - announcedSeconds) <= announcedSeconds * TOLERANCE,
          expected: message('duration.between', {
            from: (announcedSeconds * (1 - TOLERANCE)).toFixed(1),
            to: (announcedSeconds * (1 + TOLERANCE)).toFixed(1),
          }),
          actual: livedMs === null ? message('self-healing.noKillSeen') : seconds(livedMs),
          remedy: message('self-healing.whatMovesTheKill'),
        }),
      ),
    ],
    figures: figuresOf(timeline, livedMs, seen),
  });
}

interface Healing {
  killedMs: number | null;
  ending: string | null;
  startedMs: number | null;
  readyMs: number | null;
}

/** Of the leaking pod: its first end, the start and the readiness after it. */
function observe(timeline: Timeline, leaking: string | undefined): Healing {
  const seen: Healing = { killedMs: null, ending: null, startedMs: null, readyMs: null };
  let restartsBefore: number | null = null;
  let restarted = false;
  for (const { atMs, type, object, state } of snapshotsOf(timeline)) {
    if (object.kind !== 'Pod' || type === 'DELETED' || object.metadata.name !== leaking) continue;
    const pod = state.pod(object.metadata.name);
    if (pod === undefined) continue;
    const now = restartsOf(pod);
    const restarts = now > (restartsBefore ?? now);
    const isFirstSight = restartsBefore === null;
    restartsBefore = now;
    restarted ||= restarts;
    if (isFirstSight) continue;
    const [container] = pod.status?.containerStatuses ?? [];
    // The state shows the end first; where that change was missed, the last state after the restart still
    // tells.
    const ended = container?.state?.terminated ?? (restarts ? container?.lastState?.terminated : undefined);
    if (ended && seen.killedMs === null) {
      seen.killedMs = atMs;
      seen.ending = `${ended.reason ?? 'no reason'} (${ended.exitCode})`;
    }
    if (!restarted) continue;
    if (container?.state?.running) seen.startedMs ??= atMs;
    seen.readyMs = isReady(pod) ? (seen.readyMs ?? atMs) : null;
  }
  return seen;
}

function headlineText(livedMs: number | null, { ending, killedMs, readyMs }: Healing): Text {
  if (livedMs === null || killedMs === null || ending === null) return '';
  const time = seconds(livedMs);
  if (readyMs === null) return message('self-healing.endedAfter', { ending, time });
  return message('self-healing.endedAfterReady', { ending, time, ready: seconds(readyMs - killedMs) });
}

function figuresOf(
  timeline: Timeline<SelfHealingFacts>,
  livedMs: number | null,
  { killedMs, startedMs, readyMs }: Healing,
): Figure[] {
  const { announcedSeconds, leakingPod } = timeline.facts;
  const answeredMs =
    leakingPod === undefined || startedMs === null ? null : firstAnswerMs(timeline, leakingPod, startedMs);
  const sinceKill = (atMs: number | null) =>
    killedMs === null || atMs === null ? null : seconds(atMs - killedMs);
  return present([
    [message('figure.leakToKill'), livedMs === null ? null : seconds(livedMs)],
    [
      message('figure.announced'),
      announcedSeconds === undefined ? null : message('duration.seconds', { count: announcedSeconds }),
    ],
    [message('figure.killToStarted'), sinceKill(startedMs)],
    [message('figure.killToReady'), sinceKill(readyMs)],
    [message('figure.killToAnswer'), sinceKill(answeredMs)],
  ]);
}
