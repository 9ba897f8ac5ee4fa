import { catalogue } from './message.ts';

/** The fault form and the results of its orders. */
export const FAULT_MESSAGES = catalogue({
  faults: ['Break something', '장애 주입'],
  fault: ['Fault', '장애'],
  target: ['Pod', '파드'],
  anyPod: ['whichever answers', '응답하는 아무 파드'],
  podGone: ['{pod} (gone)', '{pod} (사라짐)'],
  start: ['Start', '시작'],
  startOn: ['Start on {pod}', '{pod}에서 시작'],
  stopAll: ['Stop every fault', '모든 장애 중지'],
  nothingToStop: ['No fault is active.', '진행 중인 장애가 없습니다.'],
  scenarios: ['With one click', '한 번에 실행'],
  'scenario.leak': ['Leak until OOMKilled', 'OOMKilled까지 메모리 누수'],
  'scenario.slow': ['10 % slow, everywhere', '모든 파드 10% 지연'],
  'scenario.fail': ['5 % fail, everywhere', '모든 파드 5% 실패'],
  token: ['Token', '토큰'],
  tokenHint: `
    Faults need a token here (FAULTS=token). It is kept in this page only.
    여기서 장애를 주입하려면 토큰이 필요합니다(FAULTS=token). 토큰은 이 페이지에만 남습니다.`,

  'fault.cpu-load': `
    holds the container's CPU usage at the millicores asked for
    컨테이너의 CPU 사용량을 지정한 밀리코어로 유지합니다`,
  'fault.memory-leak': `
    leaks memory until the container is killed (or up to a maximum)
    컨테이너가 강제 종료될 때까지(또는 최대치까지) 메모리를 누수시킵니다`,
  'fault.latency': `
    delays the answers to real traffic; probes and controls stay quick
    실제 트래픽의 응답을 늦춥니다. 프로브와 제어 요청은 빠르게 유지됩니다`,
  'fault.errors': `
    fails a share of real traffic; probes and controls stay healthy
    실제 트래픽의 일부를 실패시킵니다. 프로브와 제어 요청은 정상입니다`,
  'fault.unready': `
    turns readiness off: Kubernetes sends no traffic to the pod
    레디니스를 끕니다. 쿠버네티스가 이 파드로 트래픽을 보내지 않습니다`,
  'fault.unlive': `
    turns liveness off: the kubelet restarts the container
    라이브니스를 끕니다. kubelet이 컨테이너를 재시작합니다`,
  'fault.hang': `
    blocks the event loop: every probe times out, and a stop is not heard either
    이벤트 루프를 막습니다. 모든 프로브가 시간 초과되고 중지 요청도 처리하지 못합니다`,
  'fault.crash': `
    exits with a code of your choice, without draining: the kubelet restarts the container
    드레인 없이 지정한 코드로 종료합니다. kubelet이 컨테이너를 재시작합니다`,
  'fault.disk-fill': `
    fills the container's ephemeral storage until the kubelet evicts the pod
    컨테이너의 임시 스토리지를 채웁니다. 제한을 넘으면 kubelet이 파드를 축출합니다`,
  'parameter.millicores': ['CPU (millicores)', 'CPU(밀리코어)'],
  'parameter.seconds': ['Duration (s)', '시간(초)'],
  'parameter.kind': ['Kind', '종류'],
  'parameter.mibPerSecond': ['Pace (MiB/s)', '속도(MiB/초)'],
  'parameter.maxMib': ['At most (MiB)', '최대(MiB)'],
  'parameter.milliseconds': ['Delay (ms)', '지연(ms)'],
  'parameter.jitterMilliseconds': ['Jitter (ms)', '지터(ms)'],
  'parameter.percent': ['Share (%)', '비율(%)'],
  'parameter.status': ['HTTP status', 'HTTP 상태 코드'],
  'parameter.exitCode': ['Exit code', '종료 코드'],
  'parameter.afterSeconds': ['After (s)', '대기(초)'],
  boundsFrom: ['from {minimum}', '{minimum} 이상'],
  boundsBetween: ['{minimum} to {maximum}', '{minimum}–{maximum}'],
  aNumber: ['a number', '숫자'],

  'order.started': ['{pod}: {effect}.', '{pod}: {effect}'],
  'order.started-on': `
    {fault} started on {started} of {of} {of:pod|pods}.
    파드 {of}개 중 {started}개에서 {fault} 시작`,
  'order.trying': `
    Looking for {pod} behind the Service, try {tries}…
    서비스 뒤에서 {pod} 찾는 중, {tries}번째 시도…`,
  'order.missed': `
    {missed}; nothing was done ({tries} tries).
    {missed}. 실행되지 않았습니다({tries}번 시도).`,
  'order.stopped': ['{stopped} of {of} stopped; {missed:; }.', '{of}개 중 {stopped}개 중지. {missed:. }.'],
  'order.verified': `
    {stopped} {stopped:fault|faults} stopped; {pods} {pods:pod|pods} asked, no fault is active.
    장애 {stopped}개 중지. 파드 {pods}개를 확인했고 진행 중인 장애가 없습니다.`,
  'order.out-of-bounds': `
    {parameter} must be {bounds}, got {value}.
    {parameter}: {bounds} 값이어야 합니다(입력: {value}).`,
  'order.wrong-token': ['The token is wrong.', '토큰이 올바르지 않습니다.'],
  'order.token-needed': `
    Faults need a token here (FAULTS=token).
    장애를 주입하려면 토큰이 필요합니다(FAULTS=token).`,
  'order.guard-off': ['Faults are off here (FAULTS=off).', '여기서는 장애를 주입할 수 없습니다(FAULTS=off).'],
  'order.no-answer': `
    No answer: whether it was done is not known.
    응답이 없어 실행되었는지 알 수 없습니다.`,
  'order.refused': ['Refused: {reason}', '거부됨: {reason}'],
  'missed.ready': ['{pod} was not reached', '{pod}에 도달하지 못함'],
  'missed.other': ['{pod} is {status}', '{pod} {status}'],
  'missed.ends': `
    {missed}, its fault ends by itself in {seconds} s
    {missed}, 장애는 {seconds}초 뒤 저절로 끝남`,

  'refusal.foreign-site': `
    the request seems to come from another site. Open this page again.
    다른 사이트에서 온 요청이라 거부했습니다. 이 페이지를 다시 여십시오.`,
  'refusal.unnamed-site': `
    the browser does not say which page asks. Open this page again, or use curl.
    브라우저가 어느 페이지에서 보낸 요청인지 알리지 않았습니다. 이 페이지를 다시 열거나 curl을 사용하십시오.`,
  'refusal.unknown-host': `
    this page has a host name that is not allowed: add it to ALLOWED_HOSTS on the Deployment, or use the address of a node.
    이 페이지의 호스트 이름은 허용되지 않습니다. 디플로이먼트의 ALLOWED_HOSTS에 추가하거나 노드의 주소로 여십시오.`,
  'refusal.shutting-down': ['the pod is shutting down.', '파드가 종료 중입니다.'],
  'refusal.no-memory-limit': `
    no memory limit would end the leak. Set one, or fill in At most (MiB).
    누수를 끝낼 메모리 제한이 없습니다. 제한을 정하거나 최대(MiB)를 입력하십시오.`,
  'refusal.at-memory-limit': `
    the container is at its memory limit already.
    컨테이너가 이미 메모리 제한에 이르렀습니다.`,
  'refusal.read-only-folder': `
    {folder} cannot be written to: mount an emptyDir there, or set DISK_FILL_DIR.
    {folder}에 쓸 수 없습니다. emptyDir를 마운트하거나 DISK_FILL_DIR을 설정하십시오.`,
  'refusal.delay-too-long': `
    delay and jitter may be {maximumMilliseconds} ms together, got {askedMilliseconds} ms.
    지연과 지터의 합은 {maximumMilliseconds} ms를 넘을 수 없습니다(입력: {askedMilliseconds} ms).`,

  'effect.cpu-load': `
    {millicores}m of CPU in total for {seconds} s
    {seconds}초 동안 CPU를 모두 합해 {millicores}m 사용`,
  'effect.memory-leak.oom-kill': `
    leaks {mibPerSecond} MiB/s, OOMKilled in {seconds} s
    초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 OOMKilled`,
  'effect.memory-leak.heap-abort': `
    leaks {mibPerSecond} MiB/s, aborts at its heap limit in {seconds} s
    초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 힙 제한에서 중단`,
  'effect.memory-leak': `
    leaks {mibPerSecond} MiB/s, given back after {seconds} s
    초당 {mibPerSecond} MiB 누수, {seconds}초 뒤 반환`,
  'effect.memory-leak.bounded': `
    leaks {mibPerSecond} MiB/s up to {maxMib} MiB, given back after {seconds} s
    초당 {mibPerSecond} MiB 누수, 최대 {maxMib} MiB, {seconds}초 뒤 반환`,
  'effect.latency': `
    {percent}\u00a0% of the answers take {milliseconds} ms longer for {seconds} s
    {seconds}초 동안 응답의 {percent}%가 {milliseconds} ms 늦어짐`,
  'effect.latency.jitter': `
    {percent}\u00a0% of the answers take {milliseconds} ± {jitterMilliseconds} ms longer for {seconds} s
    {seconds}초 동안 응답의 {percent}%가 {milliseconds}±{jitterMilliseconds} ms 늦어짐`,
  'effect.errors': `
    {percent}\u00a0% of the answers are {status} for {seconds} s
    {seconds}초 동안 응답의 {percent}%가 {status}`,
  'effect.unready': `
    readiness is 503 for {seconds} s: Kubernetes takes it out of the Service
    {seconds}초 동안 레디니스 503. 쿠버네티스가 서비스에서 제외합니다`,
  'effect.unlive': `
    liveness is 503 for {seconds} s: the kubelet restarts the container
    {seconds}초 동안 라이브니스 503. kubelet이 컨테이너를 재시작합니다`,
  'effect.hang': `
    answers nothing for {seconds} s: probes time out
    {seconds}초 동안 응답하지 않음. 프로브가 시간 초과됩니다`,
  'effect.crash': `
    exits with code {exitCode} in {seconds} s
    {seconds}초 뒤 종료 코드 {exitCode}(으)로 종료`,
  'effect.disk-fill': `
    writes {mibPerSecond} MiB/s up to {maxMib} MiB for {seconds} s
    {seconds}초 동안 초당 {mibPerSecond} MiB, 최대 {maxMib} MiB 쓰기`,
  'effect.other': ['{fault} for {seconds} s', '{fault} {seconds}초'],
});
