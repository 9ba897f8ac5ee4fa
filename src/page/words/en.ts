import { milliseconds } from '../state/figures.ts';
import { faults, fixed, losses, parameters, statuses, statusHints } from './en-fixed.ts';
import { cause, happening, reason } from './en-happening.ts';
import { lessons } from './en-lessons.ts';
import { bounds, cannotStop, outcome } from './en-outcome.ts';
import { count, duration, listed } from './en-parts.ts';
import { lossesIn, percent } from './parts.ts';
import type { Words } from './words.ts';

const secondsAgo = (seconds: number) => (seconds < 1.5 ? 'just now' : `${duration(seconds)} ago`);

export const en: Words = {
  ...{ fixed, losses, statuses, statusHints, faults, parameters, lessons },
  ...{ happening, cause, reason, outcome, bounds, cannotStop, duration, secondsAgo },
  headline(headline) {
    switch (headline.kind) {
      case 'waiting':
        return 'Sending the first requests…';
      case 'paused':
        return 'Paused. Nothing is being sent.';
      case 'hidden':
        return 'Hidden. Nothing is being sent.';
      case 'nobody':
        return 'Nobody answers.';
      case 'steady':
        return `${count(headline.pods, 'pod answers', 'pods answer')}, version ${headline.version}.`;
      case 'mixed':
        return `${count(headline.pods, 'pod answers', 'pods answer')}: ${listed(
          headline.shares.map((share) => `${share.percent}\u00a0% version ${share.version}`),
        )}.`;
    }
  },
  losing: ({ count: lost, sent, seconds }) => `${lost} of ${sent} requests lost in the last ${seconds} s.`,
  slow: ({ count: slow, sent, seconds, slowMs }) =>
    `${slow} of ${sent} answers slow (${slowMs} ms or more) in the last ${seconds} s.`,
  mark({ number, time, pod, version, latencyMs, status, loss }) {
    const who = pod === null ? 'no pod' : `${pod}${version === null ? '' : ` (${version})`}`;
    const what = loss ? `lost: ${losses[loss]}${status === null ? '' : ` ${status}`}` : `${status}`;
    return `#${number} · ${time} · ${who} · ${milliseconds(latencyMs)} · ${what}`;
  },
  shedding: ({ cause: why, bound }) =>
    why === 'eventLoopDelay'
      ? `refuses requests with 503: its event loop is late by more than ${bound} ms`
      : `refuses requests with 503: ${bound} are in flight already`,
  lossesOf: (byKind) => lossesIn(losses, byKind),
  lastLoss: (ago) => (ago === null ? 'nothing so far' : `the last one ${secondsAgo(ago)}`),
  unwatched: (seconds) => (seconds < 1 ? '' : `not watching for ${duration(seconds)}`),
  uptime: (seconds) => `up ${duration(seconds)}`,
  restarts: (restarts) => (restarts === 0 ? '' : count(restarts, 'restart seen', 'restarts seen')),
  share: (answers, requests) => `${percent(answers, requests)} of ${requests}`,
  expected: (lowest, highest) => `chance: ${lowest}–${highest}\u00a0%`,
  spreadExplained(verdict, requests) {
    switch (verdict) {
      case 'nobody':
        return '';
      case 'single':
        return 'One pod gets everything.';
      case 'waiting':
        return 'Pods come and go: the shares are judged ten seconds after the last change.';
      case 'few':
        return 'Too few answers yet to say whether the shares are fair.';
      case 'inside':
        return `The shares are what random choice does: of ${requests} requests the brackets hold 99 cases in 100.`;
      case 'by-node':
        return 'The shares are even among the pods of each node and differ between nodes: traffic is kept on a node.';
      case 'by-zone':
        return 'The shares are even among the pods of each zone and differ between zones: traffic is kept in a zone.';
      case 'outside':
        return 'The shares are not what random choice does (fewer than one case in 10,000): something keeps clients with a pod, or away from one.';
    }
  },
  unlimited: (used) => `${used}, no limit`,
  gauge: (label, share) => (share === null ? label : `${label} · ${Math.round(share)}\u00a0%`),
  lastSeen: (seconds) => `last answer ${secondsAgo(seconds)}`,
  median: (text) => `median ${text}`,
  endsIn: (seconds) => `${Math.ceil(seconds)} s left`,
  streamLabel: (seconds, answered, lost) =>
    `The last ${seconds} seconds: ${count(answered, 'request', 'requests')} answered, ${lost} lost. Arrow keys go from mark to mark.`,
  plotLabel: (minutes) =>
    `Answered requests a second by version over the last ${minutes} minutes, lost ones on top.`,
  pinned: (pod, seconds, requests) =>
    `The keep-alive connection has been with ${pod} for ${duration(seconds)}: ${count(requests, 'request', 'requests')}.`,
  lookback: (ago) => (ago < 1 ? 'now' : `${duration(ago)} ago`),
  startOn: (pod) => (pod === null ? 'Start' : `Start on ${pod}`),
  podGone: (pod) => `${pod} (gone)`,
  stopFault: (fault, pod) => `Stop ${fault} on ${pod}`,
  breakPod: (pod) => `Break ${pod}`,
  skipped: (skipped) =>
    skipped === 0
      ? ''
      : `${count(skipped, 'request was', 'requests were')} not sent: all of the browser's connections were waiting for answers.`,
  reused: (reused) =>
    reused === 0
      ? ''
      : `${count(reused, 'request', 'requests')} shared a connection although a fresh one was asked for: a proxy between here and the pods keeps connections, and the shares show its choice.`,
  seenAt: (time) => `seen at ${time}`,
};
