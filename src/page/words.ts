import type { Happening, LastWords } from './events.ts';
import type { Headline } from './headline.ts';
import { markOf } from './pod.ts';
import type { Loss } from './sampling.ts';

export type Language = 'en' | 'ko';

/** Everything the page says, in one language. */
export interface Words {
  /** Of elements of the document that carry `data-words`. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly losses: Readonly<Record<Loss, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  headline(headline: Headline): string;
  losing(lost: number, sent: number, seconds: number): string;
  happening(happening: Happening, clock: (atMs: number) => string): string;
  lossesOf(byKind: Readonly<Record<Loss, number>>): string;
  lastLoss(secondsAgo: number | null): string;
  duration(seconds: number): string;
  uptime(seconds: number): string;
  restarts(count: number): string;
  share(answers: number, requests: number): string;
  expected(lowestPercent: number, highestPercent: number): string;
  spreadExplained(state: 'few' | 'inside' | 'outside' | 'single', requests: number): string;
  unlimited(used: string): string;
  gauge(label: string, percent: number | null): string;
  silentFor(seconds: number): string;
  median(milliseconds: string): string;
  endsIn(seconds: number): string;
  streamLabel(seconds: number, answered: number, lost: number): string;
  plotLabel(minutes: number): string;
  pinned(pod: string, seconds: number, requests: number): string;
  secondsAgo(seconds: number): string;
  startOn(pod: string | null): string;
  stopFault(fault: string, pod: string): string;
  breakPod(pod: string): string;
  trying(pod: string, tries: number): string;
  notReached(pod: string, tries: number): string;
  stopped(pods: number): string;
  refused(message: string): string;
  bounds(minimum: number | undefined, maximum: number | undefined): string;
  skipped(count: number): string;
  reused(count: number): string;
}

const en: Words = {
  fixed: {
    title: 'live',
    rate: 'Requests a second',
    pause: 'Pause',
    resume: 'Resume',
    keepAlive: 'Keep-alive lane',
    keepAliveHint:
      'A second stream beside it that keeps its connection, as most clients do: it stays with one pod.',
    theme: 'Theme',
    'theme-auto': 'Theme: auto',
    'theme-light': 'Theme: light',
    'theme-dark': 'Theme: dark',
    otherLanguage: '한국어',
    lost: 'lost',
    answered: 'answered',
    p50: 'median',
    p99: '99th percentile',
    stream: 'Every request',
    streamHint: 'One mark for each request, each on its own connection; a column is a second.',
    nobody: 'no pod',
    keepAliveRow: 'keep-alive',
    faultActive: 'a fault is active',
    restartSeen: 'restarted',
    lossShape: 'lost',
    now: 'now',
    pods: 'Pods',
    podsEmpty: 'No pod has answered yet.',
    plot: 'Requests a second, by version',
    log: 'What happened',
    logEmpty: 'Nothing yet.',
    faults: 'Break something',
    target: 'Pod',
    anyPod: 'whichever answers',
    fault: 'Fault',
    stop: 'Stop',
    stopAll: 'Stop every fault',
    token: 'Token',
    tokenHint: 'Faults need a token here (FAULTS=token). It is kept in this page only.',
    guardOff: 'Faults are off here (FAULTS=off).',
    ready: 'ready',
    unready: 'not ready',
    draining: 'draining',
    starting: 'starting',
    silent: 'no answer',
    cpu: 'CPU',
    memory: 'Memory',
    unknown: 'unknown',
    skipToFaults: 'Skip to the faults',
  },
  losses: {
    'no-answer': 'no answer',
    timeout: 'timeout',
    '5xx': '5xx',
    'wrong-answer': 'wrong answer',
  },
  faults: {},
  parameters: {},
  headline(headline) {
    switch (headline.kind) {
      case 'waiting':
        return 'Sending the first requests…';
      case 'paused':
        return 'Paused. Nothing is being sent.';
      case 'nobody':
        return 'Nobody answers.';
      case 'steady':
        return `${count(headline.pods, 'pod answers', 'pods answer')}, version ${headline.version}.`;
      case 'mixed':
        return `${count(headline.pods, 'pod answers', 'pods answer')}: ${listed(
          headline.shares.map(({ version, percent }) => `${percent}\u00a0% version ${version}`),
          'and',
        )}.`;
    }
  },
  losing: (lost, sent, seconds) => `${lost} of ${sent} requests lost in the last ${seconds} s.`,
  happening(happening, clock) {
    switch (happening.kind) {
      case 'appeared':
        return `pod ${markOf(happening.pod)} appeared (version ${happening.version})`;
      case 'restarted':
        return [
          `pod ${markOf(happening.pod)} restarted after ${en.duration(happening.afterSeconds)}`,
          ...lastWordsEn(happening.lastWords),
        ].join(', ');
      case 'silent':
        return [`pod ${markOf(happening.pod)} stopped answering`, ...lastWordsEn(happening.lastWords)].join(
          ', ',
        );
      case 'back':
        return `pod ${markOf(happening.pod)} answers again`;
      case 'left':
        return `pod ${markOf(happening.pod)} left, last seen at ${clock(happening.lastSeenMs)}: ${reasonEn(happening.lastWords)}`;
      case 'unready':
        return `pod ${markOf(happening.pod)} is not ready: ${happening.reason}`;
      case 'ready':
        return `pod ${markOf(happening.pod)} is ready again`;
      case 'draining':
        return `pod ${markOf(happening.pod)} is draining: it was told to stop and still answers`;
      case 'version-new':
        return `version ${happening.version} is here`;
      case 'version-gone':
        return `version ${happening.version} is gone`;
      case 'fault-started':
        return `${happening.fault} started on pod ${markOf(happening.pod)}, ${en.duration(happening.secondsLeft)} to go`;
      case 'fault-ended':
        return `${happening.fault} ended on pod ${markOf(happening.pod)}`;
      case 'lost':
        return `${count(happening.count, 'request', 'requests')} lost${
          happening.seconds >= 1 ? ` within ${en.duration(happening.seconds)}` : ''
        } (${en.lossesOf(happening.byKind)})`;
      case 'paused':
        return 'paused';
      case 'resumed':
        return `resumed after ${en.duration(happening.afterSeconds)}`;
    }
  },
  lossesOf: (byKind) => lossesIn(en, byKind),
  lastLoss: (secondsAgo) =>
    secondsAgo === null ? 'nothing so far' : `the last one ${en.secondsAgo(secondsAgo)}`,
  duration(seconds) {
    if (seconds < 90) return `${Math.round(seconds)} s`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
    if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
    return `${Math.round(seconds / 86_400)} days`;
  },
  uptime: (seconds) => `up ${en.duration(seconds)}`,
  restarts: (restarts) => (restarts === 0 ? '' : count(restarts, 'restart seen', 'restarts seen')),
  share: (answers, requests) => `${percent(answers, requests)} of ${requests}`,
  expected: (lowest, highest) => `chance: ${lowest}–${highest}\u00a0%`,
  spreadExplained(state, requests) {
    switch (state) {
      case 'single':
        return 'One pod gets everything.';
      case 'few':
        return 'Too few answers yet to say whether the shares are fair.';
      case 'inside':
        return `The shares are what random choice does: of ${requests} requests the brackets hold 99 cases in 100.`;
      case 'outside':
        return `The shares are not what random choice does (99 cases in 100 stay inside the brackets): something keeps clients with a pod, or a pod got less for a while.`;
    }
  },
  unlimited: (used) => `${used}, no limit`,
  gauge: (label, share) => (share === null ? label : `${label} · ${Math.round(share)}\u00a0%`),
  silentFor: (seconds) => `last seen ${en.secondsAgo(seconds)}`,
  median: (milliseconds) => `median ${milliseconds}`,
  endsIn: (seconds) => `${Math.ceil(seconds)} s left`,
  streamLabel: (seconds, answered, lost) =>
    `The last ${seconds} seconds: ${count(answered, 'request', 'requests')} answered, ${lost} lost.`,
  plotLabel: (minutes) =>
    `Answered requests a second by version over the last ${minutes} minutes, lost ones on top.`,
  pinned: (pod, seconds, requests) =>
    `The keep-alive connection has been with ${pod} for ${en.duration(seconds)}: ${count(requests, 'request', 'requests')}.`,
  secondsAgo: (seconds) => (seconds < 1.5 ? 'just now' : `${en.duration(seconds)} ago`),
  startOn: (pod) => (pod === null ? 'Start' : `Start on ${pod}`),
  stopFault: (fault, pod) => `Stop ${fault} on ${pod}`,
  breakPod: (pod) => `Break ${pod}`,
  trying: (pod, tries) => `Looking for ${pod} behind the Service, try ${tries}…`,
  notReached: (pod, tries) => `${pod} did not answer any of ${tries} tries; nothing was done.`,
  stopped: (pods) => `Stopped everything on ${count(pods, 'pod', 'pods')}.`,
  refused: (message) => `Refused: ${message}`,
  bounds: (minimum, maximum) =>
    minimum === undefined ? '' : maximum === undefined ? `from ${minimum}` : `${minimum} to ${maximum}`,
  skipped: (skipped) =>
    skipped === 0
      ? ''
      : `${count(skipped, 'request was', 'requests were')} not sent: all of the browser's connections were waiting for answers.`,
  reused: (reused) =>
    reused === 0
      ? ''
      : `${count(reused, 'request', 'requests')} shared a connection although a fresh one was asked for: a proxy between here and the pods keeps connections, and the shares show its choice.`,
};

const ko: Words = {
  fixed: {
    title: '실시간',
    rate: '초당 요청 수',
    pause: '일시 정지',
    resume: '다시 시작',
    keepAlive: 'keep-alive 레인',
    keepAliveHint:
      '대부분의 클라이언트처럼 연결을 유지하는 두 번째 흐름입니다. 한 파드에 머무르는 모습을 볼 수 있습니다.',
    theme: '테마',
    'theme-auto': '테마: 자동',
    'theme-light': '테마: 밝게',
    'theme-dark': '테마: 어둡게',
    otherLanguage: 'English',
    lost: '유실',
    answered: '응답',
    p50: '중앙값',
    p99: '99백분위',
    stream: '모든 요청',
    streamHint: '요청 하나가 표식 하나이며, 요청마다 새 연결을 씁니다. 한 열이 1초입니다.',
    nobody: '파드 없음',
    keepAliveRow: 'keep-alive',
    faultActive: '장애 주입 중',
    restartSeen: '재시작',
    lossShape: '유실',
    now: '지금',
    pods: '파드',
    podsEmpty: '아직 응답한 파드가 없습니다.',
    plot: '버전별 초당 요청 수',
    log: '일어난 일',
    logEmpty: '아직 없습니다.',
    faults: '장애 일으키기',
    target: '파드',
    anyPod: '응답하는 아무 파드',
    fault: '장애',
    stop: '중지',
    stopAll: '모든 장애 중지',
    token: '토큰',
    tokenHint: '여기서는 장애를 일으키려면 토큰이 필요합니다(FAULTS=token). 토큰은 이 페이지에만 남습니다.',
    guardOff: '여기서는 장애를 일으킬 수 없습니다(FAULTS=off).',
    ready: '준비됨',
    unready: '준비 안 됨',
    draining: '종료 중',
    starting: '시작 중',
    silent: '응답 없음',
    cpu: 'CPU',
    memory: '메모리',
    unknown: '알 수 없음',
    skipToFaults: '장애 일으키기로 건너뛰기',
  },
  losses: {
    'no-answer': '응답 없음',
    timeout: '시간 초과',
    '5xx': '5xx',
    'wrong-answer': '잘못된 응답',
  },
  faults: {
    'cpu-load': '컨테이너의 CPU 사용량을 지정한 밀리코어로 유지합니다',
    'memory-leak': '컨테이너가 강제 종료될 때까지(또는 maxMib까지) 메모리를 누수시킵니다',
    latency: '실제 트래픽의 응답을 늦춥니다. 프로브와 제어는 빠르게 유지됩니다',
    errors: '실제 트래픽의 일부를 실패시킵니다. 프로브와 제어는 정상입니다',
    unready: '준비 상태를 끕니다. 쿠버네티스가 이 파드로 트래픽을 보내지 않습니다',
    unlive: '활성 상태를 끕니다. kubelet이 컨테이너를 재시작합니다',
    hang: '이벤트 루프를 막습니다. 모든 프로브가 시간 초과되고 중지 요청도 듣지 못합니다',
    crash: '드레인 없이 지정한 코드로 종료합니다. kubelet이 컨테이너를 재시작합니다',
    'disk-fill': '컨테이너의 임시 스토리지를 채웁니다. 한도를 넘으면 kubelet이 파드를 축출합니다',
  },
  parameters: {
    millicores: '밀리코어(m)',
    seconds: '시간(초)',
    kind: '종류',
    mibPerSecond: '속도(MiB/초)',
    maxMib: '최대(MiB)',
    milliseconds: '지연(ms)',
    jitterMilliseconds: '흔들림(ms)',
    percent: '비율(%)',
    status: '상태 코드',
    exitCode: '종료 코드',
    afterSeconds: '몇 초 뒤',
  },
  headline(headline) {
    switch (headline.kind) {
      case 'waiting':
        return '첫 요청을 보내는 중…';
      case 'paused':
        return '일시 정지됨. 요청을 보내지 않고 있습니다.';
      case 'nobody':
        return '아무도 응답하지 않습니다.';
      case 'steady':
        return `파드 ${headline.pods}개가 응답합니다. 버전 ${headline.version}.`;
      case 'mixed':
        return `파드 ${headline.pods}개가 응답합니다. ${headline.shares
          .map(({ version, percent }) => `버전 ${version} ${percent}%`)
          .join(', ')}.`;
    }
  },
  losing: (lost, sent, seconds) => `지난 ${seconds}초 동안 요청 ${sent}개 중 ${lost}개가 유실되었습니다.`,
  happening(happening, clock) {
    switch (happening.kind) {
      case 'appeared':
        return `파드 ${markOf(happening.pod)} 나타남 (버전 ${happening.version})`;
      case 'restarted':
        return [
          `파드 ${markOf(happening.pod)} 재시작됨, ${ko.duration(happening.afterSeconds)} 동안 실행된 뒤`,
          ...lastWordsKo(happening.lastWords),
        ].join(', ');
      case 'silent':
        return [`파드 ${markOf(happening.pod)} 응답 없음`, ...lastWordsKo(happening.lastWords)].join(', ');
      case 'back':
        return `파드 ${markOf(happening.pod)} 다시 응답함`;
      case 'left':
        return `파드 ${markOf(happening.pod)} 떠남, 마지막 응답 ${clock(happening.lastSeenMs)}: ${reasonKo(happening.lastWords)}`;
      case 'unready':
        return `파드 ${markOf(happening.pod)} 준비 안 됨: ${happening.reason}`;
      case 'ready':
        return `파드 ${markOf(happening.pod)} 다시 준비됨`;
      case 'draining':
        return `파드 ${markOf(happening.pod)} 종료 중: 종료 신호를 받았지만 아직 응답하고 있음`;
      case 'version-new':
        return `버전 ${happening.version} 등장`;
      case 'version-gone':
        return `버전 ${happening.version} 사라짐`;
      case 'fault-started':
        return `파드 ${markOf(happening.pod)}에서 ${happening.fault} 시작, ${ko.duration(happening.secondsLeft)} 남음`;
      case 'fault-ended':
        return `파드 ${markOf(happening.pod)}에서 ${happening.fault} 끝남`;
      case 'lost':
        return `요청 ${happening.count}개 유실${
          happening.seconds >= 1 ? `, ${ko.duration(happening.seconds)} 사이` : ''
        } (${ko.lossesOf(happening.byKind)})`;
      case 'paused':
        return '일시 정지';
      case 'resumed':
        return `${ko.duration(happening.afterSeconds)} 만에 다시 시작`;
    }
  },
  lossesOf: (byKind) => lossesIn(ko, byKind),
  lastLoss: (secondsAgo) => (secondsAgo === null ? '지금까지 없음' : `마지막은 ${ko.secondsAgo(secondsAgo)}`),
  duration(seconds) {
    if (seconds < 90) return `${Math.round(seconds)}초`;
    if (seconds < 5400) return `${Math.round(seconds / 60)}분`;
    if (seconds < 172_800) return `${Math.round(seconds / 3600)}시간`;
    return `${Math.round(seconds / 86_400)}일`;
  },
  uptime: (seconds) => `실행 ${ko.duration(seconds)}`,
  restarts: (restarts) => (restarts === 0 ? '' : `재시작 ${restarts}회`),
  share: (answers, requests) => `${requests}개 중 ${percent(answers, requests).replace('\u00a0', '')}`,
  expected: (lowest, highest) => `무작위 범위 ${lowest}–${highest}%`,
  spreadExplained(state, requests) {
    switch (state) {
      case 'single':
        return '파드 하나가 모든 요청을 받습니다.';
      case 'few':
        return '분배가 고른지 말하기에는 아직 응답이 적습니다.';
      case 'inside':
        return `무작위 선택에서 나오는 분배입니다. 요청 ${requests}개라면 100번 중 99번은 괄호 안에 들어옵니다.`;
      case 'outside':
        return '무작위 선택에서 나오는 분배가 아닙니다(100번 중 99번은 괄호 안에 들어옵니다). 클라이언트를 한 파드에 붙잡아 두는 것이 있거나, 한 파드가 한동안 덜 받았습니다.';
    }
  },
  unlimited: (used) => `${used}, 한도 없음`,
  gauge: (label, share) => (share === null ? label : `${label} · ${Math.round(share)}%`),
  silentFor: (seconds) => `마지막 응답 ${ko.secondsAgo(seconds)}`,
  median: (milliseconds) => `중앙값 ${milliseconds}`,
  endsIn: (seconds) => `${Math.ceil(seconds)}초 남음`,
  streamLabel: (seconds, answered, lost) => `지난 ${seconds}초: 응답 ${answered}개, 유실 ${lost}개.`,
  plotLabel: (minutes) => `지난 ${minutes}분 동안 버전별로 응답한 초당 요청 수, 맨 위는 유실된 요청.`,
  pinned: (pod, seconds, requests) =>
    `keep-alive 연결이 ${ko.duration(seconds)} 동안 ${pod}에 머무르고 있습니다. 요청 ${requests}개.`,
  secondsAgo: (seconds) => (seconds < 1.5 ? '방금' : `${ko.duration(seconds)} 전`),
  startOn: (pod) => (pod === null ? '시작' : `${pod}에서 시작`),
  stopFault: (fault, pod) => `${pod}에서 ${fault} 중지`,
  breakPod: (pod) => `${pod}에 장애 일으키기`,
  trying: (pod, tries) => `Service 뒤에서 ${pod} 찾는 중, ${tries}번째 시도…`,
  notReached: (pod, tries) =>
    `${tries}번 시도했지만 ${pod}이(가) 응답하지 않았습니다. 아무 일도 하지 않았습니다.`,
  stopped: (pods) => `파드 ${pods}개의 모든 장애를 중지했습니다.`,
  refused: (message) => `거부됨: ${message}`,
  bounds: (minimum, maximum) =>
    minimum === undefined ? '' : maximum === undefined ? `${minimum} 이상` : `${minimum}–${maximum}`,
  skipped: (skipped) =>
    skipped === 0
      ? ''
      : `요청 ${skipped}개는 보내지 못했습니다. 브라우저의 모든 연결이 응답을 기다리고 있었습니다.`,
  reused: (reused) =>
    reused === 0
      ? ''
      : `요청 ${reused}개는 새 연결을 요구했지만 연결을 함께 썼습니다. 파드 앞의 프록시가 연결을 유지하고 있어, 분배는 그 프록시의 선택입니다.`,
};

export const WORDS: Readonly<Record<Language, Words>> = { en, ko };

export function languageFor(preferred: readonly string[]): Language {
  for (const each of preferred) {
    if (each.toLowerCase().startsWith('ko')) return 'ko';
    if (each.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)}\u00a0%`;
}

function lossesIn(words: Words, byKind: Readonly<Record<Loss, number>>): string {
  const kinds = Object.keys(words.losses) as Loss[];
  return kinds
    .filter((kind) => byKind[kind] > 0)
    .map((kind) => `${words.losses[kind]} ${byKind[kind]}`)
    .join(', ');
}

function lastWordsEn({ unreadyReason, memoryPercent, faults }: LastWords): string[] {
  return [
    ...(memoryPercent === null ? [] : [`memory was at ${Math.round(memoryPercent)}\u00a0%`]),
    ...(unreadyReason === null ? [] : ['it was not ready']),
    ...(faults.length === 0 ? [] : [`with ${listed(faults, 'and')} active`]),
  ];
}

function lastWordsKo({ unreadyReason, memoryPercent, faults }: LastWords): string[] {
  return [
    ...(memoryPercent === null ? [] : [`메모리 ${Math.round(memoryPercent)}%였음`]),
    ...(unreadyReason === null ? [] : ['준비 안 된 상태였음']),
    ...(faults.length === 0 ? [] : [`${faults.join(', ')} 진행 중이었음`]),
  ];
}

function reasonEn(lastWords: LastWords): string {
  if (lastWords.lifecycle === 'draining') return 'it drained';
  const words = lastWordsEn(lastWords);
  return words.length === 0 ? 'it was ready and did not drain' : words.join(', ');
}

function reasonKo(lastWords: LastWords): string {
  if (lastWords.lifecycle === 'draining') return '정상적으로 종료됨';
  const words = lastWordsKo(lastWords);
  return words.length === 0 ? '준비된 상태였고 종료 신호는 없었음' : words.join(', ');
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function listed(words: readonly string[], and: string): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}
