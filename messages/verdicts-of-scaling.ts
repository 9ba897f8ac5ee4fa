import { catalogue } from './message.ts';

/** The checks of autoscaling, surge and resize. */
export const SCALING_VERDICTS = catalogue({
  'autoscaling.scalesOut': ['scales up to 4', '4개로 스케일 아웃'],
  'autoscaling.toBeReady': ['{count} ready replicas', '준비된 레플리카 {count}개'],
  'autoscaling.seeCpuPerPod': `
    see the CPU per pod in the report: the load must reach the metrics (kubectl top pods), and maxReplicas must be 4
    리포트에서 파드별 CPU를 확인하십시오. 부하가 메트릭에 나타나야 하고(kubectl top pods), maxReplicas는 4여야 합니다`,
  'autoscaling.scalesIn': ['scales back to 2', '2개로 스케일 인'],
  'autoscaling.scaledUp': ['2 -> 4 in {up}', '{up} 만에 2 -> 4'],
  'autoscaling.scaledUpAndBack': ['2 -> 4 in {up}, back in {down}', '{up} 만에 2 -> 4, {down} 만에 복귀'],
  'surge.comesBack': ['comes back to {count}', '{count}개로 복귀'],
  'surge.podsAndImpact': `
    4 pods after {up}, users were affected for {time} s: {slow} slow, {shed} shed, {lost} lost
    {up} 후 파드 4개, 사용자가 불편을 겪은 시간 {time}초: 느림 {slow}건, 거부 {shed}건, 유실 {lost}건`,
  'surge.cpuPerRequest': ['{cost} of CPU', 'CPU {cost}'],
  'surge.ratePerCpu': ['{rate} requests/s, {total} of CPU', '초당 {rate}건, CPU {total}'],
  'surge.scaledByHpa': `
    the autoscaler goes from {low} to {high} by itself
    오토스케일러가 스스로 {low}개에서 {high}개로 늘림`,
  'surge.readyByHpa': `
    {count} ready replicas during the surge, made by the HPA
    급증 중에 HPA가 만든 준비된 레플리카 {count}개`,
  'surge.scaledByHand': ['somebody scales from {low} to {high}', '사람이 {low}개에서 {high}개로 늘림'],
  'surge.desiredByHand': `
    {count} desired replicas during the surge, by kubectl scale
    급증 중에 kubectl scale로 원하는 레플리카 {count}개`,
  'surge.hpaWasNotHeld': ['the HPA scaled, which was to be held', '멈춰 있어야 할 HPA가 스케일했습니다'],
  'surge.mostWithoutScaling': `
    {count} at most: nobody scaled in {time}
    최대 {count}개: {time} 동안 아무도 스케일하지 않았습니다`,
  'surge.scaleInSecondTerminal': `
    in a second terminal, while the drill waits: {command}
    점검이 기다리는 동안 다른 터미널에서: {command}`,
  'surge.nodesHaveTheCpu': `
    the nodes have the CPU that the users need
    사용자에게 필요한 CPU가 노드에 있음`,
  'surge.cpuExpected': `
    about {amount} for {count} pods, within their limits
    제한 안에서 파드 {count}개에 약 {amount}`,
  'surge.cpuFallsBehind': ['they fall behind with {amount}', '{amount}로는 따라가지 못함'],
  'surge.freeTheCpu': `
    something else uses the CPU of these nodes: kubectl top node; close what is busy on this machine, or give the cluster more CPU
    다른 작업이 노드의 CPU를 쓰고 있습니다: kubectl top node. 이 머신에서 바쁜 작업을 끝내거나 클러스터의 CPU를 늘리십시오`,
  'surge.nothingIsShed': ['requests shed = 0', '거부된 요청(503) = 0'],
  'surge.no503': ['0 answers of 503', '503 응답 0건'],
  'surge.podsTooLateOrSmall': `
    pods came too late or are too small: see in the report when they were ready, and their CPU
    파드가 너무 늦게 늘었거나 너무 작습니다. 리포트에서 준비된 시각과 CPU를 확인하십시오`,
  'surge.p99IsNearBaseline': `
    with {count} pods and all users p99 is near the baseline
    파드 {count}개와 모든 사용자에서 p99가 기준선과 비슷함`,
  'surge.p99Bound': `
    {bound} at most: {factor} times the baseline, or {least}
    최대 {bound}: 기준선의 {factor}배 또는 {least}`,
  'surge.noAnswers': ['no answers', '응답 없음'],
  'surge.noCpuForMorePods': `
    the nodes have no CPU to spare for more pods: kubectl top node; kubectl get pods -o wide
    노드에 파드를 더 실행할 CPU가 없습니다: kubectl top node; kubectl get pods -o wide`,
  'surge.sameConfiguration': `
    every added pod has the configuration of the first
    추가된 모든 파드의 설정이 첫 파드와 같음`,
  'surge.oneDigest': `
    {count} pods, one configDigest in GET /info
    파드 {count}개, GET /info의 configDigest가 하나`,
  'surge.digestsDiffer': ['{pod} has {digest}, others {first}', '{pod}은(는) {digest}, 나머지는 {first}'],
  'surge.digestOfAll': ['{count} pods, {digest}', '파드 {count}개, {digest}'],
  'surge.useImageWithDigest': `
    an image that tells it in GET /info: npm run images, and load them
    GET /info에서 알려 주는 이미지가 필요합니다: npm run images 후 이미지를 로드하십시오`,
  'surge.restartForConfiguration': `
    the pods differ in their environment: kubectl rollout restart deployment/app-1-2-2-1 after a change of a ConfigMap or Secret
    파드의 환경이 서로 다릅니다: ConfigMap이나 Secret을 바꾼 뒤에는 kubectl rollout restart deployment/app-1-2-2-1`,
  'surge.scaledUp': ['2 -> 4 in {up}, p99 {p99}', '{up} 만에 2 -> 4, p99 {p99}'],
  'surge.scaledUpAndBack': `
    2 -> 4 in {up}, p99 {p99}, back in {down}
    {up} 만에 2 -> 4, p99 {p99}, {down} 만에 복귀`,
  'surge.noDigest': ['none reported', '알려 준 값 없음'],
  'resize.aliveAfterAnnounced': `
    alive {time} after its announced end, throttled {throttling}
    예고된 종료 {time} 후에도 실행 중, 스로틀링 {throttling}`,
  'resize.laterEndIsAnnounced': `
    with more memory a later end is announced
    메모리를 늘리면 더 늦은 종료가 예고됨`,
  'resize.laterThan': ['later than {time} after the start', '시작 후 {time}보다 나중'],
  'resize.seeInfo': `
    GET /info of the pod: its limits must be the new ones, read while it runs
    파드의 GET /info를 확인하십시오. 실행 중에 읽은 새 제한이 나와야 합니다`,
  'resize.noLongerThrottled': `
    with more CPU it is no longer throttled
    CPU를 늘리면 더는 스로틀링되지 않음`,
  'resize.throttlingExpected': `
    at least {least} of the time before, at most a tenth of it after
    변경 전 시간의 {least} 이상, 변경 후 그 10분의 1 이하`,
  'resize.throttlingUnknown': ['the container does not report it', '컨테이너가 알려 주지 않습니다'],
  'resize.throttlingSeen': ['{before} before, {after} after', '변경 전 {before}, 변경 후 {after}'],
  'resize.loadBelowLimit': `
    the load did not meet its limit: the node has no CPU to spare, kubectl top node
    부하가 제한에 도달하지 못했습니다. 노드에 여유 CPU가 없습니다: kubectl top node`,
  'resize.compareLimits': `
    compare the limit in force with the one asked for: kubectl get pod NAME -o yaml, status.containerStatuses
    적용된 제한과 요청한 제한을 비교하십시오: kubectl get pod NAME -o yaml, status.containerStatuses`,
  'resize.outlivesItsAnnouncedEnd': `
    alive after the second in which it was to be killed
    종료될 예정이던 시각이 지나도 실행 중`,
  'resize.notRestartedFor': `
    {pod} not restarted for more than {time}
    {pod}이(가) {time} 넘게 재시작 없음`,
  'resize.restarted': ['restarted: {reason}', '재시작됨: {reason}'],
  'resize.cameTooLate': `
    the resize came too late or not at all: see the limits in the report
    리소스 변경(resize)이 너무 늦었거나 되지 않았습니다. 리포트의 제한을 확인하십시오`,
  'resize.raisedAndBack': `
    limits in force were raised, and are as before
    적용된 제한이 늘어났다가 이전과 같아짐`,
  'resize.raisedAndBackExpected': `
    memory and CPU: raised, then as in the template (or the pod replaced)
    메모리와 CPU: 늘어난 뒤 템플릿과 같음(또는 파드 교체)`,
  'resize.seeConditions': `
    kubectl describe the pod: its conditions say why the node did not resize it; kubectl delete it
    파드를 kubectl describe로 확인하십시오. 노드가 변경하지 않은 이유가 컨디션에 있습니다. 그다음 kubectl delete로 삭제하십시오`,
  'resize.unknownLimit': ['{resource} unknown', '{resource} 알 수 없음'],
});
