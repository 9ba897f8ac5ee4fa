import { catalogue } from '../../../messages/message.ts';

/** The log's lines, and the reasons that stand in them and on the cards. */
export const EVENT_MESSAGES = catalogue({
  'event.watching': {
    en: 'watching {count} {count:pod|pods} of version {versions}: {pods}',
    ko: '버전 {versions} 파드 {count}개 관찰 시작: {pods}',
  },
  'event.appeared': {
    en: 'pod {pod} appeared (version {version})',
    ko: '파드 {pod} 생성됨 (버전 {version})',
  },
  'event.joined': {
    en: 'pod {pod} gets requests now (version {version}, up {duration})',
    ko: '파드 {pod} 요청을 받기 시작함 (버전 {version}, 가동 시간 {duration})',
  },
  'event.restarted': {
    en: 'pod {pod} restarted after {duration}: {cause}',
    ko: '파드 {pod} 재시작됨, 가동 시간 {duration}: {cause}',
  },
  'event.ended': { en: 'pod {pod} ended: {cause}', ko: '파드 {pod} 종료됨: {cause}' },
  'event.hung': {
    en: 'pod {pod} hangs: it accepts and does not answer{lost}',
    ko: '파드 {pod} 멈춤: 연결은 받지만 응답하지 않음{lost}',
  },
  'event.crashed': {
    en: 'pod {pod} crashed{lost}: {lastState}',
    ko: '파드 {pod} 비정상 종료{lost}: {lastState}',
  },
  'event.silent': { en: 'pod {pod} gets no requests any more', ko: '파드 {pod} 더는 요청을 받지 않음' },
  'event.silentUnlost': {
    en: 'pod {pod} gets no requests any more; nothing was lost',
    ko: '파드 {pod} 더는 요청을 받지 않음, 유실 없음',
  },
  lostBeside: { en: ' ({count} {count:request|requests} lost)', ko: ' (요청 {count}개 유실)' },
  'event.back': { en: 'pod {pod} answers again', ko: '파드 {pod} 다시 응답함' },
  'event.left': {
    en: 'pod {pod} left, last seen at {time}: {why}',
    ko: '파드 {pod} 사라짐, 마지막 응답 {time}: {why}',
  },
  'event.unready': { en: 'pod {pod} is not ready: {reason}', ko: '파드 {pod} 준비 안 됨: {reason}' },
  'event.ready': { en: 'pod {pod} is ready again', ko: '파드 {pod} 다시 준비됨' },
  'event.terminating': {
    en: 'pod {pod} is terminating: it was told to stop and still answers',
    ko: '파드 {pod} 종료 중: 종료 신호를 받았지만 아직 응답하고 있음',
  },
  'event.version-new': { en: 'version {version} is here', ko: '버전 {version} 응답 시작' },
  'event.version-gone': { en: 'version {version} is gone', ko: '버전 {version} 응답 끝' },
  'event.limits-changed': {
    en: 'the limits of pod {pod} changed without a restart: {before} -> {now}',
    ko: '파드 {pod} 재시작 없이 한도 변경: {before} -> {now}',
  },
  noCpuLimit: { en: 'no CPU limit', ko: 'CPU 한도 없음' },
  noMemoryLimit: { en: 'no memory limit', ko: '메모리 한도 없음' },
  'event.fault-started': {
    en: '{fault} started on pod {pod}, {duration} to go',
    ko: '파드 {pod}에서 {fault} 시작, {duration} 남음',
  },
  'event.fault-ended': { en: '{fault} ended on pod {pod}', ko: '파드 {pod}에서 {fault} 끝남' },
  'event.lost': {
    en: '{count} {count:request|requests} lost ({kinds})',
    ko: '요청 {count}개 유실 ({kinds})',
  },
  'event.lostWithin': {
    en: '{count} {count:request|requests} lost within {duration} ({kinds})',
    ko: '요청 {count}개 유실, {duration} 동안 ({kinds})',
  },
  'event.lesson': { en: '{lesson}: {step}', ko: '{lesson}: {step}' },
  'event.new-lesson': {
    en: 'new lesson: counters at zero (before: {lost} lost, {answered} answered)',
    ko: '새 수업: 카운터를 0으로 되돌림 (이전: 유실 {lost}개, 응답 {answered}개)',
  },
  'event.paused': { en: 'paused', ko: '일시 정지' },
  'event.hidden': { en: 'tab hidden: nothing is sent', ko: '탭이 가려짐: 요청을 보내지 않음' },
  'event.resumed': {
    en: 'resumed after {duration} without watching',
    ko: '다시 시작: {duration} 동안 관찰하지 않음',
  },

  'cause.oom': { en: 'OOMKilled, as the leak had announced', ko: '예고된 메모리 누수로 OOMKilled' },
  'cause.heap-abort': {
    en: 'aborted at its heap limit, as the leak had announced',
    ko: '예고된 메모리 누수로 힙 한도에서 중단됨',
  },
  'cause.exit': {
    en: 'exit code {exitCode}, as crash had announced',
    ko: '예고된 crash로 종료 코드 {exitCode}',
  },
  'cause.liveness': { en: 'its liveness probe failed ({fault})', ko: '라이브니스 프로브 실패({fault})' },
  'cause.told-to-stop': {
    en: 'it was told to stop (SIGTERM) and drained',
    ko: '종료 신호(SIGTERM)를 받고 드레인함',
  },

  'reason.fault': { en: 'fault unready is active', ko: 'unready 장애 진행 중' },
  'reason.starting': { en: 'still starting', ko: '시작 중' },
  'reason.terminating': { en: 'terminating', ko: '종료 중' },
  'reason.memoryOut': { en: 'memory runs out', ko: '메모리 부족' },
  'reason.memoryAt': { en: 'memory is at {percent}\u00a0%', ko: '메모리 {percent}%' },
  'reason.oomIn': { en: '{memory}, OOM in {seconds} s', ko: '{memory}, {seconds}초 뒤 OOM' },

  'left.drained': { en: 'it drained', ko: '드레인 후 종료됨' },
  'left.unready': { en: 'it was not ready', ko: '준비 안 된 상태였음' },
  'left.hung': { en: 'it did not answer any more', ko: '더는 응답하지 않음' },
  'left.ready': { en: 'it was ready and did not say why', ko: '준비된 상태였고 이유는 알 수 없음' },

  'lastState.terminating': { en: 'it was terminating', ko: '종료 중이었음' },
  'lastState.memory': {
    en: 'memory was at {percent}\u00a0% {duration} before',
    ko: '{duration} 전 메모리 {percent}%',
  },
  'lastState.unready': { en: 'it was not ready', ko: '준비 안 된 상태였음' },
  'lastState.faults': { en: 'with {faults} active', ko: '{faults} 진행 중이었음' },
  'lastState.undrained': { en: 'it was ready and did not drain', ko: '준비된 상태였고 드레인하지 않음' },
});
