import { catalogue } from './message.ts';

export const DRILLS = catalogue({
  'verdict.reason': { en: '{check}: {actual}', ko: '{check}: {actual}' },

  list: { en: '{items}', ko: '{items}' },
  sentences: { en: '{items:; }', ko: '{items:; }' },
  'pod.ready': { en: 'ready', ko: '준비됨' },
  'pod.notReady': { en: 'not ready', ko: '준비되지 않음' },
  'pod.restarts': { en: '{count} {count:restart|restarts}', ko: '재시작 {count}회' },
  share: { en: '{count} of {all}', ko: '{all} 중 {count}' },

  'owners.check': {
    en: 'every pod with the label belongs to the Deployment',
    ko: '레이블이 있는 파드가 모두 디플로이먼트의 것임',
  },
  'owners.expected': { en: 'pods of Deployment {deployment} only', ko: '디플로이먼트 {deployment}의 파드만' },
  'owners.all': { en: '{count} of {count}', ko: '{count}개 모두' },
  'owners.strangers': {
    en: '{count} {count:pod matches|pods match} the selector {selector}: {strangers}',
    ko: '파드 {count}개가 셀렉터 {selector}에 맞음: {strangers}',
  },
  'owners.other': { en: '{pod} belongs to {kind} {owner}', ko: '{pod}은(는) {kind} {owner}의 것' },
  'owners.nobody': { en: '{pod} belongs to nobody', ko: '{pod}은(는) 소유자가 없음' },
  'owners.remedy': {
    en: 'give those pods another label, in their selector and template, or delete them: the Service sends them traffic, too',
    ko: '그 파드의 셀렉터와 템플릿에 다른 레이블을 주거나 삭제하십시오. 서비스가 그 파드에도 트래픽을 보냅니다',
  },

  'limits.check': {
    en: 'every pod has the limits of its Deployment',
    ko: '모든 파드의 제한(limit)이 디플로이먼트와 같음',
  },
  'limits.expected': { en: 'limits: {limits}', ko: '제한(limit): {limits}' },
  'limits.equal': { en: '{count} of {count} pods', ko: '파드 {count}개 모두' },
  'limits.different': {
    en: 'pod {pod} has a {resource} limit of {has}, its Deployment {limit}',
    ko: '파드 {pod}의 {resource} 제한은 {has}, 디플로이먼트의 제한은 {limit}',
  },
  'limits.remedy': {
    en: 'kubectl delete pod {pods}: a new one has the limits of the Deployment',
    ko: 'kubectl delete pod {pods}: 새 파드는 디플로이먼트의 제한을 따릅니다',
  },

  'nodes.check': { en: 'the nodes of the pods are ready', ko: '파드가 있는 노드가 준비됨' },
  'nodes.expected': { en: 'condition Ready True', ko: '컨디션 Ready가 True' },
  'nodes.ready': { en: 'all that are needed', ko: '필요한 노드 모두' },
  'nodes.notReady': {
    en: '{node} is not ready: Ready {status}, {reason}: {said}',
    ko: '{node}이(가) 준비되지 않음: Ready {status}, {reason}: {said}',
  },
  'nodes.remedy': {
    en: 'kubectl describe node {node}; on that node: systemctl status kubelet, journalctl -u kubelet',
    ko: 'kubectl describe node {node}; 그 노드에서: systemctl status kubelet, journalctl -u kubelet',
  },
  'nodes.unknown': {
    en: 'not checked: no right to read nodes',
    ko: '검사하지 않음: 노드를 읽을 권한이 없습니다',
  },

  'replicas.neverUp': {
    en: 'not checked: there were never {from} ready replicas that could come back ({path})',
    ko: '검사하지 않음: 준비된 레플리카가 {from}개였던 적이 없어 되돌아올 것이 없었습니다({path})',
  },
  'autoscaler.several': {
    en: '{count} HPAs scale it, and neither acts: {names}',
    ko: 'HPA {count}개가 같은 대상을 스케일하여 어느 것도 동작하지 않음: {names}',
  },
  'autoscaler.severalRemedy': {
    en: 'kubectl delete hpa {names}: two on one Deployment stop each other (AmbiguousSelector)',
    ko: 'kubectl delete hpa {names}: 하나의 디플로이먼트에 HPA가 둘이면 서로를 멈춥니다(AmbiguousSelector)',
  },

  'metrics.silent': {
    en: 'the metrics API does not answer ({said}); the rest of the API server does',
    ko: '메트릭 API가 응답하지 않음({said}). API 서버의 나머지는 응답함',
  },
  'metrics.silentRemedy': {
    en: 'kubectl rollout restart -n kube-system deployment/metrics-server: it hangs, or nothing reaches it',
    ko: 'kubectl rollout restart -n kube-system deployment/metrics-server: 멈춰 있거나 연결되지 않습니다',
  },

  'answers.check': { en: 'the cluster answers', ko: '클러스터가 응답함' },
  'answers.expected': {
    en: 'an answer to every question of the preflight',
    ko: '사전 점검의 모든 질문에 응답',
  },
  'answers.remedy': {
    en: 'kubectl cluster-info; kubectl auth can-i --list',
    ko: 'kubectl cluster-info; kubectl auth can-i --list',
  },

  'faults.check': { en: 'no fault is active on any pod', ko: '어느 파드에도 활성화된 장애가 없음' },
  'faults.expected': { en: 'no fault active before the drill', ko: '점검 전에 활성화된 장애 없음' },
  'faults.none': { en: 'none on {count} {count:pod|pods}', ko: '파드 {count}개에 없음' },
  'faults.active': { en: 'active: {faults}', ko: '활성화됨: {faults}' },
  'faults.on': { en: '{fault} on {pod}', ko: '{pod}의 {fault}' },
  'faults.remedy': {
    en: '{commands:; }, or let it expire',
    ko: '{commands:; } 를 실행하거나 끝날 때까지 기다리십시오',
  },
  'faults.silent': {
    en: 'not checked: {pods} did not answer GET /faults',
    ko: '검사하지 않음: {pods}이(가) GET /faults에 응답하지 않음',
  },

  'left.question': {
    en: 'the drill {drill} of {since} was killed, and has left: {left}. Put it back?',
    ko: '{since}의 점검 {drill}이(가) 강제로 끝나 남긴 것: {left}. 되돌릴까요?',
  },

  'lost.silence': {
    en: 'nothing answered at any time: kubectl get endpointslices -l kubernetes.io/service-name={service}, and the address after --url',
    ko: '한 번도 응답이 없었습니다: kubectl get endpointslices -l kubernetes.io/service-name={service} 결과와 --url의 주소를 확인하십시오',
  },
  'lost.anotherAnswers': {
    en: 'something answers, with HTTP {status}, and not as this service does: look at the address after --url',
    ko: '무언가가 HTTP {status}(으)로 응답하지만 이 서비스의 응답이 아닙니다: --url의 주소를 확인하십시오',
  },
  'lost.pathAnswers': {
    en: 'it answers every request with HTTP {status}: look at the path after --path and the address after --url',
    ko: '모든 요청에 HTTP {status}(으)로 응답합니다: --path의 경로와 --url의 주소를 확인하십시오',
  },

  'interrupted.after': {
    en: 'interrupted after {after:seconds}, while waiting for {what}',
    ko: '{after:seconds} 뒤 중단됨. 대기 중이던 것: {what}',
  },
  'interrupted.putBack': { en: 'put back: {done:; }', ko: '되돌림: {done:; }' },
  'interrupted.nothing': { en: 'nothing had been changed', ko: '변경한 것이 없었습니다' },

  'yours.watch': { en: 'changes nothing', ko: '아무것도 변경하지 않음' },
  'yours.delete': { en: 'deletes one of its pods', ko: '파드 하나를 삭제' },
  'yours.restart': { en: 'restarts it (kubectl rollout restart)', ko: '재시작(kubectl rollout restart)' },
  'yours.update': { en: 'waits until you update it', ko: '직접 업데이트할 때까지 대기' },
  'yours.drain': {
    en: 'cordons a node, evicts its pods from there, and uncordons the node',
    ko: '노드 하나를 cordon하고 그 노드의 파드를 축출한 뒤 다시 uncordon',
  },
  'yours.question': {
    en: 'deployment/{deployment} in namespace {namespace} is not ours. This sends {rate} requests a second to {path} of service/{service}, and: {changes:; }. Go on?',
    ko: '네임스페이스 {namespace}의 deployment/{deployment}은(는) 이 프로젝트의 것이 아닙니다. service/{service}의 {path}에 초당 {rate}건을 보내고 다음을 합니다: {changes:; }. 계속할까요?',
  },
  'yours.headline': { en: '{lost} of {sent} lost', ko: '{sent}건 중 {lost}건 유실' },
  'yours.oneAnswerEach': { en: 'at least one answer from each', ko: '각 파드에서 응답 하나 이상' },
  'yours.reached': { en: 'the Service can be reached', ko: '서비스에 연결할 수 있음' },
  'yours.reachedExpected': { en: 'an answer at {path} that is no 5xx', ko: '{path}에서 5xx가 아닌 응답' },
  'yours.notReached': { en: 'none at {tried}', ko: '{tried}에서 응답 없음' },
  'yours.reachedRemedy': {
    en: 'give an address that works from here with --url: a NodePort, a LoadBalancer or an Ingress (kubectl port-forward pins one pod: it will not do)',
    ko: '여기서 연결되는 주소를 --url로 주십시오: NodePort, LoadBalancer 또는 Ingress(kubectl port-forward는 파드 하나에 고정되므로 쓸 수 없습니다)',
  },

  'budget.none': {
    en: '{budget} allows 0: {rule}, {healthy} of {expected} pods are healthy',
    ko: '{budget}이(가) 허용하는 중단 0개: {rule}, 파드 {expected}개 중 {healthy}개가 정상',
  },
  'budget.replaceRemedy': {
    en: 'kubectl replace -f k8s/pdb.yaml: it allows one disruption, whatever minAvailable was',
    ko: 'kubectl replace -f k8s/pdb.yaml: minAvailable 값과 관계없이 중단 하나를 허용합니다',
  },

  'both-ends': {
    en: 'each pod counted what the client had from it',
    ko: '파드가 센 응답 수와 클라이언트가 받은 응답 수가 같음',
  },
  'both-ends.expected': {
    en: 'the same number at both ends, for every pod',
    ko: '파드마다 양쪽의 수가 같음',
  },
  'both-ends.equal': {
    en: '{pods} {pods:pod|pods}, {requests} answers at both ends',
    ko: '파드 {pods}개, 양쪽 모두 응답 {requests}건',
  },
  'both-ends.lost': {
    en: '{equal}; {surplus} of them did not arrive, and are counted as lost',
    ko: '{equal}. 그중 {surplus}건은 도착하지 않아 유실로 집계했습니다',
  },
  'both-ends.untold': {
    en: 'not checked for {pods}, which did not tell: an older image, no right to read logs, or killed; else {equal}',
    ko: '검사하지 않음: {pods}이(가) 알려 주지 않았습니다(오래된 이미지, 로그 읽기 권한 없음, 또는 강제 종료). 그 외에는 {equal}',
  },
  'both-ends.row': {
    en: '{pod} counted {counted}, the client had {had}',
    ko: '{pod}은(는) {counted}건을 셌고 클라이언트는 {had}건을 받았습니다',
  },
  'both-ends.more': {
    en: 'something between here and the pods asks again or twice: look for the retries of a proxy, a gateway or a mesh',
    ko: '여기와 파드 사이에서 요청을 다시 또는 두 번 보냅니다: 프록시, 게이트웨이, 메시의 재시도 설정을 확인하십시오',
  },
  'both-ends.fewer': {
    en: 'something else answers in the name of the pod: look for a cache between here and the pods, or a container that restarted',
    ko: '다른 것이 파드의 이름으로 응답합니다: 여기와 파드 사이의 캐시나 재시작한 컨테이너를 확인하십시오',
  },
  'in-flight': {
    en: 'requests in flight when a pod is told to stop are answered',
    ko: '파드가 종료 신호를 받을 때 처리 중이던 요청에 응답함',
  },
  'in-flight.expected': { en: 'an answer to every one, after its 3 s', ko: '3초가 걸리는 요청마다 응답' },
  'in-flight.seen': { en: '{inFlight} in flight, {lost} lost', ko: '처리 중 {inFlight}건, 유실 {lost}건' },
  'in-flight.neverEndpoints': {
    en: 'not checked: only {pods} was told to stop, which was never ready and had no requests',
    ko: '검사하지 않음: 종료 신호를 받은 것은 {pods}뿐이고, 준비된 적이 없어 처리할 요청이 없었습니다',
  },
  'in-flight.remedy': {
    en: 'finish what is in flight before the process ends: SHUTDOWN_TIMEOUT_MS and terminationGracePeriodSeconds above the longest request',
    ko: '프로세스가 끝나기 전에 처리 중인 요청을 마치십시오: SHUTDOWN_TIMEOUT_MS와 terminationGracePeriodSeconds를 가장 긴 요청보다 크게 하십시오',
  },
  until: { en: 'a loss of {share} is excluded', ko: '{share}의 유실을 배제함' },
  'until.expected': { en: 'below {share} with 95 % certainty', ko: '95 % 확신도로 {share} 미만' },
  'until.remedy': {
    en: 'more requests, with --timeout or --rate; where some were lost, mend what lost them first',
    ko: '--timeout이나 --rate로 요청을 늘리십시오. 유실이 있었다면 그 원인을 먼저 고치십시오',
  },
  'shutdown.as-found': { en: 'as found', ko: '있던 그대로' },
  'shutdown.at-once': { en: 'at once', ko: '즉시' },
  'shutdown.pre-stop': { en: 'after preStop.sleep', ko: 'preStop.sleep 뒤' },
  'shutdown.headline': {
    en: '{lost} of {sent} lost when containers stop at once; a node forgot a pod {forgotten:seconds} after its deletion',
    ko: '컨테이너가 즉시 멈추면 {sent}건 중 {lost}건 유실, 노드는 삭제 {forgotten:seconds} 뒤에 파드를 잊음',
  },
  'shutdown.headline-nodes': {
    en: '{lost} of {sent} lost when containers stop at once; from its deletion until a node forgot a pod: {nodes}',
    ko: '컨테이너가 즉시 멈추면 {sent}건 중 {lost}건 유실, 삭제부터 노드가 파드를 잊을 때까지: {nodes}',
  },
  'shutdown.node': { en: '{node} {forgotten:seconds}', ko: '{node} {forgotten:seconds}' },
  'shutdown.none-after': { en: 'none after the deletion', ko: '삭제 후 없음' },
  'shutdown.too-quick': {
    en: 'this cluster is too quick to show it: nothing of {sent} was lost though the containers stopped at once; raise --rate',
    ko: '이 클러스터는 너무 빨라 보여 줄 수 없습니다: 컨테이너가 즉시 멈췄는데도 {sent}건 중 유실이 없습니다. --rate 값을 늘리십시오',
  },
  'shutdown.stopped': { en: 'pods stopped in each of the three ways', ko: '세 가지 방법으로 파드가 멈춤' },
  'shutdown.stopped.expected': { en: 'one pod or more in each way', ko: '방법마다 파드 하나 이상' },
  'shutdown.stopped.row': { en: '{pods} {way}', ko: '{way} {pods}개' },
  'shutdown.no-pre-stop': {
    en: 'not checked for preStop.sleep ({reason}); {actual}',
    ko: 'preStop.sleep은 검사하지 않음({reason}). {actual}',
  },
  'shutdown.stopped.remedy': {
    en: 'the drill ended before that: kubectl rollout status deployment/app-1-2-2-1',
    ko: '점검이 그 전에 끝났습니다: kubectl rollout status deployment/app-1-2-2-1',
  },
  'shutdown.control': {
    en: 'the control: containers that stop at once lose requests',
    ko: '대조 실험: 즉시 멈추는 컨테이너는 요청을 잃음',
  },
  'shutdown.control.expected': { en: 'one or more lost', ko: '한 건 이상 유실' },
  'shutdown.control.seen': { en: '{lost} of {sent} lost', ko: '{sent}건 중 {lost}건 유실' },
});
