import { message } from '../../../messages/all.ts';
import { countedAtBothEnds } from '../../judging/both-ends.ts';
import { check, type FigureRow, notChecked, present } from '../../judging/check.ts';
import { neverFewerReady } from '../../judging/endpoints.ts';
import { inFlightAnswered } from '../../judging/in-flight.ts';
import { formatLossBound } from '../../judging/loss-bound.ts';
import { lossCauses } from '../../judging/loss-causes.ts';
import { type PodEnd, podEnds } from '../../judging/pod-ends.ts';
import { countLosses, latest, requestsBetween } from '../../judging/traffic.ts';
import { verdictOf } from '../../judging/verdict.ts';
import type { Check, LossCount, RequestRecord, Text, Timeline, Verdict } from '../../timeline.ts';

/** One rollout, and the pods that it stopped. */
export type Way = {
  readonly way: 'as-found' | 'at-once' | 'pre-stop';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly pods: readonly string[];
};

export type GracefulShutdownFacts = {
  readonly ways: readonly Way[];
  /** Why there is no preStop.sleep in this cluster. */
  readonly preStopUnsupported: Text;
};

type Shutdown = Timeline<GracefulShutdownFacts>;

const WAYS = ['at-once', 'pre-stop', 'as-found'] as const;

export function judgeGracefulShutdown(timeline: Shutdown): Verdict {
  const { ways = [] } = timeline.facts;
  const seen = ways.map((way) => measure(timeline, way));
  const atOnce = seen.find(({ way }) => way === 'at-once');
  const isControl = ({ scheduledMs }: RequestRecord) =>
    atOnce !== undefined && scheduledMs >= atOnce.fromMs && scheduledMs < atOnce.untilMs;
  const judged = { ...timeline, requests: timeline.requests.filter((one) => !isControl(one)) };
  const verdict = verdictOf(timeline, {
    headline: atOnce === undefined ? '' : headlineText(atOnce),
    isControl,
    checks: [
      podsStopped(timeline, seen),
      controlLoses(atOnce),
      neverFewerReady(timeline),
      inFlightAnswered(judged),
      countedAtBothEnds(timeline),
    ],
    figures: present(WAYS.flatMap((name) => figuresOf(name, seen))),
  });
  if (verdict.result !== 'PASS' || atOnce === undefined || atOnce.lost > 0) return verdict;
  return { ...verdict, result: 'SKIP', reason: message('shutdown.too-quick', { sent: atOnce.sent }) };
}

interface Measured extends Way, LossCount {
  readonly ends: readonly PodEnd[];
  /** The longest time from a deletion until the endpoints are without the pod. */
  readonly endpointsMs: number | null;
  /** The longest time from a deletion until the last request that a node still sent to the pod. */
  readonly lastRoutedMs: number | null;
  /** The same for each node, where each node was asked at its own address. */
  readonly nodes: readonly { readonly node: string; readonly lastRoutedMs: number | null }[];
}

function measure(timeline: Shutdown, way: Way): Measured {
  const requests = requestsBetween(timeline, way.fromMs, way.untilMs);
  const ends = podEnds(timeline).filter(({ pod, kind }) => kind === 'deleted' && way.pods.includes(pod));
  const nodes = [...new Set(timeline.requests.flatMap(({ node }) => node ?? []))].sort();
  const left = ends.flatMap(({ deletedMs, leftEndpointsMs }) =>
    deletedMs === null || leftEndpointsMs === null ? [] : [leftEndpointsMs - deletedMs],
  );
  return {
    ...way,
    ...countLosses(requests),
    ends,
    endpointsMs: latest(left),
    lastRoutedMs: lastRoutedMs(timeline, ends, requests),
    nodes: nodes.map((node) => {
      const ofNode = requests.filter((one) => one.node === node);
      return { node, lastRoutedMs: lastRoutedMs(timeline, ends, ofNode) };
    }),
  };
}

