import { message } from '../../messages/all.ts';
import { podSnapshotsOf } from '../cluster/history.ts';
import { isReady, restartsOf } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { checkFacts, present, seconds, secondsBetween } from '../judging/check.ts';
import { endingOf, restartsIn } from '../judging/restarts.ts';
import { firstAnswerMs } from '../judging/traffic.ts';
import { verdictOf } from '../judging/verdict.ts';
import { leakUntilReadyAgain } from '../run/faults.ts';
import type { Text, Timeline, Verdict } from '../timeline.ts';

/** A kill may miss its announced second by this share of the announced time. */
const TOLERANCE = 0.1;

export type SelfHealingFacts = {
  readonly leakingPod: string;
  readonly announcedSeconds: number;
  readonly leakStartedMs: number;
};

export const selfHealing: Drill<SelfHealingFacts> = {
  name: 'self-healing',
  summary: message('self-healing.summary'),
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 5,
  needs: { faults: true, memoryLimit: true },
  rights: [],
  judge: judgeSelfHealing,

  async run(run) {
    await leakUntilReadyAgain(run, (leak, atMs) => {
      run.fact('leakingPod', leak.pod);
      run.fact('announcedSeconds', leak.endsInSeconds);
      run.fact('leakStartedMs', atMs);
    });
  },
};

export function judgeSelfHealing(timeline: Timeline<SelfHealingFacts>): Verdict {
  const { leakingPod, leakStartedMs, announcedSeconds } = timeline.facts;
  const seen = observe(timeline, leakingPod);
  const { ending, killedMs, startedMs, readyMs } = seen;
  const restarts = restartsIn(timeline);
  const total = restarts.reduce((sum, { times }) => sum + times, 0);
  const names = restarts.map(({ pod }) => pod.metadata.name);
  const lived = secondsBetween(leakStartedMs, killedMs);
  const answeredMs =
    leakingPod === undefined || startedMs === null ? null : firstAnswerMs(timeline, leakingPod, startedMs);
  return verdictOf(timeline, {
    mayRestart: (pod) => pod.metadata.name === leakingPod,
    headline: headlineOf(lived, seen),
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
        passed: ending === 'OOMKilled (137)',
        expected: 'OOMKilled (137)',
        actual: ending ?? message('self-healing.noContainerEnded'),
        remedy: message('self-healing.whatExitCodesSay'),
      })),
      checkFacts(message('self-healing.podReadyAgain'), timeline, ['leakingPod'], ({ leakingPod }) => ({
        passed: readyMs !== null,
        expected: message('self-healing.readyAfterRestart', { pod: leakingPod }),
        actual:
          readyMs === null
            ? message('pod.notReady')
            : message('self-healing.readyAt', { time: seconds(readyMs) }),
        remedy: message('self-healing.seeWhyNotReady'),
      })),
      checkFacts(
        message('self-healing.killIsOnTime'),
        timeline,
        ['announcedSeconds', 'leakStartedMs'],
        ({ announcedSeconds, leakStartedMs }) => ({
          passed:
            killedMs !== null &&
            Math.abs((killedMs - leakStartedMs) / 1000 - announcedSeconds) <= announcedSeconds * TOLERANCE,
          expected: message('duration.between', {
            from: (announcedSeconds * (1 - TOLERANCE)).toFixed(1),
            to: (announcedSeconds * (1 + TOLERANCE)).toFixed(1),
          }),
          actual: lived ?? message('self-healing.noKillSeen'),
          remedy: message('self-healing.whatMovesTheKill'),
        }),
      ),
    ],
    figures: present([
      [message('figure.leakToKill'), lived],
      [
        message('figure.announced'),
        announcedSeconds === undefined ? null : message('duration.seconds', { count: announcedSeconds }),
      ],
      [message('figure.killToStarted'), secondsBetween(killedMs, startedMs)],
      [message('figure.killToReady'), secondsBetween(killedMs, readyMs)],
      [message('figure.killToAnswer'), secondsBetween(killedMs, answeredMs)],
    ]),
  });
}

interface Healing {
  killedMs: number | null;
  ending: string | null;
  startedMs: number | null;
  readyMs: number | null;
}

/** The first end of the leaking pod's container, and the start and the readiness after it. */
function observe(timeline: Timeline, leaking: string | undefined): Healing {
  const seen: Healing = { killedMs: null, ending: null, startedMs: null, readyMs: null };
  let restartsBefore: number | null = null;
  let restarted = false;
  for (const { atMs, pod } of podSnapshotsOf(timeline)) {
    if (pod.metadata.name !== leaking) continue;
    const now = restartsOf(pod);
    const before: number | null = restartsBefore;
    restartsBefore = now;
    if (before === null) continue;
    const restarts = now > before;
    restarted ||= restarts;
    const [container] = pod.status.containerStatuses ?? [];
    // A watch may miss the change to `state.terminated`. After the restart `lastState` still has it.
    const ended = container?.state?.terminated ?? (restarts ? container?.lastState?.terminated : undefined);
    if (ended && seen.killedMs === null) {
      seen.killedMs = atMs;
      seen.ending = endingOf(ended);
    }
    if (!restarted) continue;
    if (container?.state?.running) seen.startedMs ??= atMs;
    seen.readyMs = isReady(pod) ? (seen.readyMs ?? atMs) : null;
  }
  return seen;
}

function headlineOf(lived: Text | null, { ending, killedMs, readyMs }: Healing): Text {
  if (lived === null || ending === null) return '';
  const ready = secondsBetween(killedMs, readyMs);
  if (ready === null) return message('self-healing.endedAfter', { ending, time: lived });
  return message('self-healing.endedAfterReady', { ending, time: lived, ready });
}
