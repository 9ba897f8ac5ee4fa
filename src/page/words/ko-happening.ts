import type { PageEvent } from '../state/event-log.ts';
import { bytes, cores } from '../state/figures.ts';
import { shortNameOf } from '../state/pod.ts';
import type { LastState, RestartCause } from '../state/restart-cause.ts';
import type { ReadinessReason } from '../state/status.ts';
import { losses } from './ko-fixed.ts';
import { lessons } from './ko-lessons.ts';
import { duration } from './ko-parts.ts';
import { lossesIn, MEMORY_MATTERS_PERCENT } from './parts.ts';

export function happening(event: PageEvent, clock: (atMs: number) => string): string {
  const pod = 'pod' in event ? `파드 ${shortNameOf(event.pod)}` : '';
  switch (event.kind) {
    case 'watching':
      return `버전 ${event.versions.join(', ')} 파드 ${event.pods.length}개 관찰 시작: ${event.pods.map(shortNameOf).join(', ')}`;
    case 'appeared':
      return `${pod} 생성됨 (버전 ${event.version})`;
    case 'joined':
      return `${pod} 요청을 받기 시작함 (버전 ${event.version}, 가동 시간 ${duration(event.uptimeSeconds)})`;
    case 'restarted':
      return `${pod} 재시작됨, 가동 시간 ${duration(event.afterSeconds)}: ${cause(event.cause)}`;
    case 'silent':
      return silent(event, pod);
    case 'back':
      return `${pod} 다시 응답함`;
    case 'left':
      return `${pod} 사라짐, 마지막 응답 ${clock(event.lastSeenMs)}: ${leaving(event)}`;
    case 'unready':
      return `${pod} 준비 안 됨: ${reason(event.reason)}`;
    case 'ready':
      return `${pod} 다시 준비됨`;
    case 'terminating':
      return `${pod} 종료 중: 종료 신호를 받았지만 아직 응답하고 있음`;
    case 'version-new':
      return `버전 ${event.version} 응답 시작`;
    case 'version-gone':
      return `버전 ${event.version} 응답 끝`;
    case 'limits-changed':
      return `${pod} 재시작 없이 한도 변경: ${limits(event.before)} -> ${limits(event.now)}`;
    case 'fault-started':
      return `${pod}에서 ${event.fault} 시작, ${duration(event.secondsLeft)} 남음`;
    case 'fault-ended':
      return `${pod}에서 ${event.fault} 끝남`;
    case 'lost': {
      const within = event.seconds >= 1 ? `, ${duration(event.seconds)} 동안` : '';
      return `요청 ${event.count}개 유실${within} (${lossesIn(losses, event.byKind)})`;
    }
    case 'lesson':
      return `${lessons[event.lesson]?.title}: ${lessons[event.lesson]?.steps[event.step]}`;
    case 'new-lesson':
      return `새 수업: 카운터를 0으로 되돌림 (이전: 유실 ${event.lost}개, 응답 ${event.answered}개)`;
    case 'paused':
      return '일시 정지';
    case 'hidden':
      return '탭이 가려짐: 요청을 보내지 않음';
    case 'resumed':
      return `다시 시작: ${duration(event.afterSeconds)} 동안 관찰하지 않음`;
  }
}

export function cause(event: RestartCause): string {
  switch (event.kind) {
    case 'oom':
      return '예고된 메모리 누수로 OOMKilled';
    case 'heap-abort':
      return '예고된 메모리 누수로 힙 한도에서 중단됨';
    case 'exit':
      return `예고된 crash로 종료 코드 ${event.exitCode}`;
    case 'liveness':
      return `라이브니스 프로브 실패(${event.fault})`;
    case 'told-to-stop':
      return '종료 신호(SIGTERM)를 받고 드레인함';
    case 'unknown':
      return lastState(event.lastState);
  }
}

export function reason(event: ReadinessReason): string {
  switch (event.kind) {
    case 'fault':
      return 'unready 장애 진행 중';
    case 'starting':
      return '시작 중';
    case 'terminating':
      return '종료 중';
    case 'memory': {
      const share = event.percent === null ? '메모리 부족' : `메모리 ${Math.round(event.percent)}%`;
      return event.oomInSeconds === null ? share : `${share}, ${Math.round(event.oomInSeconds)}초 뒤 OOM`;
    }
    case 'other':
      return event.text;
  }
}

function silent(event: Extract<PageEvent, { kind: 'silent' }>, pod: string): string {
  const lost = event.lost === 0 ? '' : ` (요청 ${event.lost}개 유실)`;
  if (event.cause) return `${pod} 종료됨: ${cause(event.cause)}`;
  if (event.status === 'hung') return `${pod} 멈춤: 연결은 받지만 응답하지 않음${lost}`;
  if (event.status === 'crashed') return `${pod} 비정상 종료${lost}: ${lastState(event.lastState)}`;
  return `${pod} 더는 요청을 받지 않음${event.lost === 0 ? ', 유실 없음' : ''}`;
}

function leaving({ status, lastState: words }: Extract<PageEvent, { kind: 'left' }>): string {
  if (status === 'finished' || status === 'terminating') return '드레인 후 종료됨';
  if (status === 'unready') return '준비 안 된 상태였음';
  if (status === 'hung') return '더는 응답하지 않음';
  if (status === 'crashed') return lastState(words);
  return '준비된 상태였고 이유는 알 수 없음';
}

function lastState({ memoryPercent, memoryAgeSeconds, isReady, faults, lifecycle }: LastState): string {
  if (lifecycle === 'draining') return '종료 중이었음';
  const words = [
    ...(memoryPercent === null || memoryPercent < MEMORY_MATTERS_PERCENT
      ? []
      : [`${duration(memoryAgeSeconds)} 전 메모리 ${Math.round(memoryPercent)}%`]),
    ...(isReady ? [] : ['준비 안 된 상태였음']),
    ...(faults.length === 0 ? [] : [`${faults.join(', ')} 진행 중이었음`]),
  ];
  return words.length === 0 ? '준비된 상태였고 드레인하지 않음' : words.join(', ');
}

function limits({
  cpuMillicores,
  memoryBytes,
}: {
  cpuMillicores: number | null;
  memoryBytes: number | null;
}): string {
  const cpu = cpuMillicores === null ? 'CPU 한도 없음' : cores(cpuMillicores);
  return `${cpu} / ${memoryBytes === null ? '메모리 한도 없음' : bytes(memoryBytes)}`;
}
