import { catalogue } from './message.ts';

/** What a drill does, waits for and puts back. */
export const ACTIONS = catalogue({
  'autoscaling.summary': {
    en: 'holds a CPU load: the autoscaler goes from 2 to 4 replicas and back',
    ko: 'CPU 부하를 유지합니다: 오토스케일러가 레플리카를 2개에서 4개로 늘렸다가 되돌립니다',
  },
  'autoscaling.isBack': {
    en: 'the autoscaler is back at {count} replicas',
    ko: '오토스케일러가 레플리카 {count}개로 돌아옴',
  },
  'autoscaling.watchHpa': {
    en: 'kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window',
    ko: 'kubectl get hpa app-1-2-2-1 -w: 안정화 기간이 지나면 스케일 인합니다',
  },
  'autoscaling.loadStarted': {
    en: 'GET /cpu-load: {pod} holds {amount}',
    ko: 'GET /cpu-load: {pod}이(가) {amount} 유지',
  },
  'autoscaling.loadStopped': { en: 'stopped the load on {pod}', ko: '{pod}의 부하 중지' },
  'drift.summary': {
    en: 'changes three objects by hand, then applies the files again: all is as they say, and nothing lost',
    ko: '오브젝트 세 개를 손으로 바꾼 뒤 파일을 다시 적용합니다: 모두 파일과 같아지고 유실이 없습니다',
  },
  'drift.changeToBeRolledOut': { en: 'the change by hand to be rolled out', ko: '손으로 바꾼 내용의 롤아웃' },
  'drift.applied': {
    en: 'kubectl apply: the files as they were applied last',
    ko: 'kubectl apply: 마지막으로 적용한 파일 그대로',
  },
  'drift.filesToBeRolledOut': { en: 'the files to be rolled out', ko: '파일 내용의 롤아웃' },
  'drift.isAsItsFile': { en: 'the {kind} is as its file says', ko: '{kind}이(가) 파일과 같음' },
  'drift.differs': { en: 'the {kind} differs from its file', ko: '{kind}이(가) 파일과 다름' },
  'drift.applyAgain': {
    en: 'kubectl apply with the folder that was applied (-f k8s/ or -k overlays/NAME)',
    ko: '적용했던 폴더로 kubectl apply를 실행하십시오(-f k8s/ 또는 -k overlays/NAME)',
  },
  'drift.noNamedPort': {
    en: "the Service's targetPort {port} is no named port of the container",
    ko: '서비스의 targetPort {port}이(가) 컨테이너의 이름 있는 포트가 아닙니다',
  },
  'drift.nameThePort': {
    en: 'name the port in the Deployment: kubectl apply -f k8s/',
    ko: '디플로이먼트에서 포트에 이름을 붙이십시오: kubectl apply -f k8s/',
  },
  'drift.noCpuLimit': {
    en: 'the container has no CPU limit that could be changed ({container} in {namespace})',
    ko: '컨테이너에 변경할 CPU 제한이 없습니다({namespace}의 {container})',
  },
  'failed-update.summary': {
    en: 'sets a failing image, then undoes it: old pods keep serving, the old revision comes back',
    ko: '실패하는 이미지를 설정한 뒤 되돌립니다: 이전 파드가 계속 서비스하고 이전 리비전이 복원됩니다',
  },
  'failed-update.setImage': { en: 'set image {image}', ko: '이미지를 {image}(으)로 변경' },
  'failed-update.deadlineToBeExceeded': {
    en: 'ProgressDeadlineExceeded, {time} s after the last progress',
    ko: 'ProgressDeadlineExceeded, 마지막 진행 {time}초 뒤',
  },
  'failed-update.undone': { en: 'rollout undo', ko: '롤아웃 되돌리기(undo)' },
  'failed-update.backToRevision': { en: 'back to revision {revision}', ko: '리비전 {revision}(으)로 복귀' },
  'failed-update.oldToBeRestored': {
    en: 'the old revision to be restored, by its replica counts',
    ko: '레플리카 수로 본 이전 리비전의 복원',
  },
  'shutdown.rolledOutNoDrain': {
    en: 'rolled out DRAIN_DELAY_MS=0: the pods as found stop',
    ko: 'DRAIN_DELAY_MS=0 배포: 있던 그대로의 파드가 멈춤',
  },
  'shutdown.rolledOutPreStop': {
    en: 'rolled out preStop.sleep of {seconds} s: pods stop at once',
    ko: 'preStop.sleep {seconds}초 배포: 파드가 즉시 멈춤',
  },
  'shutdown.rolledOutFound': {
    en: 'rolled out what was found: pods stop after preStop.sleep',
    ko: '원래 설정 배포: 파드가 preStop.sleep 뒤에 멈춤',
  },
  'shutdown.noPreStopHere': {
    en: 'no preStop.sleep here: {reason}',
    ko: '이 클러스터에는 preStop.sleep이 없음: {reason}',
  },
  'shutdown.rolledOutFoundAtOnce': {
    en: 'rolled out what was found: pods stop at once',
    ko: '원래 설정 배포: 파드가 즉시 멈춤',
  },
  'shutdown.everyPodToBeReplaced': { en: 'every pod to be replaced ({way})', ko: '모든 파드의 교체({way})' },
  'shutdown.lostLate': { en: 'what is lost late', ko: '늦은 유실' },
  'shutdown.putBack': {
    en: 'the pods of the Deployment stop as they did before',
    ko: '디플로이먼트의 파드가 이전처럼 종료됨',
  },
  'shutdown.left': {
    en: 'the pods of the Deployment have DRAIN_DELAY_MS=0 or a preStop hook of the drill',
    ko: '디플로이먼트의 파드에 DRAIN_DELAY_MS=0 또는 점검의 preStop 훅이 있음',
  },
  'monitoring.summary': {
    en: 'leaks memory on one pod: which, when and how far is in Prometheus, every line of it in Loki',
    ko: '파드 하나에서 메모리를 누수시킵니다: 어느 파드가 언제 얼마나인지는 Prometheus에, 모든 로그 줄은 Loki에 있습니다',
  },
  'monitoring.toHaveTheLatest': {
    en: 'Prometheus and Loki to have what happened last',
    ko: 'Prometheus와 Loki에 마지막 내용 도착',
  },
  'node-drain.summary': {
    en: 'cordons a node and evicts the pods of the workload from it: the budget is honoured',
    ko: '노드를 cordon하고 워크로드의 파드를 축출합니다: PodDisruptionBudget이 지켜집니다',
  },
  'node-drain.budgetToAllow': {
    en: 'the budget to let {count} pods go',
    ko: 'PodDisruptionBudget의 파드 {count}개 축출 허용',
  },
  'node-drain.budgetRefuses': {
    en: 'the budget refuses for now: {reason}',
    ko: 'PodDisruptionBudget이 지금은 거부: {reason}',
  },
  'node-drain.evicted': { en: 'evicted {pod}', ko: '{pod} 축출' },
  'node-drain.toBeEmpty': { en: '{node} to be empty of the workload', ko: '{node}에서 워크로드 비우기' },
  'node-drain.isUncordoned': { en: '{node} is uncordoned', ko: '{node}의 cordon이 해제됨' },
  'node-drain.isCordoned': { en: '{node} is cordoned', ko: '{node}이(가) cordon 상태임' },
  'node-drain.cordon': { en: 'cordoned {node}', ko: '{node} cordon' },
  'node-drain.noNode': {
    en: 'no schedulable node runs a pod of the workload',
    ko: '워크로드의 파드를 실행하는 스케줄 가능한 노드가 없습니다',
  },
  'resize.summary': {
    en: 'gives a leaking pod memory and a throttled pod CPU while they run: no restart, and nothing lost',
    ko: '누수 중인 파드에 메모리를, 스로틀링되는 파드에 CPU를 실행 중에 더 줍니다: 재시작 없음, 유실 없음',
  },
  'leak.started': {
    en: 'GET /memory-leak: {pod} is to be OOMKilled in {time} s',
    ko: 'GET /memory-leak: {pod}이(가) {time}초 뒤 OOMKilled될 예정',
  },
  'resize.toLeak': { en: '{pod} to leak for a while', ko: '{pod}의 누수 진행' },
  'resize.announcesAgain': {
    en: '{pod} now announces its end {time} s after the start',
    ko: '{pod}이(가) 이제 시작 {time}초 뒤의 종료를 예고',
  },
  'resize.toOutlive': {
    en: '{pod} to outlive the second announced first',
    ko: '{pod}이(가) 처음 예고된 시각을 넘기기',
  },
  'leak.stopped': { en: 'stopped the leak on {pod}', ko: '{pod}의 누수 중지' },
  'resize.loadStarted': {
    en: 'GET /cpu-load: {pod} asks for its whole limit, {amount}',
    ko: 'GET /cpu-load: {pod}이(가) 제한 전체 {amount} 요청',
  },
  'resize.hasItsLimit': {
    en: '{pod} has its {resource} limit of {limit}',
    ko: '{pod}의 {resource} 제한이 {limit}',
  },
  'resize.hasOtherLimit': {
    en: '{pod} has a {resource} limit of {limit}',
    ko: '{pod}의 {resource} 제한이 {limit}',
  },
  'resize.patched': {
    en: 'kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}',
    ko: 'kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}',
  },
  'resize.toBeResized': { en: 'the node to resize {pod}', ko: '노드의 {pod} 리소스 변경(resize)' },
  'resize.refused': {
    en: 'the node does not give {pod} {amount} of {resource}: {reason}',
    ko: '노드가 {pod}에 {resource} {amount}을(를) 주지 않습니다: {reason}',
  },
  'resize.isReplaced': {
    en: '{pod} is replaced, because its {resource} is not taken back: {reason}',
    ko: '{resource} 제한을 되돌리지 못해 {pod}을(를) 교체: {reason}',
  },
  'resize.toAnnounce': { en: '{pod} to announce its new end', ko: '{pod}의 새 종료 예고' },
  'resize.toSettle': { en: 'the load on {pod} to settle', ko: '{pod} 부하의 안정' },
  'resize.toBeMeasured': { en: 'the throttling of {pod} to be measured', ko: '{pod} 스로틀링 측정' },
  'resize.noLimit': {
    en: 'the container has no {resource} limit that could be raised',
    ko: '컨테이너에 늘릴 {resource} 제한이 없습니다',
  },
  'rolling-update.summary': {
    en: 'sets a new image: every pod is replaced, never fewer ready than before, and nothing is lost',
    ko: '새 이미지를 설정합니다: 모든 파드가 교체되고, 준비된 파드가 줄지 않으며, 유실이 없습니다',
  },
  'rolling-update.toRun': { en: 'every pod to run {image}', ko: '모든 파드의 {image} 실행' },
  'rolling-update.restarted': { en: 'rollout restart', ko: '롤아웃 재시작' },
  'self-healing.summary': {
    en: 'leaks memory until the kernel kills the container: one restart, as announced, and nothing lost',
    ko: '커널이 컨테이너를 종료할 때까지 메모리를 누수시킵니다: 예고대로 재시작 1회, 유실 없음',
  },
  'surge.summary': {
    en: 'opening day: more users every second than two pods can serve; the autoscaler adds pods in time',
    ko: '오픈 날: 파드 둘이 감당할 수 없을 만큼 매초 늘어나는 사용자. 오토스케일러가 제때 파드를 늘립니다',
  },
  'surge.toScale': {
    en: 'the autoscaler to make {high} pods of {low}',
    ko: '오토스케일러가 파드를 {low}개에서 {high}개로 늘리기',
  },
  'surge.inASecondTerminal': {
    en: 'in a second terminal, when you think that it is time: {command}',
    ko: '다른 터미널에서, 늘릴 때라고 생각되면: {command}',
  },
  'surge.toType': { en: 'a person to type: {command}', ko: '사람이 입력: {command}' },
  'surge.tooLarge': {
    en: 'two pods of {limit} are too small from {total} on; this drill uses {most} at most',
    ko: '한도가 {limit}인 파드 둘은 {total}부터 모자랍니다. 이 점검은 최대 {most}만 씁니다',
  },
  'surge.cost': {
    en: 'one request costs {cost} of CPU: {rate} requests/s use {total}, {share} of what {low} pods may use and {less} of {high}',
    ko: '요청 하나에 CPU {cost}: 초당 {rate}건이면 {total}, 파드 {low}개 한도의 {share}, {high}개 한도의 {less}',
  },
  'surge.started': {
    en: 'opening day: users come, from {least} to {most} requests/s within {time} s',
    ko: '오픈 날: 사용자가 몰려옵니다. {time}초 동안 초당 {least}건에서 {most}건으로',
  },
  'surge.podsToBeReady': { en: '{count} pods to be ready', ko: '파드 {count}개의 준비' },
  'surge.usersToCome': { en: 'all users to have come', ko: '모든 사용자의 도착' },
  'surge.toBeAnswered': { en: 'those who wait to be answered', ko: '기다리던 요청의 응답' },
  'surge.podsToServe': { en: '{count} pods to serve all users', ko: '파드 {count}개가 모든 사용자에게 응답' },
  'surge.stopped': {
    en: 'the surge is over: {rate} requests/s are left',
    ko: '급증 종료: 초당 {rate}건이 남았습니다',
  },
  'surge.everyPodToBeReady': { en: 'every pod to be ready', ko: '모든 파드의 준비' },
  'autoscaling.isNotBack': {
    en: 'the autoscaler has not come back to {count} replicas',
    ko: '오토스케일러가 레플리카 {count}개로 돌아오지 않음',
  },
  'autoscaling.replicasAgain': {
    en: '{count} replicas again, after the stabilisation window',
    ko: '안정화 기간이 지난 뒤 다시 레플리카 {count}개',
  },
  'traffic-routing.summary': {
    en: 'deletes a pod: every ready pod answers, in random shares, and the replacement joins them',
    ko: '파드 하나를 삭제합니다: 준비된 파드가 모두 무작위 비율로 응답하고 대체 파드가 합류합니다',
  },
  'traffic-routing.noPod': { en: 'there is no pod to delete', ko: '삭제할 파드가 없습니다' },
  'traffic-routing.deleted': { en: 'deleted pod {pod}', ko: '파드 {pod} 삭제' },
  'traffic-routing.isReplaced': { en: '{pod} is replaced', ko: '{pod}이(가) 교체됨' },
  'traffic-routing.isNotReplaced': { en: '{pod} is not replaced yet', ko: '{pod}이(가) 아직 교체되지 않음' },
  'traffic-routing.replacementToBeReady': {
    en: 'the replacement of {pod} to be ready',
    ko: '{pod} 대체 파드의 준비',
  },
  'watch.summary': {
    en: 'only watches, with traffic, while you do something: until Ctrl-C, or for --seconds',
    ko: '직접 작업하는 동안 트래픽을 보내며 지켜보기만 합니다. Ctrl-C 또는 --seconds까지',
  },
  'watch.ctrlC': { en: 'Ctrl-C, to end and to judge', ko: 'Ctrl-C (끝내고 판정)' },
  'watch.whatYouDo': { en: 'what you do', ko: '직접 하는 작업' },
  'your-service.rolling-update.summary': {
    en: 'every pod is replaced, never fewer ready than before, and nothing is lost',
    ko: '모든 파드가 교체되고, 준비된 파드가 이전보다 적어지지 않으며, 유실이 없습니다',
  },
  'your-service.toBeUpdated': { en: 'an update of deployment/{name}', ko: 'deployment/{name}의 업데이트' },
  'your-service.toBeReplaced': {
    en: 'the new pods to be ready, and the old ones to be gone',
    ko: '새 파드의 준비와 이전 파드의 종료',
  },
  'autoscaler-pin.isPinned': {
    en: 'the autoscaler is pinned to {count} replicas',
    ko: '오토스케일러가 레플리카 {count}개로 고정됨',
  },
  'autoscaler-pin.pinned': {
    en: 'pinned the autoscaler to {count} replicas ({least} to {most} before)',
    ko: '오토스케일러를 레플리카 {count}개로 고정(이전 {least}~{most})',
  },
  'autoscaler-pin.isHeld': {
    en: 'the autoscaler does not scale (selectPolicy: Disabled)',
    ko: '오토스케일러가 스케일하지 않음(selectPolicy: Disabled)',
  },
  'autoscaler-pin.held': {
    en: 'kubectl patch hpa {name}: selectPolicy Disabled, it does not scale',
    ko: 'kubectl patch hpa {name}: selectPolicy Disabled, 스케일하지 않음',
  },
  'autoscaler-pin.released': {
    en: 'kubectl patch hpa {name}: it scales again',
    ko: 'kubectl patch hpa {name}: 다시 스케일함',
  },
  'autoscaler-pin.scalesAsBefore': {
    en: 'the autoscaler scales as before',
    ko: '오토스케일러가 이전처럼 스케일함',
  },
  'calibration.idle': {
    en: 'the CPU of pods without traffic to be measured',
    ko: '트래픽이 없는 파드의 CPU 측정',
  },
  'calibration.baseline': {
    en: 'the CPU that one request costs to be measured',
    ko: '요청 하나가 쓰는 CPU 측정',
  },
  'calibration.tooCheap': {
    en: 'a request seems to cost {cost} of CPU, less than the work that it asks for',
    ko: '요청 하나의 CPU가 {cost}로 측정되었습니다. 요청한 작업보다 적습니다',
  },
  'calibration.runAgain': {
    en: 'something else used CPU in these pods, or the traffic did not reach them: run again when they are quiet',
    ko: '이 파드에서 다른 작업이 CPU를 썼거나 트래픽이 닿지 않았습니다. 조용할 때 다시 실행하십시오',
  },
  'calibration.noCpuLimit': {
    en: 'the container has no CPU limit that two pods could be too small for',
    ko: '컨테이너에 CPU 제한이 없어 파드 둘이 모자랄 수 없습니다',
  },
  'calibration.noCpu': { en: 'the pods do not tell their CPU', ko: '파드가 CPU를 알려 주지 않습니다' },
  'calibration.readInfo': {
    en: 'GET /info of a pod, by way of the API server, must answer with usage.cpuMillicores: kubectl auth can-i get pods/proxy',
    ko: 'API 서버를 거친 파드의 GET /info가 usage.cpuMillicores를 알려 주어야 합니다: kubectl auth can-i get pods/proxy',
  },
  'fault-cleanup.isStopped': { en: 'the fault on {pod} is stopped', ko: '{pod}의 장애가 중지됨' },
  'fault-cleanup.isActive': { en: 'a fault is active on {pod}', ko: '{pod}에서 장애가 활성화되어 있음' },
  'fault-cleanup.stop': {
    en: 'curl -X DELETE .../faults until {pod} answers, or kubectl delete pod {pod}',
    ko: '{pod}이(가) 응답할 때까지 curl -X DELETE .../faults 를 실행하거나 kubectl delete pod {pod}',
  },
  'image-cleanup.runs': { en: 'the Deployment runs {image}', ko: '디플로이먼트가 {image}을(를) 실행함' },
  'image-cleanup.doesNotRun': {
    en: 'the Deployment does not run {image}',
    ko: '디플로이먼트가 {image}을(를) 실행하지 않음',
  },
  'leak.toBeKilled': {
    en: 'the kernel to kill {pod}, announced in {time} s',
    ko: '커널의 {pod} 종료({time}초 뒤로 예고됨)',
  },
  'leak.toBeReady': { en: '{pod} to be ready again', ko: '{pod}의 재준비' },
  'leak.allToBeReady': { en: 'all pods to be ready', ko: '모든 파드의 준비' },
  'autoscaling.toBeReady': { en: '{count} ready replicas', ko: '준비된 레플리카 {count}개' },
  'failed-update.podToAppear': { en: 'a pod with {image}', ko: '{image}의 파드' },
  'shutdown.fieldUnknown': {
    en: 'the API server does not know the field',
    ko: 'API 서버가 이 필드를 모릅니다',
  },
  'node-drain.toBeReadyElsewhere': { en: 'the pods to be ready on other nodes', ko: '다른 노드에 파드 준비' },
  'surge-by-hand.summary': {
    en: 'the same opening day with the autoscaler held: you scale, with kubectl, when you notice',
    ko: '같은 오픈 날, 오토스케일러를 멈춰 둡니다: 알아차렸을 때 직접 kubectl로 늘립니다',
  },
});
