import { catalogue } from './message.ts';

/**
 * What the page says, in English and Korean: its parts from top to bottom, the events of the log with their
 * reasons, the lessons. A row is a sentence; src/page/words/words.ts chooses it. page-faults.ts has the fault
 * form's.
 */
export const PAGE_MESSAGES = catalogue({
  title: ['live', '실시간'],
  skipToFaults: ['Skip to the faults', '장애 주입으로 건너뛰기'],
  otherLanguage: ['한국어', 'English'],
  rate: ['Requests a second', '초당 요청 수'],
  pause: ['Pause', '일시 정지'],
  resume: ['Resume', '다시 시작'],
  newLesson: ['New lesson', '새 수업'],
  newLessonHint: `
    Counters and ticks to zero; the log keeps a line of it.
    카운터와 확인 표시를 0으로 되돌립니다. 로그에는 한 줄이 남습니다.`,
  present: ['Present', '발표 모드'],
  presentEnd: ['End (Esc)', '끝내기 (Esc)'],
  keepAlive: ['Keep-alive lane', 'keep-alive 레인'],
  keepAliveHint: `
    A second stream beside it that keeps its connection, as most clients do: it stays with one pod.
    대부분의 클라이언트처럼 연결을 유지하는 두 번째 흐름입니다. 한 파드에 머무르는 모습을 볼 수 있습니다.`,
  background: ['Count in the background', '백그라운드에서도 집계'],
  backgroundHint: ['Goes on sending while the tab is hidden.', '탭이 가려져 있어도 요청을 계속 보냅니다.'],
  'theme.auto': ['Theme: auto', '테마: 자동'],
  'theme.light': ['Theme: light', '테마: 밝게'],
  'theme.dark': ['Theme: dark', '테마: 어둡게'],
  grafana: ['Grafana', 'Grafana'],

  'headline.waiting': ['Sending the first requests…', '첫 요청을 보내는 중…'],
  'headline.paused': ['Paused. Nothing is being sent.', '일시 정지됨. 요청을 보내지 않고 있습니다.'],
  'headline.hidden': ['Hidden. Nothing is being sent.', '탭이 가려짐. 요청을 보내지 않고 있습니다.'],
  'headline.nobody': ['No pod answers.', '응답하는 파드가 없습니다.'],
  'headline.steady': `
    {pods} {pods:pod answers|pods answer}, version {version}.
    파드 {pods}개가 응답합니다. 버전 {version}.`,
  'headline.mixed': `
    {pods} {pods:pod answers|pods answer}: {shares:and}.
    파드 {pods}개가 응답합니다. {shares:and}.`,
  'headline.share': ['{percent}\u00a0% version {version}', '버전 {version} {percent}%'],
  losing: `
    {count} of {sent} requests lost in the last {seconds} s.
    지난 {seconds}초 동안 요청 {sent}개 중 {count}개가 유실되었습니다.`,
  slow: `
    {count} of {sent} answers slow ({slowMs} ms or more) in the last {seconds} s.
    지난 {seconds}초 동안 응답 {sent}개 중 {count}개가 느렸습니다({slowMs}ms 이상).`,
  lost: ['lost', '유실'],
  answered: ['answered', '응답'],
  p50: ['median', '중앙값'],
  p99: ['p99', 'p99'],
  noLoss: ['nothing so far', '지금까지 없음'],
  lastLoss: ['the last one {ago}', '마지막 유실 {ago}'],
  unwatched: ['not watching for {seconds:span}', '{seconds:span} 동안 관찰하지 않음'],

  lessons: ['Lessons', '수업'],
  lessonsHint: `
    Ticked when this page has seen it happen.
    이 페이지가 직접 관찰하면 확인 표시가 붙습니다.`,
  copy: ['Copy', '복사'],
  copied: ['Copied', '복사됨'],
  watchFor: ['Watch for', '관찰할 것'],
  seenAt: ['seen at {time}', '{time}에 관찰됨'],

  stream: ['Every request', '모든 요청'],
  streamHint: `
    One mark for each request, each on its own connection; a column is a second.
    요청 하나가 표식 하나이며, 요청마다 새 연결을 씁니다. 한 열이 1초입니다.`,
  streamLabel: `
    The last {seconds} seconds: {answered} {answered:request|requests} answered, {lost} lost. Arrow keys go from mark to mark.
    지난 {seconds}초: 응답 {answered}개, 유실 {lost}개. 화살표 키로 표식을 하나씩 볼 수 있습니다.`,
  slowShape: ['slow (300 ms or more)', '느린 응답(300ms 이상)'],
  faultActive: ['a fault is active', '장애 주입 중'],
  restartSeen: ['restarted', '재시작'],
  'row.no-pod': ['no pod', '파드 없음'],
  'row.keep-alive': ['keep-alive', 'keep-alive'],
  'mark.lost': ['lost: {loss}', '유실: {loss}'],
  lookback: ['Look back', '되돌아보기'],
  toNow: ['Now', '지금으로'],
  now: ['now', '지금'],
  justNow: ['just now', '방금'],
  ago: ['{seconds:span} ago', '{seconds:span} 전'],
  'latency.milliseconds': ['{count} ms', '{count} ms'],
  'latency.seconds': ['{count} s', '{count}초'],
  pinned: `
    The keep-alive connection has been with {pod} for {seconds:span}: {requests} {requests:request|requests}.
    keep-alive 연결이 {seconds:span} 동안 {pod}에 머무르고 있습니다. 요청 {requests}개.`,
  skipped: `
    {count} {count:request was|requests were} not sent: all of the browser's connections were waiting for answers.
    요청 {count}개를 보내지 못했습니다. 브라우저의 모든 연결이 응답을 기다리고 있었습니다.`,
  reused: `
    {count} {count:request|requests} shared a connection although a fresh one was asked for: a proxy between here and the pods keeps connections, and the shares show its choice.
    요청 {count}개가 새 연결을 요청했지만 기존 연결을 함께 썼습니다. 파드 앞의 프록시가 연결을 유지하고 있어, 이 비율은 프록시가 선택한 결과입니다.`,
  'loss.no-answer': ['no answer', '응답 없음'],
  'loss.timeout': ['timeout', '시간 초과'],
  'loss.5xx': ['5xx', '5xx'],
  'loss.wrong-answer': ['wrong answer', '잘못된 응답'],

  pods: ['Pods', '파드'],
  podsEmpty: ['No pod has answered yet.', '아직 응답한 파드가 없습니다.'],
  'distribution.nobody': ['', ''],
  'distribution.single': ['One pod gets everything.', '파드 하나가 모든 요청을 받습니다.'],
  'distribution.waiting': `
    Pods come and go: the shares are judged ten seconds after the last change.
    파드가 늘거나 줄고 있습니다. 마지막 변화에서 10초가 지나면 비율을 판단합니다.`,
  'distribution.few': `
    Too few answers yet to say whether the shares are fair.
    요청이 고르게 나뉘는지 판단하기에는 아직 응답이 적습니다.`,
  'distribution.inside': `
    The shares are what random choice does: of {requests} requests the brackets hold 99 cases in 100.
    요청이 무작위로 고르게 나뉘고 있습니다. 요청이 {requests}개일 때 100번 중 99번은 괄호 안에 들어옵니다.`,
  'distribution.by-node': `
    The shares are even among the pods of each node and differ between nodes: traffic is kept on a node.
    같은 노드의 파드끼리는 고르게 나뉘고 노드 사이에는 차이가 있습니다. 트래픽이 노드 안에 머무는 설정입니다.`,
  'distribution.by-zone': `
    The shares are even among the pods of each zone and differ between zones: traffic is kept in a zone.
    같은 영역(zone)의 파드끼리는 고르게 나뉘고 영역 사이에는 차이가 있습니다. 트래픽이 영역 안에 머무는 설정입니다.`,
  'distribution.outside': `
    The shares are not what random choice does (fewer than one case in 10,000): something keeps clients with a pod, or away from one.
    무작위로 나뉘었다고 보기 어렵습니다(10,000번 중 한 번도 나오기 힘든 비율). 클라이언트가 한 파드에 묶여 있거나, 요청을 덜 받는 파드가 있습니다.`,
  'status.starting': ['starting', '시작 중'],
  'status.ready': ['ready', '준비됨'],
  'status.unready': ['not ready', '준비 안 됨'],
  'status.terminating': ['terminating', '종료 중'],
  'status.finished': ['finished', '종료됨'],
  'status.crashed': ['crashed', '비정상 종료'],
  'status.hung': ['hung', '멈춤'],
  'status.silent': ['no traffic', '트래픽 없음'],
  'statusHint.starting': ['not started yet: no traffic', '아직 시작 중이라 트래픽을 받지 않습니다'],
  'statusHint.ready': ['gets its share of the requests', '요청을 나누어 받고 있습니다'],
  'statusHint.unready': `
    runs, and gets no new requests until it is ready again
    실행 중이지만 다시 준비될 때까지 새 요청을 받지 않습니다`,
  'statusHint.terminating': `
    was told to stop (SIGTERM), and still answers
    종료 신호(SIGTERM)를 받았지만 아직 응답하고 있습니다`,
  'statusHint.finished': `
    stopped as it was told to, with nothing left to answer
    종료 신호를 받고 남은 요청을 모두 처리한 뒤 종료되었습니다`,
  'statusHint.crashed': `
    ended without draining: requests to it are refused
    드레인 없이 종료되었습니다. 이 파드로 가는 요청은 거부됩니다`,
  'statusHint.hung': ['accepts connections and does not answer', '연결은 받지만 응답하지 않습니다'],
  'statusHint.silent': `
    gets no requests any more, and did not say why
    더는 요청을 받지 않습니다. 이유는 알 수 없습니다`,
  uptime: ['up {seconds:span}', '가동 시간 {seconds:span}'],
  lastSeen: ['last answer {ago}', '마지막 응답 {ago}'],
  restarts: ['{count} {count:restart|restarts} seen', '재시작 {count}회'],
  'shedding.eventLoopDelay': `
    refuses requests with 503: its event loop is late by more than {bound} ms
    요청을 503으로 거부 중: 이벤트 루프가 {bound} ms 넘게 늦습니다`,
  'shedding.requestsInFlight': `
    refuses requests with 503: {bound} are in flight already
    요청을 503으로 거부 중: 이미 {bound}개를 처리하고 있습니다`,
  share: ['{percent}\u00a0% of {requests}', '{requests}개 중 {percent}%'],
  expected: ['chance: {lowest}–{highest}\u00a0%', '무작위라면 {lowest}–{highest}%'],
  cpu: ['CPU', 'CPU'],
  memory: ['Memory', '메모리'],
  unknown: ['unknown', '알 수 없음'],
  unlimited: ['{used}, no limit', '{used}, 제한 없음'],
  gauge: ['{label} · {percent}\u00a0%', '{label} · {percent}%'],
  median: ['median {latency}', '중앙값 {latency}'],
  endsIn: ['{seconds} s left', '{seconds}초 남음'],
  stop: ['Stop', '중지'],
  stopFault: ['Stop {fault} on {pod}', '{pod}에서 {fault} 중지'],
  cannotStop: `
    cannot be stopped from here: the pod is {status} and gets no requests; ends by itself in {seconds} s
    여기서 중지할 수 없습니다. 파드가 {status} 상태라 요청을 받지 않습니다. {seconds}초 뒤 저절로 끝납니다`,
  cannotStopHung: `
    cannot be stopped from here: the pod hears nothing while it hangs; ends by itself in {seconds} s
    여기서 중지할 수 없습니다. 멈춘 파드는 요청을 처리하지 못합니다. {seconds}초 뒤 저절로 끝납니다`,
  breakPod: ['Break {pod}', '{pod}에 장애 주입'],

  plot: ['Requests a second, by version', '버전별 초당 요청 수'],
  plotLabel: `
    Answered requests a second by version over the last {minutes} minutes, lost ones on top.
    지난 {minutes}분 동안 버전별로 응답한 초당 요청 수, 맨 위는 유실된 요청.`,
  log: ['What happened', '이벤트'],
  logEmpty: ['Nothing yet.', '아직 없습니다.'],

  'event.watching': `
    watching {count} {count:pod|pods} of version {versions:and}: {pods}
    버전 {versions:and} 파드 {count}개 관찰 시작: {pods}`,
  'event.appeared': ['pod {pod} appeared (version {version})', '파드 {pod} 생성됨 (버전 {version})'],
  'event.joined': `
    pod {pod} gets requests now (version {version}, up {uptimeSeconds:span})
    파드 {pod} 요청을 받기 시작함 (버전 {version}, 가동 시간 {uptimeSeconds:span})`,
  'event.restarted': `
    pod {pod} restarted after {afterSeconds:span}: {cause}
    파드 {pod} 재시작됨, 가동 시간 {afterSeconds:span}: {cause}`,
  'event.ended': ['pod {pod} ended: {cause}', '파드 {pod} 종료됨: {cause}'],
  'event.hung': `
    pod {pod} hangs: it accepts and does not answer{lost}
    파드 {pod} 멈춤: 연결은 받지만 응답하지 않음{lost}`,
  'event.crashed': ['pod {pod} crashed{lost}: {lastState}', '파드 {pod} 비정상 종료{lost}: {lastState}'],
  'event.silent': ['pod {pod} gets no requests any more', '파드 {pod} 더는 요청을 받지 않음'],
  'event.silentUnlost': `
    pod {pod} gets no requests any more; nothing was lost
    파드 {pod} 더는 요청을 받지 않음, 유실 없음`,
  lostBeside: [' ({count} {count:request|requests} lost)', ' (요청 {count}개 유실)'],
  'event.back': ['pod {pod} answers again', '파드 {pod} 다시 응답함'],
  'event.left': `
    pod {pod} left, last seen at {time}: {why}
    파드 {pod} 사라짐, 마지막 응답 {time}: {why}`,
  'event.unready': ['pod {pod} is not ready: {reason}', '파드 {pod} 준비 안 됨: {reason}'],
  'event.ready': ['pod {pod} is ready again', '파드 {pod} 다시 준비됨'],
  'event.terminating': `
    pod {pod} is terminating: it was told to stop and still answers
    파드 {pod} 종료 중: 종료 신호를 받았지만 아직 응답하고 있음`,
  'event.version-new': ['version {version} is here', '버전 {version} 응답 시작'],
  'event.version-gone': ['version {version} is gone', '버전 {version} 응답 끝'],
  'event.limits-changed': `
    the limits of pod {pod} changed without a restart: {before} -> {now}
    파드 {pod} 재시작 없이 제한 변경: {before} -> {now}`,
  noCpuLimit: ['no CPU limit', 'CPU 제한 없음'],
  noMemoryLimit: ['no memory limit', '메모리 제한 없음'],
  'event.fault-started': `
    {fault} started on pod {pod}, {secondsLeft:span} to go
    파드 {pod}에서 {fault} 시작, {secondsLeft:span} 남음`,
  'event.fault-ended': ['{fault} ended on pod {pod}', '파드 {pod}에서 {fault} 끝남'],
  'event.lost': ['{count} {count:request|requests} lost ({kinds})', '요청 {count}개 유실 ({kinds})'],
  'event.lostWithin': `
    {count} {count:request|requests} lost within {seconds:span} ({kinds})
    요청 {count}개 유실, {seconds:span} 동안 ({kinds})`,
  'event.lesson': ['{lesson}: {step}', '{lesson}: {step}'],
  'event.new-lesson': `
    new lesson: counters at zero (before: {lost} lost, {answered} answered)
    새 수업: 카운터를 0으로 되돌림 (이전: 유실 {lost}개, 응답 {answered}개)`,
  'event.paused': ['paused', '일시 정지'],
  'event.hidden': ['tab hidden: nothing is sent', '탭이 가려짐: 요청을 보내지 않음'],
  'event.resumed': `
    resumed after {afterSeconds:span} without watching
    다시 시작: {afterSeconds:span} 동안 관찰하지 않음`,

  'cause.oom': ['OOMKilled, as the leak had announced', '예고된 메모리 누수로 OOMKilled'],
  'cause.heap-abort': `
    aborted at its heap limit, as the leak had announced
    예고된 메모리 누수로 힙 제한에서 중단됨`,
  'cause.exit': ['exit code {exitCode}, as crash had announced', '예고된 crash로 종료 코드 {exitCode}'],
  'cause.liveness': ['its liveness probe failed ({fault})', '라이브니스 프로브 실패({fault})'],
  'cause.told-to-stop': ['it was told to stop (SIGTERM) and drained', '종료 신호(SIGTERM)를 받고 드레인함'],

  'reason.fault': ['fault unready is active', 'unready 장애 진행 중'],
  'reason.starting': ['still starting', '시작 중'],
  'reason.terminating': ['terminating', '종료 중'],
  'reason.memoryOut': ['memory runs out', '메모리 부족'],
  'reason.memoryAt': ['memory is at {percent}\u00a0%', '메모리 {percent}%'],
  'reason.oomIn': ['{memory}, OOM in {seconds} s', '{memory}, {seconds}초 뒤 OOM'],

  'left.drained': ['it drained', '드레인 후 종료됨'],
  'left.unready': ['it was not ready', '준비 안 된 상태였음'],
  'left.hung': ['it did not answer any more', '더는 응답하지 않음'],
  'left.ready': ['it was ready and did not say why', '준비된 상태였고 이유는 알 수 없음'],

  'lastState.terminating': ['it was terminating', '종료 중이었음'],
  'lastState.memory': `
    memory was at {percent}\u00a0% {seconds:span} before
    {seconds:span} 전 메모리 {percent}%`,
  'lastState.unready': ['it was not ready', '준비 안 된 상태였음'],
  'lastState.faults': ['with {faults:and} active', '{faults:and} 진행 중이었음'],
  'lastState.undrained': ['it was ready and did not drain', '준비된 상태였고 드레인하지 않음'],

  'lesson.traffic-routing.watchFor': `
    Every ready pod gets its share of the marks, by chance and not in turn.
    준비된 모든 파드에 표식이 나뉘어 쌓입니다. 순서대로가 아니라 무작위입니다.`,
  'lesson.traffic-routing.step.spread': `
    every ready pod gets the share that random choice gives
    준비된 모든 파드가 무작위 선택에 맞는 비율로 요청을 받음`,
  'lesson.self-healing.watchFor': `
    A deleted pod is replaced by one of another name; one that is out of memory restarts under its own (↻). Lost stays 0.
    삭제된 파드는 이름이 다른 파드로 대체되고, 메모리가 바닥난 파드는 같은 이름으로 재시작합니다(↻). 유실은 0을 유지합니다.`,
  'lesson.self-healing.step.replaced': `
    a pod went and another one took its place
    파드 하나가 사라지고 다른 파드가 대신함`,
  'lesson.self-healing.step.restarted': `
    a pod was OOMKilled and restarted
    파드가 OOMKilled된 뒤 재시작됨`,
  'lesson.autoscaling.watchFor': `
    Two pods become four within a minute, and two again when the load is over and the HPA has waited.
    1분 안에 파드가 2개에서 4개로 늘고, 부하가 끝난 뒤 HPA의 안정화 기간이 지나면 다시 2개가 됩니다.`,
  'lesson.autoscaling.step.out': `
    twice as many pods under CPU load, nothing lost
    CPU 부하에서 파드가 두 배로 늘고 유실 없음`,
  'lesson.autoscaling.step.in': ['as few pods as before', '파드 수가 처음으로 돌아옴'],
  'lesson.rolling-update.watchFor': `
    Two shapes at the same time, then only the new one. Lost stays 0.
    두 가지 모양이 함께 보이다가 새 버전만 남습니다. 유실은 0을 유지합니다.`,
  'lesson.rolling-update.step.mixed': ['two versions answer', '두 버전이 함께 응답함'],
  'lesson.rolling-update.step.complete': `
    only the new version answers, nothing lost
    새 버전만 응답하고 유실 없음`,
  'lesson.graceful-shutdown.watchFor': `
    With DRAIN_DELAY_MS=0 each pod that stops costs some requests, in red. As before, none.
    DRAIN_DELAY_MS=0이면 멈추는 파드마다 요청 몇 건이 빨간색으로 유실됩니다. 원래 설정에서는 없습니다.`,
  'lesson.graceful-shutdown.unseen': `
    The page does not know how a pod was told to stop; the drill counts all three ways.
    파드가 어떻게 멈추도록 설정되었는지 페이지는 알 수 없습니다. 점검이 세 가지 방법을 모두 셉니다.`,
  'lesson.failed-update.watchFor': `
    Nothing: the same pods, the same version, 0 lost. The pod that fails gets no traffic.
    아무 변화가 없습니다. 파드도 버전도 그대로이고 유실은 0입니다. 실패한 파드는 트래픽을 받지 않습니다.`,
  'lesson.failed-update.unseen': `
    What fails is not ready and so is not seen from outside; kubectl rollout status tells.
    실패한 파드는 준비되지 않으므로 밖에서는 보이지 않습니다. kubectl rollout status로 확인합니다.`,
  'lesson.node-drain.watchFor': `
    The pods of that node are terminating, others appear on other nodes. Lost stays 0.
    해당 노드의 파드가 종료되고 다른 노드에 새 파드가 나타납니다. 유실은 0을 유지합니다.`,
  'lesson.node-drain.step.moved': `
    the pods of a node moved to others, nothing lost
    한 노드의 파드가 다른 노드로 옮겨 가고 유실 없음`,
  'lesson.monitoring.watchFor': `
    Note the time of the restart here; find that pod and that minute in Grafana, and its log in Loki.
    여기서 재시작 시각을 확인하고, Grafana에서 그 파드와 그 시각을, Loki에서 그때의 로그를 찾습니다.`,
  'lesson.monitoring.unseen': `
    Whether it was found only you can tell; npm run drill -- monitoring checks the stack.
    찾았는지는 직접 확인합니다. 모니터링 스택은 npm run drill -- monitoring이 점검합니다.`,
  'lesson.surge.watchFor': `
    Real traffic and no fault: slow marks first, then more pods, then quick marks again.
    장애 주입이 아닌 실제 트래픽입니다. 느린 응답이 먼저 보이고, 파드가 늘어난 뒤 다시 빨라집니다.`,
  'lesson.surge.step.grown': `
    twice as many pods with no fault active, nothing lost
    장애 주입 없이 파드가 두 배로 늘고 유실 없음`,
  'lesson.surge.step.shrunk': ['as few pods as before', '파드 수가 처음으로 돌아옴'],
  'lesson.resize.watchFor': `
    The limit on the pod's card changes, and its uptime goes on.
    파드 카드의 제한이 바뀌고, 가동 시간은 계속 이어집니다.`,
  'lesson.resize.step.resized': `
    the limits of a pod changed without a restart
    재시작 없이 파드의 제한이 바뀜`,
  'lesson.drift.watchFor': `
    What was changed by hand shows in the diff, and is undone by apply. Lost stays 0.
    손으로 바꾼 내용이 diff에 나타나고, apply를 하면 되돌아옵니다. 유실은 0을 유지합니다.`,
  'lesson.drift.unseen': `
    Manifests are not seen from outside; kubectl diff tells.
    매니페스트는 밖에서 보이지 않습니다. kubectl diff로 확인합니다.`,
});