/** The time from a deletion to the last of these requests that reached the pod, or was lost on its way. */
function lastRoutedMs(
  timeline: Shutdown,
  ends: readonly PodEnd[],
  requests: readonly RequestRecord[],
): number | null {
  const causes = lossCauses(timeline, requests);
  const reached = ends.flatMap(({ pod, deletedMs }) => {
    const from = deletedMs ?? 0;
    // A kept connection stays with its pod, whatever kube-proxy routes.
    const answered = requests
      .filter((one) => one.pod === pod && one.lane !== 'keep-alive')
      .map((one) => one.scheduledMs);
    const lost = causes.filter((one) => one.pod === pod).map(({ toMs }) => toMs);
    return [...answered, ...lost].filter((atMs) => atMs >= from).map((atMs) => atMs - from);
  });
  return latest(reached);
}

function headlineText({ lost, sent, lastRoutedMs, nodes }: Measured): Text {
  const forgotten = nodes.flatMap(({ node, lastRoutedMs }) =>
    lastRoutedMs === null ? [] : message('shutdown.node', { node, forgotten: lastRoutedMs }),
  );
  if (forgotten.length > 0) return message('shutdown.headline-nodes', { lost, sent, nodes: forgotten });
  return lastRoutedMs === null ? '' : message('shutdown.headline', { lost, sent, forgotten: lastRoutedMs });
}

/** A rollout in which no pod stopped says nothing about how pods stop. */
function podsStopped({ facts }: Shutdown, seen: readonly Measured[]): Check {
  const name = message('shutdown.stopped');
  const expected = message('shutdown.stopped.expected');
  const stopped = seen.filter(({ ends }) => ends.length > 0);
  const actual = message('list', {
    items: stopped.map(({ way, ends }) =>
      message('shutdown.stopped.row', { way: message(`shutdown.${way}`), pods: ends.length }),
    ),
  });
  const missing = WAYS.filter((way) => stopped.every((one) => one.way !== way));
  if (missing.length === 1 && missing[0] === 'pre-stop' && facts.preStopUnsupported !== undefined)
    return check(name, null, {
      expected,
      actual: message('shutdown.no-pre-stop', { reason: facts.preStopUnsupported, actual }),
      remedy: '',
    });
  return check(name, missing.length === 0, { expected, actual, remedy: message('shutdown.stopped.remedy') });
}

/** The control: a drill that loses nothing here could not have seen a loss anywhere. */
function controlLoses(atOnce: Measured | undefined): Check {
  const name = message('shutdown.control');
  const expected = message('shutdown.control.expected');
  if (atOnce === undefined) return notChecked(name, expected, message('graceful-shutdown.noPodStopped'));
  const actual = message('losses.count', { lost: atOnce.lost, sent: atOnce.sent });
  return { name, passed: atOnce.lost > 0 ? true : null, expected, actual };
}

function figuresOf(name: Way['way'], seen: readonly Measured[]): FigureRow[] {
  const found = seen.find((one) => one.way === name);
  if (found === undefined) return [];
  const { sent, lost, endpointsMs, lastRoutedMs, nodes } = found;
  const way = message(`figure.way.${name}`);
  return [
    [message('figure.requestsByWay', { way }), formatLossBound(lost, sent)],
    [message('figure.deletionToEndpoints', { way }), milliseconds(endpointsMs)],
    ...(nodes.length === 0
      ? [[message('figure.deletionToLastOfANode', { way }), milliseconds(lastRoutedMs)] as const]
      : nodes.map(
          ({ node, lastRoutedMs }) =>
            [
              message('figure.deletionToLast', { way, node }),
              milliseconds(lastRoutedMs) ?? message('shutdown.none-after'),
            ] as const,
        )),
  ];
}

function milliseconds(value: number | null): string | null {
  return value === null ? null : `${Math.round(value)} ms`;
}
