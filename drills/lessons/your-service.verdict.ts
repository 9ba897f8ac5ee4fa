import { message } from '../../messages/drills.ts';
import { snapshotsOf } from '../cluster/history.ts';
import { isLeaving } from '../cluster/state.ts';
import { notChecked, present } from '../judging/check.ts';
import { neverFewerReady, readyPeriods } from '../judging/endpoints.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';

/** A deletion and a drain take a pod away before another is ready, whatever the Deployment says. */
const TAKES_A_POD = ['traffic-routing', 'node-drain'];

/** Of a Deployment that may not be ours: what needs our headers is not checked, and nothing is guessed. */
export function judgeYourService(timeline: Timeline): Verdict {
  const tellsPods = timeline.requests.some(({ pod }) => pod !== null);
  const lost = timeline.requests.filter(({ outcome }) => outcome !== 'ok').length;
  const sent = timeline.requests.length;
  const needsHeader = message('your-service.needsHostnameHeader');
  return verdictOf(timeline, {
    headline: sent === 0 ? '' : message('yours.headline', { lost, sent }),
    checks: [
      ...(TAKES_A_POD.includes(timeline.drill) ? [] : [neverFewerReady(timeline)]),
      ...(tellsPods
        ? []
        : [
            notChecked(message('yours.everyPodAnswers'), message('yours.oneAnswerEach'), needsHeader),
            notChecked(message('yours.onlyNewAnswer'), message('yours.newPods'), needsHeader),
          ]),
    ],
    figures: present([
      [message('figure.podsThatLeft'), podsThatLeft(timeline).join(', ') || null],
      [
        message('figure.readyEndpoints'),
        readyPeriods(timeline)
          .map(({ pods }) => pods.size)
          .join(' -> '),
      ],
    ]),
  });
}

function podsThatLeft(timeline: Timeline): string[] {
  const left = new Set<string>();
  for (const { state } of snapshotsOf(timeline))
    for (const pod of state.pods()) if (isLeaving(pod)) left.add(pod.metadata?.name ?? '');
  return [...left];
}
