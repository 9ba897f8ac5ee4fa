import { catalogue } from './message.ts';

export const UPDATE_VERDICTS = catalogue({
  'rolling-update.complete': { en: 'complete in {time}', ko: '{time} 만에 완료' },
  'rolling-update.allRunTheNewVersion': {
    en: 'all pods run the new version',
    ko: '모든 파드가 새 버전을 실행함',
  },
  'rolling-update.atLeastReady': {
    en: 'at least {count} ready pods, all with {image}',
    ko: '준비된 파드 {count}개 이상, 모두 {image}',
  },
  'rolling-update.seeRolloutStatus': {
    en: 'kubectl rollout status deployment/app-1-2-2-1, then kubectl describe the pod that is not ready',
    ko: 'kubectl rollout status deployment/app-1-2-2-1, 그다음 준비되지 않은 파드를 kubectl describe로 확인하십시오',
  },
  'rolling-update.onlyNewAnswersAfter': {
    en: 'after the rollout only the new version answers',
    ko: '롤아웃 후에는 새 버전만 응답함',
  },
  'rolling-update.everyAnswerFromNewPod': {
    en: 'every answer from a new pod',
    ko: '모든 응답이 새 파드에서',
  },
  'rolling-update.notComplete': { en: 'the rollout did not complete', ko: '롤아웃이 완료되지 않았습니다' },
  'rolling-update.answers': {
    en: '{count} of {all} answers from {time} on',
    ko: '{time}부터 응답 {all}건 중 {count}건',
  },
  'rolling-update.noTrafficAfter': {
    en: 'no traffic after the rollout: raise --after or --timeout',
    ko: '롤아웃 후에 트래픽이 없었습니다. --after나 --timeout을 늘리십시오',
  },
  'rolling-update.seeEndpointSlices': {
    en: 'a pod of the old version still gets traffic: see the endpoint slices of the Service',
    ko: '이전 버전의 파드가 아직 트래픽을 받습니다. 서비스의 EndpointSlice를 확인하십시오',
  },
  'rolling-update.notReady': { en: 'not ready', ko: '준비되지 않음' },
  'rolling-update.podReady': { en: '{pod} ready with {image}', ko: '{pod} 준비됨, {image}' },
  'failed-update.deadlineIsSeen': {
    en: 'ProgressDeadlineExceeded is seen',
    ko: 'ProgressDeadlineExceeded가 관측됨',
  },
  'failed-update.progressingIsFalse': {
    en: 'condition Progressing False, reason ProgressDeadlineExceeded',
    ko: '컨디션 Progressing이 False, 이유는 ProgressDeadlineExceeded',
  },
  'failed-update.notSeen': { en: 'not seen', ko: '관측되지 않음' },
  'failed-update.afterImageSet': { en: '{time} after the image was set', ko: '이미지 변경 {time} 후' },
  'failed-update.deadlineBelowTimeout': {
    en: 'progressDeadlineSeconds of the Deployment (default 600) must be shorter than --timeout',
    ko: '디플로이먼트의 progressDeadlineSeconds(기본값 600)가 --timeout보다 짧아야 합니다',
  },
  'failed-update.onlyOldPodsServe': { en: 'only old pods serve', ko: '이전 파드만 서비스함' },
  'failed-update.noAnswerFromFailed': {
    en: 'no answer from a pod with {image}',
    ko: '{image} 파드의 응답 없음',
  },
  'failed-update.noFailedPod': { en: 'there was no pod with {image}', ko: '{image}의 파드가 없었습니다' },
  'failed-update.answersFromFailed': {
    en: '{count} answers from {pods} such pods',
    ko: '해당 파드 {pods}개에서 응답 {count}건',
  },
  'failed-update.failingReleaseIsReady': {
    en: 'the failing release became ready: its readiness probe must fail',
    ko: '실패해야 할 릴리스가 준비 상태가 되었습니다. 레디니스 프로브가 실패해야 합니다',
  },
  'failed-update.undoRestores': {
    en: 'undo restores the old revision',
    ko: 'undo가 이전 리비전을 복원함',
  },
  'failed-update.restoredReplicas': {
    en: 'updated = replicas = ready = {count} on the old revision, the failed one at 0',
    ko: '이전 리비전에서 updated = replicas = ready = {count}, 실패한 리비전은 0',
  },
  'failed-update.undoByHand': {
    en: 'kubectl rollout history deployment/app-1-2-2-1, then kubectl rollout undo deployment/app-1-2-2-1 --to-revision=N',
    ko: 'kubectl rollout history deployment/app-1-2-2-1, 그다음 kubectl rollout undo deployment/app-1-2-2-1 --to-revision=N',
  },
  'failed-update.notUndone': { en: 'the undo was never done', ko: 'undo를 실행하지 못했습니다' },
  'failed-update.replicaCounts': {
    en: 'updated {updated}, replicas {replicas}, ready {ready}, failed revision {failed}',
    ko: 'updated {updated}, replicas {replicas}, ready {ready}, 실패한 리비전 {failed}',
  },
  'node-drain.drainedWithReady': {
    en: 'drained in {time}, never fewer than {count} ready',
    ko: '{time} 만에 드레인, 준비된 파드는 항상 {count}개 이상',
  },
  'node-drain.nodeIsEmpty': {
    en: 'the node is empty of the workload',
    ko: '노드에 워크로드가 남지 않음',
  },
  'node-drain.someEvictedNoneLeft': {
    en: 'at least one pod evicted, none left on {node}',
    ko: '파드 하나 이상 축출, {node}에 남은 파드 없음',
  },
  'node-drain.evictedAndLeft': {
    en: '{evicted} evicted, {left} left',
    ko: '{evicted}개 축출, {left}개 남음',
  },
  'node-drain.budgetBlocksDrain': {
    en: 'a budget that never allows a disruption blocks a drain: kubectl get pdb, and more replicas than minAvailable',
    ko: '중단을 전혀 허용하지 않는 PodDisruptionBudget은 드레인을 막습니다. kubectl get pdb를 확인하고, 레플리카를 minAvailable보다 많게 하십시오',
  },
  'node-drain.runElsewhere': { en: 'the pods run elsewhere', ko: '파드가 다른 노드에서 실행됨' },
  'node-drain.atLeastReadyElsewhere': {
    en: 'at least {count} ready on other nodes',
    ko: '다른 노드에 준비된 파드 {count}개 이상',
  },
  'node-drain.readyElsewhere': { en: '{count} ready on other nodes', ko: '다른 노드에 {count}개 준비' },
  'node-drain.describePendingPod': {
    en: 'kubectl describe the pending pod: another node must have room for it',
    ko: 'Pending 상태의 파드를 kubectl describe로 확인하십시오. 다른 노드에 여유가 있어야 합니다',
  },
  'node-drain.budgetHonoured': { en: 'the budget is honoured', ko: 'PodDisruptionBudget이 지켜짐' },
  'node-drain.someBudget': { en: 'a PodDisruptionBudget', ko: 'PodDisruptionBudget 하나 필요' },
  'node-drain.neverFewerHealthy': {
    en: 'never fewer than {count} healthy',
    ko: '정상 파드가 항상 {count}개 이상',
  },
  'node-drain.noBudgetSeen': {
    en: 'no PodDisruptionBudget was seen',
    ko: 'PodDisruptionBudget이 관측되지 않았습니다',
  },
  'node-drain.noHealthyCountSeen': {
    en: 'no count of healthy pods was seen',
    ko: '정상 파드 수가 관측되지 않았습니다',
  },
  'node-drain.notAnEviction': {
    en: 'something other than an eviction took a pod away: a crash, a deletion or a node that failed',
    ko: '축출이 아닌 다른 이유로 파드가 사라졌습니다: 크래시, 삭제 또는 노드 장애',
  },
  'graceful-shutdown.noPodStopped': { en: 'no pod stopped at once', ko: '즉시 멈춘 파드가 없습니다' },
  'rolling-update.ready': { en: '{count} ready with {image}', ko: '{image} 파드 {count}개 준비' },
  'rolling-update.podNotReady': { en: '{pod} not ready with {image}', ko: '{pod} 준비되지 않음, {image}' },
  'failed-update.deadlineAfter': { en: 'deadline after {time}', ko: '{time} 후 기한 초과' },
  'failed-update.deadlineAfterRestored': {
    en: 'deadline after {time}, restored in {restored}',
    ko: '{time} 후 기한 초과, {restored} 만에 복원',
  },
});
