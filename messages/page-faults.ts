import { catalogue } from './message.ts';

/** The fault form, and what became of its orders. */
export const FAULT_MESSAGES = catalogue({
  faults: { en: 'Break something', ko: '장애 주입' },
  fault: { en: 'Fault', ko: '장애' },
  target: { en: 'Pod', ko: '파드' },
  anyPod: { en: 'whichever answers', ko: '응답하는 아무 파드' },
  podGone: { en: '{pod} (gone)', ko: '{pod} (사라짐)' },
  start: { en: 'Start', ko: '시작' },
  startOn: { en: 'Start on {pod}', ko: '{pod}에서 시작' },
  stopAll: { en: 'Stop every fault', ko: '모든 장애 중지' },
  nothingToStop: { en: 'No fault is active.', ko: '진행 중인 장애가 없습니다.' },
  scenarios: { en: 'With one click', ko: '한 번에 실행' },
  'scenario.leak': { en: 'Leak until OOMKilled', ko: 'OOMKilled까지 메모리 누수' },
  'scenario.slow': { en: '10 % slow, everywhere', ko: '모든 파드 10% 지연' },
  'scenario.fail': { en: '5 % fail, everywhere', ko: '모든 파드 5% 실패' },
  token: { en: 'Token', ko: '토큰' },
  tokenHint: {
    en: 'Faults need a token here (FAULTS=token). It is kept in this page only.',
    ko: '여기서 장애를 주입하려면 토큰이 필요합니다(FAULTS=token). 토큰은 이 페이지에만 남습니다.',
  },

  'fault.cpu-load': {
    en: "holds the container's CPU usage at the millicores asked for",
    ko: '컨테이너의 CPU 사용량을 지정한 밀리코어로 유지합니다',
  },
  'fault.memory-leak': {
    en: 'leaks memory until the container is killed (or up to a maximum)',
    ko: '컨테이너가 강제 종료될 때까지(또는 최대치까지) 메모리를 누수시킵니다',
  },
  'fault.latency': {
    en: 'delays the answers to real traffic; probes and controls stay quick',
    ko: '실제 트래픽의 응답을 늦춥니다. 프로브와 제어 요청은 빠르게 유지됩니다',
  },
  'fault.errors': {
    en: 'fails a share of real traffic; probes and controls stay healthy',
    ko: '실제 트래픽의 일부를 실패시킵니다. 프로브와 제어 요청은 정상입니다',
  },
  'fault.unready': {
    en: 'turns readiness off: Kubernetes sends no traffic to the pod',
    ko: '레디니스를 끕니다. 쿠버네티스가 이 파드로 트래픽을 보내지 않습니다',
  },
  'fault.unlive': {
    en: 'turns liveness off: the kubelet restarts the container',
    ko: '라이브니스를 끕니다. kubelet이 컨테이너를 재시작합니다',
  },
  'fault.hang': {
    en: 'blocks the event loop: every probe times out, and a stop is not heard either',
    ko: '이벤트 루프를 막습니다. 모든 프로브가 시간 초과되고 중지 요청도 처리하지 못합니다',
  },
  'fault.crash': {
    en: 'exits with a code of your choice, without draining: the kubelet restarts the container',
    ko: '드레인 없이 지정한 코드로 종료합니다. kubelet이 컨테이너를 재시작합니다',
  },
  'fault.disk-fill': {
    en: "fills the container's ephemeral storage until the kubelet evicts the pod",
    ko: '컨테이너의 임시 스토리지를 채웁니다. 한도를 넘으면 kubelet이 파드를 축출합니다',
  },
  'parameter.millicores': { en: 'CPU (millicores)', ko: 'CPU(밀리코어)' },
  'parameter.seconds': { en: 'Duration (s)', ko: '시간(초)' },
  'parameter.kind': { en: 'Kind', ko: '종류' },
  'parameter.mibPerSecond': { en: 'Pace (MiB/s)', ko: '속도(MiB/초)' },
  'parameter.maxMib': { en: 'At most (MiB)', ko: '최대(MiB)' },
  'parameter.milliseconds': { en: 'Delay (ms)', ko: '지연(ms)' },
  'parameter.jitterMilliseconds': { en: 'Jitter (ms)', ko: '지터(ms)' },
  'parameter.percent': { en: 'Share (%)', ko: '비율(%)' },
  'parameter.status': { en: 'HTTP status', ko: 'HTTP 상태 코드' },
  'parameter.exitCode': { en: 'Exit code', ko: '종료 코드' },
  'parameter.afterSeconds': { en: 'After (s)', ko: '대기(초)' },
  boundsFrom: { en: 'from {minimum}', ko: '{minimum} 이상' },
  boundsBetween: { en: '{minimum} to {maximum}', ko: '{minimum}–{maximum}' },
  aNumber: { en: 'a number', ko: '숫자' },

  'order.started': { en: '{pod}: {effect}.', ko: '{pod}: {effect}' },
  'order.started-on': {
    en: '{fault} started on {started} of {of} {of:pod|pods}.',
    ko: '파드 {of}개 중 {started}개에서 {fault} 시작',
  },
  'order.trying': {
    en: 'Looking for {pod} behind the Service, try {tries}…',
    ko: 'Service 뒤에서 {pod} 찾는 중, {tries}번째 시도…',
  },
  'order.missed': {
    en: '{missed}; nothing was done ({tries} tries).',
    ko: '{missed}. 실행되지 않았습니다({tries}번 시도).',
  },
  'order.stopped': {
    en: '{stopped} of {of} stopped; {missed:; }.',
    ko: '{of}개 중 {stopped}개 중지. {missed:. }.',
  },
  'order.verified': {
    en: '{stopped} {stopped:fault|faults} stopped; {pods} {pods:pod|pods} asked, no fault is active.',
    ko: '장애 {stopped}개 중지. 파드 {pods}개를 확인했고 진행 중인 장애가 없습니다.',
  },
  'order.out-of-bounds': {
    en: '{parameter} must be {bounds}, got {value}.',
    ko: '{parameter}: {bounds} 값이어야 합니다(입력: {value}).',
  },
  'order.wrong-token': { en: 'The token is wrong.', ko: '토큰이 올바르지 않습니다.' },
  'order.token-needed': {
    en: 'Faults need a token here (FAULTS=token).',
    ko: '장애를 주입하려면 토큰이 필요합니다(FAULTS=token).',
  },
  'order.guard-off': {
    en: 'Faults are off here (FAULTS=off).',
    ko: '여기서는 장애를 주입할 수 없습니다(FAULTS=off).',
  },
  'order.no-answer': {
    en: 'No answer: whether it was done is not known.',
    ko: '응답이 없어 실행되었는지 알 수 없습니다.',
  },
  'order.refused': { en: 'Refused: {reason}', ko: '거부됨: {reason}' },
  'missed.ready': { en: '{pod} was not met', ko: '{pod} 찾지 못함' },
  'missed.other': { en: '{pod} is {status}', ko: '{pod} {status}' },
  'missed.ends': {
    en: '{missed}, its fault ends by itself in {seconds} s',
    ko: '{missed}, 장애는 {seconds}초 뒤 저절로 끝남',
  },

  'refusal.faults-off': {
    en: 'faults are off here (FAULTS=off).',
    ko: '여기서는 장애를 주입할 수 없습니다(FAULTS=off).',
  },
  'refusal.token-needed': {
    en: 'faults need a token here (FAULTS=token).',
    ko: '장애를 주입하려면 토큰이 필요합니다(FAULTS=token).',
  },
  'refusal.foreign-site': {
    en: 'the request seems to come from another site. Open this page again.',
    ko: '다른 사이트에서 온 요청이라 거부했습니다. 이 페이지를 다시 열어 주세요.',
  },
  'refusal.unnamed-site': {
    en: 'the browser does not say which page asks. Open this page again, or use curl.',
    ko: '브라우저가 어느 페이지에서 보낸 요청인지 알리지 않았습니다. 이 페이지를 다시 열거나 curl을 사용하세요.',
  },
  'refusal.unknown-host': {
    en: 'this page has a host name that is not allowed: add it to ALLOWED_HOSTS on the Deployment, or use the address of a node.',
    ko: '이 페이지의 호스트 이름은 허용되지 않습니다. Deployment의 ALLOWED_HOSTS에 추가하거나 노드의 주소로 여세요.',
  },
  'refusal.shutting-down': { en: 'the pod is shutting down.', ko: '파드가 종료 중입니다.' },
  'refusal.no-memory-limit': {
    en: 'no memory limit would end the leak. Set one, or fill in At most (MiB).',
    ko: '누수를 끝낼 메모리 한도가 없습니다. 한도를 정하거나 최대(MiB)를 입력하세요.',
  },
  'refusal.at-memory-limit': {
    en: 'the container is at its memory limit already.',
    ko: '컨테이너가 이미 메모리 한도에 이르렀습니다.',
  },
  'refusal.read-only-folder': {
    en: '{folder} cannot be written to: mount an emptyDir there, or set DISK_FILL_DIR.',
    ko: '{folder}에 쓸 수 없습니다. emptyDir를 마운트하거나 DISK_FILL_DIR을 바꾸세요.',
  },
  'refusal.delay-too-long': {
    en: 'delay and jitter may be {maximumMilliseconds} ms together, got {askedMilliseconds} ms.',
    ko: '지연과 지터의 합은 {maximumMilliseconds} ms를 넘을 수 없습니다(입력: {askedMilliseconds} ms).',
  },

  'effect.cpu-load': {
    en: '{millicores}m of CPU in total for {seconds} s',
    ko: '{seconds}초 동안 CPU를 모두 합해 {millicores}m 사용',
  },
  'effect.memory-leak.oom-kill': {
    en: 'leaks {mibPerSecond} MiB/s, OOMKilled in {seconds} s',
    ko: '초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 OOMKilled',
  },
  'effect.memory-leak.heap-abort': {
    en: 'leaks {mibPerSecond} MiB/s, aborts at its heap limit in {seconds} s',
    ko: '초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 힙 한도에서 중단',
  },
  'effect.memory-leak': {
    en: 'leaks {mibPerSecond} MiB/s, given back after {seconds} s',
    ko: '초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 반환',
  },
  'effect.memory-leak.bounded': {
    en: 'leaks {mibPerSecond} MiB/s up to {maxMib} MiB, given back after {seconds} s',
    ko: '초당 {mibPerSecond} MiB 누수, 최대 {maxMib} MiB, {seconds}초 뒤 반환',
  },
  'effect.latency': {
    en: '{percent}\u00a0% of the answers take {milliseconds} ms longer for {seconds} s',
    ko: '{seconds}초 동안 응답의 {percent}%가 {milliseconds} ms 늦어짐',
  },
  'effect.latency.jitter': {
    en: '{percent}\u00a0% of the answers take {milliseconds} ± {jitterMilliseconds} ms longer for {seconds} s',
    ko: '{seconds}초 동안 응답의 {percent}%가 {milliseconds}±{jitterMilliseconds} ms 늦어짐',
  },
  'effect.errors': {
    en: '{percent}\u00a0% of the answers are {status} for {seconds} s',
    ko: '{seconds}초 동안 응답의 {percent}%가 {status}',
  },
  'effect.unready': {
    en: 'readiness is 503 for {seconds} s: Kubernetes takes it out of the Service',
    ko: '{seconds}초 동안 레디니스 503. 쿠버네티스가 Service에서 제외합니다',
  },
  'effect.unlive': {
    en: 'liveness is 503 for {seconds} s: the kubelet restarts the container',
    ko: '{seconds}초 동안 라이브니스 503. kubelet이 컨테이너를 재시작합니다',
  },
  'effect.hang': {
    en: 'answers nothing for {seconds} s: probes time out',
    ko: '{seconds}초 동안 응답하지 않음. 프로브가 시간 초과됩니다',
  },
  'effect.crash': {
    en: 'exits with code {exitCode} in {seconds} s',
    ko: '{seconds}초 뒤 종료 코드 {exitCode}(으)로 종료',
  },
  'effect.disk-fill': {
    en: 'writes {mibPerSecond} MiB/s up to {maxMib} MiB for {seconds} s',
    ko: '{seconds}초 동안 초당 {mibPerSecond} MiB, 최대 {maxMib} MiB 쓰기',
  },
  'effect.other': { en: '{fault} for {seconds} s', ko: '{fault} {seconds}초' },
});
