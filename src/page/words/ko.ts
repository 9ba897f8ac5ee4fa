import { milliseconds } from '../state/figures.ts';
import { faults, fixed, losses, parameters, statuses, statusHints } from './ko-fixed.ts';
import { cause, happening, reason } from './ko-happening.ts';
import { lessons } from './ko-lessons.ts';
import { bounds, cannotStop, outcome } from './ko-outcome.ts';
import { duration } from './ko-parts.ts';
import { lossesIn, percent } from './parts.ts';
import type { Words } from './words.ts';

const secondsAgo = (seconds: number) => (seconds < 1.5 ? '방금' : `${duration(seconds)} 전`);

export const ko: Words = {
  ...{ fixed, losses, statuses, statusHints, faults, parameters, lessons },
  ...{ happening, cause, reason, outcome, bounds, cannotStop, duration, secondsAgo },
  headline(headline) {
    switch (headline.kind) {
      case 'waiting':
        return '첫 요청을 보내는 중…';
      case 'paused':
        return '일시 정지됨. 요청을 보내지 않고 있습니다.';
      case 'hidden':
        return '탭이 가려짐. 요청을 보내지 않고 있습니다.';
      case 'nobody':
        return '응답하는 파드가 없습니다.';
      case 'steady':
        return `파드 ${headline.pods}개가 응답합니다. 버전 ${headline.version}.`;
      case 'mixed':
        return `파드 ${headline.pods}개가 응답합니다. ${headline.shares
          .map((share) => `버전 ${share.version} ${share.percent}%`)
          .join(', ')}.`;
    }
  },
  losing: ({ count, sent, seconds }) =>
    `지난 ${seconds}초 동안 요청 ${sent}개 중 ${count}개가 유실되었습니다.`,
  slow: ({ count, sent, seconds, slowMs }) =>
    `지난 ${seconds}초 동안 응답 ${sent}개 중 ${count}개가 느렸습니다(${slowMs}ms 이상).`,
  mark({ number, time, pod, version, latencyMs, status, loss }) {
    const who = pod === null ? '파드 없음' : `${pod}${version === null ? '' : ` (${version})`}`;
    const what = loss ? `유실: ${losses[loss]}${status === null ? '' : ` ${status}`}` : `${status}`;
    return `#${number} · ${time} · ${who} · ${milliseconds(latencyMs)} · ${what}`;
  },
  shedding: ({ cause: why, bound }) =>
    why === 'eventLoopDelay'
      ? `요청을 503으로 거부 중: 이벤트 루프가 ${bound} ms 넘게 늦습니다`
      : `요청을 503으로 거부 중: 이미 ${bound}개를 처리하고 있습니다`,
  lossesOf: (byKind) => lossesIn(losses, byKind),
  lastLoss: (ago) => (ago === null ? '지금까지 없음' : `마지막 유실 ${secondsAgo(ago)}`),
  unwatched: (seconds) => (seconds < 1 ? '' : `${duration(seconds)} 동안 관찰하지 않음`),
  uptime: (seconds) => `가동 시간 ${duration(seconds)}`,
  restarts: (restarts) => (restarts === 0 ? '' : `재시작 ${restarts}회`),
  share: (answers, requests) => `${requests}개 중 ${percent(answers, requests).replace('\u00a0', '')}`,
  expected: (lowest, highest) => `무작위라면 ${lowest}–${highest}%`,
  spreadExplained(verdict, requests) {
    switch (verdict) {
      case 'nobody':
        return '';
      case 'single':
        return '파드 하나가 모든 요청을 받습니다.';
      case 'waiting':
        return '파드가 늘거나 줄고 있습니다. 마지막 변화에서 10초가 지나면 비율을 판단합니다.';
      case 'few':
        return '요청이 고르게 나뉘는지 판단하기에는 아직 응답이 적습니다.';
      case 'inside':
        return `요청이 무작위로 고르게 나뉘고 있습니다. 요청이 ${requests}개일 때 100번 중 99번은 괄호 안에 들어옵니다.`;
      case 'by-node':
        return '같은 노드의 파드끼리는 고르게 나뉘고 노드 사이에는 차이가 있습니다. 트래픽이 노드 안에 머무는 설정입니다.';
      case 'by-zone':
        return '같은 영역(zone)의 파드끼리는 고르게 나뉘고 영역 사이에는 차이가 있습니다. 트래픽이 영역 안에 머무는 설정입니다.';
      case 'outside':
        return '무작위로 나뉘었다고 보기 어렵습니다(10,000번 중 한 번도 나오기 힘든 비율). 클라이언트가 한 파드에 묶여 있거나, 요청을 덜 받는 파드가 있습니다.';
    }
  },
  unlimited: (used) => `${used}, 한도 없음`,
  gauge: (label, share) => (share === null ? label : `${label} · ${Math.round(share)}%`),
  lastSeen: (seconds) => `마지막 응답 ${secondsAgo(seconds)}`,
  median: (text) => `중앙값 ${text}`,
  endsIn: (seconds) => `${Math.ceil(seconds)}초 남음`,
  streamLabel: (seconds, answered, lost) =>
    `지난 ${seconds}초: 응답 ${answered}개, 유실 ${lost}개. 화살표 키로 표식을 하나씩 볼 수 있습니다.`,
  plotLabel: (minutes) => `지난 ${minutes}분 동안 버전별로 응답한 초당 요청 수, 맨 위는 유실된 요청.`,
  pinned: (pod, seconds, requests) =>
    `keep-alive 연결이 ${duration(seconds)} 동안 ${pod}에 머무르고 있습니다. 요청 ${requests}개.`,
  lookback: (ago) => (ago < 1 ? '지금' : `${duration(ago)} 전`),
  startOn: (pod) => (pod === null ? '시작' : `${pod}에서 시작`),
  podGone: (pod) => `${pod} (사라짐)`,
  stopFault: (fault, pod) => `${pod}에서 ${fault} 중지`,
  breakPod: (pod) => `${pod}에 장애 주입`,
  skipped: (skipped) =>
    skipped === 0
      ? ''
      : `요청 ${skipped}개를 보내지 못했습니다. 브라우저의 모든 연결이 응답을 기다리고 있었습니다.`,
  reused: (reused) =>
    reused === 0
      ? ''
      : `요청 ${reused}개가 새 연결을 요청했지만 기존 연결을 함께 썼습니다. 파드 앞의 프록시가 연결을 유지하고 있어, 이 비율은 프록시가 선택한 결과입니다.`,
  seenAt: (time) => `${time}에 관찰됨`,
};
