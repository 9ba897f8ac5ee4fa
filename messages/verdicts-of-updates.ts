import { catalogue } from './message.ts';

/** The checks of rolling-update, graceful-shutdown, failed-update and node-drain. */
export const UPDATE_VERDICTS = catalogue({
  'rolling-update.complete': ['complete in {time}', '{time} 만에 완료'],
  'rolling-update.allRunTheNewVersion': ['all pods run the new version', '모든 파드가 새 버전을 실행함'],
  'rolling-update.atLeastReady': `
    at least {count} ready pods, all with {image}
    준비된 파드 {count}개 이상, 모두 {image}`,
  'rolling-update.seeRolloutStatus': `
    kubectl rollout status deployment/app-1-2-2-1, then kubectl describe the pod that is not ready
    kubectl rollout status deployment/app-1-2-2-1, 그다음 준비되지 않은 파드를 kubectl describe로 확인하십시오`,
  'rolling-update.onlyNewAnswersAfter': `
    after the rollout only the new version answers
    롤아웃 후에는 새 버전만 응답함`,
  'rolling-update.everyAnswerFromNewPod': ['every answer from a new pod', '모든 응답이 새 파드에서'],
  'rolling-update.notComplete': ['the rollout did not complete', '롤아웃이 완료되지 않았습니다'],
  'rolling-update.answers': `
    {count} of {all} answers from {time} on
    {time}부터 응답 {all}건 중 {count}건`,
  'rolling-update.noTrafficAfter': `
    no traffic after the rollout: raise --after or --timeout
    롤아웃 후에 트래픽이 없었습니다. --after나 --timeout을 늘리십시오`,
  'rolling-update.seeEndpointSlices': `
    a pod of the old version still gets traffic: see the endpoint slices of the Service
    이전 버전의 파드가 아직 트래픽을 받습니다. 서비스의 EndpointSlice를 확인하십시오`,
  'rolling-update.seen': ['{version}: {count}', '{version}: {count}'],
  'rolling-update.podReady': ['{pod} ready with {image}', '{pod} 준비됨, {image}'],
  'rolling-update.ready': ['{count} ready with {image}', '{image} 파드 {count}개 준비'],
  'rolling-update.podNotReady': ['{pod} not ready with {image}', '{pod} 준비되지 않음, {image}'],
  'failed-update.deadlineIsSeen': ['ProgressDeadlineExceeded is seen', 'ProgressDeadlineExceeded가 관측됨'],
  'failed-update.progressingIsFalse': `
    condition Progressing False, reason ProgressDeadlineExceeded
    컨디션 Progressing이 False, 이유는 ProgressDeadlineExceeded`,
  'failed-update.notSeen': ['not seen', '관측되지 않음'],
  'failed-update.afterImageSet': ['{time} after the image was set', '이미지 변경 {time} 후'],
  'failed-update.deadlineBelowTimeout': `
    progressDeadlineSeconds of the Deployment (default 600) must be shorter than --timeout
    디플로이먼트의 progressDeadlineSeconds(기본값 600)가 --timeout보다 짧아야 합니다`,
  'failed-update.onlyOldPodsServe': ['only old pods serve', '이전 파드만 서비스함'],
  'failed-update.noAnswerFromFailed': ['no answer from a pod with {image}', '{image} 파드의 응답 없음'],
  'failed-update.noFailedPod': ['there was no pod with {image}', '{image}의 파드가 없었습니다'],
  'failed-update.answersFromFailed': `
    {count} answers from {pods} such pods
    해당 파드 {pods}개에서 응답 {count}건`,
  'failed-update.failingReleaseIsReady': `
    the failing release became ready: its readiness probe must fail
    실패해야 할 릴리스가 준비 상태가 되었습니다. 레디니스 프로브가 실패해야 합니다`,
  'failed-update.undoRestores': ['undo restores the old revision', 'undo가 이전 리비전을 복원함'],
  'failed-update.restoredReplicas': `
    updated = replicas = ready = {count} on the old revision, the failed one at 0
    이전 리비전에서 updated = replicas = ready = {count}, 실패한 리비전은 0`,
  'failed-update.undoByHand': `
    kubectl rollout history deployment/app-1-2-2-1, then kubectl rollout undo deployment/app-1-2-2-1 --to-revision=N
    kubectl rollout history deployment/app-1-2-2-1, 그다음 kubectl rollout undo deployment/app-1-2-2-1 --to-revision=N`,
  'failed-update.notUndone': ['the undo was never done', 'undo를 실행하지 못했습니다'],
  'failed-update.replicaCounts': `
    updated {updated}, replicas {replicas}, ready {ready}, failed revision {failed}
    updated {updated}, replicas {replicas}, ready {ready}, 실패한 리비전 {failed}`,
  'failed-update.deadlineAfter': ['deadline after {time}', '{time} 후 기한 초과'],
  'failed-update.deadlineAfterRestored': `
    deadline after {time}, restored in {restored}
    {time} 후 기한 초과, {restored} 만에 복원`,
  'node-drain.drainedWithReady': `
    drained in {time}, never fewer than {count} ready
    {time} 만에 드레인, 준비된 파드는 항상 {count}개 이상`,
  'node-drain.nodeIsEmpty': ['the node is empty of the workload', '노드에 워크로드가 남지 않음'],
  'node-drain.someEvictedNoneLeft': `
    at least one pod evicted, none left on {node}
    파드 하나 이상 축출, {node}에 남은 파드 없음`,
  'node-drain.evictedAndLeft': ['{evicted} evicted, {left} left', '{evicted}개 축출, {left}개 남음'],
  'node-drain.budgetBlocksDrain': `
    a budget that never allows a disruption blocks a drain: kubectl get pdb, and more replicas than minAvailable
    중단을 전혀 허용하지 않는 PodDisruptionBudget은 드레인을 막습니다. kubectl get pdb를 확인하고, 레플리카를 minAvailable보다 많게 하십시오`,
  'node-drain.runElsewhere': ['the pods run elsewhere', '파드가 다른 노드에서 실행됨'],
  'node-drain.atLeastReadyElsewhere': `
    at least {count} ready on other nodes
    다른 노드에 준비된 파드 {count}개 이상`,
  'node-drain.readyElsewhere': ['{count} ready on other nodes', '다른 노드에 {count}개 준비'],
  'node-drain.describePendingPod': `
    kubectl describe the pending pod: another node must have room for it
    Pending 상태의 파드를 kubectl describe로 확인하십시오. 다른 노드에 여유가 있어야 합니다`,
  'node-drain.budgetHonoured': ['the budget is honoured', 'PodDisruptionBudget이 지켜짐'],
  'node-drain.someBudget': ['a PodDisruptionBudget', 'PodDisruptionBudget 하나 필요'],
  'node-drain.neverFewerHealthy': ['never fewer than {count} healthy', '정상 파드가 항상 {count}개 이상'],
  'node-drain.noBudgetSeen': ['no PodDisruptionBudget was seen', 'PodDisruptionBudget이 관측되지 않았습니다'],
  'node-drain.noHealthyCountSeen': `
    no count of healthy pods was seen
    정상 파드 수가 관측되지 않았습니다`,
  'node-drain.notAnEviction': `
    something other than an eviction took a pod away: a crash, a deletion or a node that failed
    축출이 아닌 다른 이유로 파드가 사라졌습니다: 크래시, 삭제 또는 노드 장애`,
  'graceful-shutdown.noPodStopped': ['no pod stopped at once', '즉시 멈춘 파드가 없습니다'],
  'shutdown.as-found': ['as found', '원래 설정'],
  'shutdown.at-once': ['at once', '즉시'],
  'shutdown.pre-stop': ['after preStop.sleep', 'preStop.sleep 뒤'],
  'shutdown.headline': `
    {lost} of {sent} lost when containers stop at once; a node stopped sending to a pod {forgotten:seconds} after its deletion
    컨테이너가 즉시 멈추면 {sent}건 중 {lost}건 유실, 노드는 삭제 {forgotten:seconds} 뒤에 파드로 보내기를 멈춤`,
  'shutdown.headline-nodes': `
    {lost} of {sent} lost when containers stop at once; from its deletion until a node stopped sending to a pod: {nodes}
    컨테이너가 즉시 멈추면 {sent}건 중 {lost}건 유실, 삭제부터 노드가 파드로 보내기를 멈출 때까지: {nodes}`,
  'shutdown.node': ['{node} {forgotten:seconds}', '{node} {forgotten:seconds}'],
  'shutdown.none-after': ['none after the deletion', '삭제 후 없음'],
  'shutdown.too-quick': `
    this cluster is too quick to show it: nothing of {sent} was lost though the containers stopped at once; raise --rate
    이 클러스터는 너무 빨라 보여 줄 수 없습니다: 컨테이너가 즉시 멈췄는데도 {sent}건 중 유실이 없습니다. --rate 값을 늘리십시오`,
  'shutdown.stopped': ['pods stopped in each of the three ways', '세 가지 방법으로 파드가 멈춤'],
  'shutdown.stopped.expected': ['one pod or more in each way', '방법마다 파드 하나 이상'],
  'shutdown.stopped.row': ['{pods} {way}', '{way} {pods}개'],
  'shutdown.no-pre-stop': `
    not checked for preStop.sleep ({reason}); {actual}
    preStop.sleep은 검사하지 않음({reason}). {actual}`,
  'shutdown.stopped.remedy': `
    the drill ended before that: kubectl rollout status deployment/app-1-2-2-1
    점검이 그 전에 끝났습니다: kubectl rollout status deployment/app-1-2-2-1`,
  'shutdown.control': `
    the control: containers that stop at once lose requests
    대조 실험: 즉시 멈추는 컨테이너는 요청을 잃음`,
  'shutdown.control.expected': ['one or more lost', '한 건 이상 유실'],
});
