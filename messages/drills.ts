import { catalogue } from './message.ts';

/** What several parts of a drill say, and the drills of another Deployment than this project's. */
export const DRILLS = catalogue({
  list: ['{items}', '{items}'],
  sentences: ['{items:; }', '{items:; }'],
  'pod.ready': ['ready', '준비됨'],
  'pod.notReady': ['not ready', '준비되지 않음'],
  'pod.restarts': ['{count} {count:restart|restarts}', '재시작 {count}회'],
  share: ['{count} of {all}', '{all} 중 {count}'],
  'yours.watch': ['changes nothing', '아무것도 변경하지 않음'],
  'yours.delete': ['deletes one of its pods', '파드 하나를 삭제'],
  'yours.restart': ['restarts it (kubectl rollout restart)', '재시작(kubectl rollout restart)'],
  'yours.update': ['waits until you update it', '직접 업데이트할 때까지 대기'],
  'yours.drain': `
    cordons a node, evicts its pods from there, and uncordons the node
    노드 하나를 cordon하고 그 노드의 파드를 축출한 뒤 다시 uncordon`,
  'yours.question': `
    deployment/{deployment} in namespace {namespace} is not ours. This sends {rate} requests a second to {path} of service/{service}, and: {changes:; }. Go on?
    네임스페이스 {namespace}의 deployment/{deployment}은(는) 이 프로젝트의 것이 아닙니다. service/{service}의 {path}에 초당 {rate}건을 보내고 다음을 합니다: {changes:; }. 계속할까요?`,
  'yours.oneAnswerEach': ['at least one answer from each', '각 파드에서 응답 하나 이상'],
  'yours.reached': ['the Service can be reached', '서비스에 연결할 수 있음'],
  'yours.reachedExpected': ['an answer at {path} that is no 5xx', '{path}에서 5xx가 아닌 응답'],
  'yours.notReached': ['none at {tried}', '{tried}에서 응답 없음'],
  'yours.reachedRemedy': `
    give an address that works from here with --url: a NodePort, a LoadBalancer or an Ingress (kubectl port-forward pins one pod: it will not do)
    이 머신에서 연결되는 주소를 --url로 지정하십시오: NodePort, LoadBalancer 또는 Ingress(kubectl port-forward는 파드 하나에 고정되므로 쓸 수 없습니다)`,
});
