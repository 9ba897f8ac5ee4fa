import { catalogue } from './message.ts';

/** What a drill does, waits for and puts back. */
export const ACTIONS = catalogue({
  'autoscaling.summary': `
    holds a CPU load: the autoscaler goes from 2 to 4 replicas and back
    CPU 부하를 유지합니다: 오토스케일러가 레플리카를 2개에서 4개로 늘렸다가 되돌립니다`,
  'autoscaling.isBack': `
    the autoscaler is back at {count} replicas
    오토스케일러가 레플리카 {count}개로 돌아옴`,
  'autoscaling.watchHpa': `
    kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window
    kubectl get hpa app-1-2-2-1 -w: 안정화 기간이 지나면 스케일 인합니다`,
  'autoscaling.loadStarted': `
    GET /cpu-load: {pod} holds {amount}
    GET /cpu-load: {pod}이(가) {amount} 유지`,
  'autoscaling.loadStopped': ['stopped the load on {pod}', '{pod}의 부하 중지'],
  'autoscaling.isNotBack': `
    the autoscaler has not come back to {count} replicas
    오토스케일러가 레플리카 {count}개로 돌아오지 않음`,
  'autoscaling.replicasAgain': `
    {count} replicas again, after the stabilisation window
    안정화 기간이 지난 뒤 다시 레플리카 {count}개`,
  'drift.summary': `
    changes three objects by hand, then applies the files again: all is as they say, and nothing lost
    오브젝트 세 개를 손으로 바꾼 뒤 파일을 다시 적용합니다: 모두 파일과 같아지고 유실이 없습니다`,
  'drift.changeToBeRolledOut': ['the change by hand to be rolled out', '손으로 바꾼 내용의 롤아웃'],
  'drift.applied': `
    kubectl apply: the files as they were applied last
    kubectl apply: 마지막으로 적용한 파일 그대로`,
  'drift.filesToBeRolledOut': ['the files to be rolled out', '파일 내용의 롤아웃'],
  'drift.isAsItsFile': ['the {kind} is as its file says', '{kind}이(가) 파일과 같음'],
  'drift.differs': ['the {kind} differs from its file', '{kind}이(가) 파일과 다름'],
  'drift.applyAgain': `
    kubectl apply with the folder that was applied (-f k8s/ or -k overlays/NAME)
    적용했던 폴더로 kubectl apply를 실행하십시오(-f k8s/ 또는 -k overlays/NAME)`,
  'drift.noNamedPort': `
    the Service's targetPort {port} is no named port of the container
    서비스의 targetPort {port}이(가) 컨테이너의 이름 있는 포트가 아닙니다`,
  'drift.nameThePort': `
    name the port in the Deployment: kubectl apply -f k8s/
    디플로이먼트에서 포트에 이름을 붙이십시오: kubectl apply -f k8s/`,
  'drift.noCpuLimit': `
    the container has no CPU limit that could be changed ({container} in {namespace})
    컨테이너에 변경할 CPU 제한이 없습니다({namespace}의 {container})`,
  'failed-update.summary': `
    sets a failing image, then undoes it: old pods keep serving, the old revision comes back
    실패하는 이미지를 설정한 뒤 되돌립니다: 이전 파드가 계속 서비스하고 이전 리비전이 복원됩니다`,
  'failed-update.setImage': ['set image {image}', '이미지를 {image}(으)로 변경'],
  'failed-update.deadlineToBeExceeded': `
    ProgressDeadlineExceeded, {time} s after the last progress
    ProgressDeadlineExceeded, 마지막 진행 {time}초 뒤`,
  'failed-update.undone': ['rollout undo', '롤아웃 되돌리기(undo)'],
  'failed-update.backToRevision': ['back to revision {revision}', '리비전 {revision}(으)로 복귀'],
  'failed-update.oldToBeRestored': `
    the old revision to be restored, by its replica counts
    레플리카 수로 본 이전 리비전의 복원`,
  'failed-update.podToAppear': ['a pod with {image}', '{image}의 파드'],
  'shutdown.rolledOutNoDrain': `
    rolled out DRAIN_DELAY_MS=0: the pods as found stop
    DRAIN_DELAY_MS=0 배포: 원래 설정의 파드가 종료됨`,
  'shutdown.rolledOutPreStop': `
    rolled out preStop.sleep of {seconds} s: pods stop at once
    preStop.sleep {seconds}초 배포: 파드가 즉시 종료됨`,
  'shutdown.rolledOutFound': `
    rolled out what was found: pods stop after preStop.sleep
    원래 설정 배포: 파드가 preStop.sleep 뒤에 종료됨`,
  'shutdown.noPreStopHere': `
    no preStop.sleep here: {reason}
    이 클러스터에는 preStop.sleep이 없음: {reason}`,
  'shutdown.rolledOutFoundAtOnce': `
    rolled out what was found: pods stop at once
    원래 설정 배포: 파드가 즉시 종료됨`,
  'shutdown.everyPodToBeReplaced': ['every pod to be replaced ({way})', '모든 파드의 교체({way})'],
  'shutdown.lostLate': ['what is lost late', '늦게 발생하는 유실'],
  'shutdown.putBack': `
    the pods of the Deployment stop as they did before
    디플로이먼트의 파드가 이전처럼 종료됨`,
  'shutdown.left': `
    the pods of the Deployment have DRAIN_DELAY_MS=0 or a preStop hook of the drill
    디플로이먼트의 파드에 DRAIN_DELAY_MS=0 또는 점검의 preStop 훅이 있음`,
  'shutdown.fieldUnknown': ['the API server does not know the field', 'API 서버가 이 필드를 모릅니다'],
  'monitoring.summary': `
    leaks memory on one pod: which, when and how far is in Prometheus, every line of it in Loki
    파드 하나에서 메모리를 누수시킵니다: 어느 파드가 언제 얼마나인지는 Prometheus에, 모든 로그 줄은 Loki에 있습니다`,
  'monitoring.toHaveTheLatest': `
    Prometheus and Loki to have what happened last
    Prometheus와 Loki에 마지막 내용 도착`,
  'node-drain.summary': `
    cordons a node and evicts the pods of the workload from it: the budget is honoured
    노드를 cordon하고 워크로드의 파드를 축출합니다: PodDisruptionBudget이 지켜집니다`,
  'node-drain.budgetToAllow': `
    the budget to let {count} pods go
    PodDisruptionBudget의 파드 {count}개 축출 허용`,
  'node-drain.budgetRefuses': `
    the budget refuses for now: {reason}
    PodDisruptionBudget이 지금은 거부: {reason}`,
  'node-drain.evicted': ['evicted {pod}', '{pod} 축출'],
  'node-drain.toBeEmpty': ['{node} to be empty of the workload', '{node}에서 워크로드 비우기'],
  'node-drain.isUncordoned': ['{node} is uncordoned', '{node}의 cordon이 해제됨'],
  'node-drain.isCordoned': ['{node} is cordoned', '{node}이(가) cordon 상태임'],
  'node-drain.cordon': ['cordoned {node}', '{node} cordon'],
  'node-drain.noNode': `
    no schedulable node runs a pod of the workload
    워크로드의 파드를 실행하는 스케줄 가능한 노드가 없습니다`,
  'node-drain.toBeReadyElsewhere': ['the pods to be ready on other nodes', '다른 노드에 파드 준비'],
  'resize.summary': `
    gives a leaking pod memory and a throttled pod CPU while they run: no restart, and nothing lost
    누수 중인 파드에 메모리를, 스로틀링되는 파드에 CPU를 실행 중에 더 줍니다: 재시작 없음, 유실 없음`,
  'resize.toLeak': ['{pod} to leak for a while', '{pod}의 누수 진행'],
  'resize.announcesAgain': `
    {pod} now announces its end {time} s after the start
    {pod}이(가) 이제 시작 {time}초 뒤의 종료를 예고`,
  'resize.toOutlive': `
    {pod} to outlive the second announced first
    {pod}이(가) 처음 예고된 시각을 넘기기`,
  'resize.loadStarted': `
    GET /cpu-load: {pod} asks for its whole limit, {amount}
    GET /cpu-load: {pod}이(가) 제한 전체 {amount} 요청`,
  'resize.hasItsLimit': ['{pod} has its {resource} limit of {limit}', '{pod}의 {resource} 제한이 {limit}'],
  'resize.hasOtherLimit': ['{pod} has a {resource} limit of {limit}', '{pod}의 {resource} 제한이 {limit}'],
  'resize.patched': `
    kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}
    kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}`,
  'resize.toBeResized': ['the node to resize {pod}', '노드의 {pod} 리소스 변경(resize)'],
  'resize.refused': `
    the node does not give {pod} {amount} of {resource}: {reason}
    노드가 {pod}에 {resource} {amount}을(를) 주지 않습니다: {reason}`,
  'resize.isReplaced': `
    {pod} is replaced, because its {resource} is not taken back: {reason}
    {resource} 제한을 되돌리지 못해 {pod}을(를) 교체: {reason}`,
  'resize.toAnnounce': ['{pod} to announce its new end', '{pod}의 새 종료 예고'],
  'resize.toSettle': ['the load on {pod} to settle', '{pod} 부하의 안정'],
  'resize.toBeMeasured': ['the throttling of {pod} to be measured', '{pod} 스로틀링 측정'],
  'resize.noLimit': `
    the container has no {resource} limit that could be raised
    컨테이너에 늘릴 {resource} 제한이 없습니다`,
  'leak.started': `
    GET /memory-leak: {pod} is to be OOMKilled in {time} s
    GET /memory-leak: {pod}이(가) {time}초 뒤 OOMKilled될 예정`,
  'leak.stopped': ['stopped the leak on {pod}', '{pod}의 누수 중지'],
  'leak.toBeKilled': `
    the kernel to kill {pod}, announced in {time} s
    커널의 {pod} 종료({time}초 뒤로 예고됨)`,
  'leak.toBeReady': ['{pod} to be ready again', '재시작한 {pod}의 준비'],
  'leak.allToBeReady': ['all pods to be ready', '모든 파드의 준비'],
  'rolling-update.summary': `
    sets a new image: every pod is replaced, never fewer ready than before, and nothing is lost
    새 이미지를 설정합니다: 모든 파드가 교체되고, 준비된 파드가 줄지 않으며, 유실이 없습니다`,
  'rolling-update.toRun': ['every pod to run {image}', '모든 파드의 {image} 실행'],
  'rolling-update.restarted': ['rollout restart', '롤아웃 재시작'],
  'self-healing.summary': `
    leaks memory until the kernel kills the container: one restart, as announced, and nothing lost
    커널이 컨테이너를 종료할 때까지 메모리를 누수시킵니다: 예고대로 재시작 1회, 유실 없음`,
  'surge.summary': `
    opening day: more users every second than two pods can serve; the autoscaler adds pods in time
    오픈 날: 파드 둘이 감당할 수 없을 만큼 매초 늘어나는 사용자. 오토스케일러가 제때 파드를 늘립니다`,
  'surge.toScale': `
    the autoscaler to make {high} pods of {low}
    오토스케일러가 파드를 {low}개에서 {high}개로 늘리기`,
  'surge.inASecondTerminal': `
    in a second terminal, when you think that it is time: {command}
    다른 터미널에서, 늘릴 때라고 생각되면: {command}`,
  'surge.toType': ['a person to type: {command}', '사람이 입력: {command}'],
  'surge.tooLarge': `
    two pods of {limit} are too small from {total} on; this drill uses {most} at most
    CPU 제한이 {limit}인 파드 둘은 {total}부터 모자랍니다. 이 점검은 최대 {most}만 씁니다`,
  'surge.cost': `
    one request costs {cost} of CPU: {rate} requests/s use {total}, {share} of what {low} pods may use and {less} of {high}
    요청 하나에 CPU {cost}: 초당 {rate}건이면 {total}, 파드 {low}개 제한의 {share}, {high}개 제한의 {less}`,
  'surge.started': `
    opening day: users come, from {least} to {most} requests/s within {time} s
    오픈 날: 사용자가 몰려옵니다. {time}초 동안 초당 {least}건에서 {most}건으로`,
  'surge.podsToBeReady': ['{count} pods to be ready', '파드 {count}개의 준비'],
  'surge.usersToCome': ['all users to have come', '모든 사용자의 도착'],
  'surge.toBeAnswered': ['the outstanding requests to be answered', '남은 요청의 응답'],
  'surge.podsToServe': ['{count} pods to serve all users', '파드 {count}개가 모든 사용자에게 응답'],
  'surge.stopped': ['the surge is over: {rate} requests/s are left', '급증 종료: 초당 {rate}건이 남았습니다'],
  'surge.everyPodToBeReady': ['every pod to be ready', '모든 파드의 준비'],
  'traffic-routing.summary': `
    deletes a pod: every ready pod answers, in random shares, and the replacement joins them
    파드 하나를 삭제합니다: 준비된 파드가 모두 무작위 비율로 응답하고 대체 파드가 합류합니다`,
  'traffic-routing.noPod': ['there is no pod to delete', '삭제할 파드가 없습니다'],
  'traffic-routing.deleted': ['deleted pod {pod}', '파드 {pod} 삭제'],
  'traffic-routing.isReplaced': ['{pod} is replaced', '{pod}이(가) 교체됨'],
  'traffic-routing.isNotReplaced': ['{pod} is not replaced yet', '{pod}이(가) 아직 교체되지 않음'],
  'traffic-routing.replacementToBeReady': ['the replacement of {pod} to be ready', '{pod} 대체 파드의 준비'],
  'watch.summary': `
    only watches, with traffic, while you do something: until Ctrl-C, or for --seconds
    직접 작업하는 동안 트래픽을 보내며 지켜보기만 합니다. Ctrl-C 또는 --seconds까지`,
  'watch.ctrlC': ['Ctrl-C, to end and to judge', 'Ctrl-C (끝내고 판정)'],
  'watch.whatYouDo': ['what you do', '직접 하는 작업'],
  'your-service.rolling-update.summary': `
    every pod is replaced, never fewer ready than before, and nothing is lost
    모든 파드가 교체되고, 준비된 파드가 이전보다 적어지지 않으며, 유실이 없습니다`,
  'your-service.toBeUpdated': ['an update of deployment/{name}', 'deployment/{name}의 업데이트'],
  'your-service.toBeReplaced': `
    the new pods to be ready, and the old ones to be gone
    새 파드의 준비와 이전 파드의 종료`,
  'autoscaler-pin.isPinned': `
    the autoscaler is pinned to {count} replicas
    오토스케일러가 레플리카 {count}개로 고정됨`,
  'autoscaler-pin.pinned': `
    pinned the autoscaler to {count} replicas ({least} to {most} before)
    오토스케일러를 레플리카 {count}개로 고정(이전 {least}~{most})`,
  'autoscaler-pin.isHeld': `
    the autoscaler does not scale (selectPolicy: Disabled)
    오토스케일러가 스케일하지 않음(selectPolicy: Disabled)`,
  'autoscaler-pin.held': `
    kubectl patch hpa {name}: selectPolicy Disabled, it does not scale
    kubectl patch hpa {name}: selectPolicy Disabled, 스케일하지 않음`,
  'autoscaler-pin.released': `
    kubectl patch hpa {name}: it scales again
    kubectl patch hpa {name}: 다시 스케일함`,
  'autoscaler-pin.scalesAsBefore': ['the autoscaler scales as before', '오토스케일러가 이전처럼 스케일함'],
  'calibration.idle': ['the CPU of pods without traffic to be measured', '트래픽이 없는 파드의 CPU 측정'],
  'calibration.baseline': ['the CPU that one request costs to be measured', '요청 하나가 쓰는 CPU 측정'],
  'calibration.tooCheap': `
    a request seems to cost {cost} of CPU, less than the work that it asks for
    요청 하나의 CPU가 {cost}로 측정되었습니다. 요청한 작업보다 적습니다`,
  'calibration.runAgain': `
    something else used CPU in these pods, or the traffic did not reach them: run again when they are quiet
    이 파드에서 다른 작업이 CPU를 썼거나 트래픽이 닿지 않았습니다. 조용할 때 다시 실행하십시오`,
  'calibration.noCpuLimit': `
    the container has no CPU limit that two pods could be too small for
    컨테이너에 CPU 제한이 없어 파드 둘이 모자랄 수 없습니다`,
  'calibration.noCpu': ['the pods do not report their CPU', '파드가 CPU 사용량을 알려 주지 않습니다'],
  'calibration.readInfo': `
    GET /info of a pod, by way of the API server, must answer with usage.cpuMillicores: kubectl auth can-i get pods/proxy
    API 서버를 거친 파드의 GET /info가 usage.cpuMillicores를 알려 주어야 합니다: kubectl auth can-i get pods/proxy`,
  'fault-cleanup.isStopped': ['the fault on {pod} is stopped', '{pod}의 장애가 중지됨'],
  'fault-cleanup.isActive': ['a fault is active on {pod}', '{pod}에서 장애가 활성화되어 있음'],
  'fault-cleanup.stop': `
    curl -X DELETE .../faults until {pod} answers, or kubectl delete pod {pod}
    {pod}이(가) 응답할 때까지 curl -X DELETE .../faults 를 실행하거나 kubectl delete pod {pod}`,
  'image-cleanup.runs': ['the Deployment runs {image}', '디플로이먼트가 {image}을(를) 실행함'],
  'image-cleanup.doesNotRun': `
    the Deployment does not run {image}
    디플로이먼트가 {image}을(를) 실행하지 않음`,
  'surge-by-hand.summary': `
    the same opening day with the autoscaler held: you scale, with kubectl, when you notice
    같은 오픈 날, 오토스케일러를 멈춰 둡니다: 알아차렸을 때 직접 kubectl로 늘립니다`,
});
