import { catalogue } from './message.ts';

export const DRILLS = catalogue({
  'verdict.reason': ['{check}: {actual}', '{check}: {actual}'],

  list: ['{items}', '{items}'],
  sentences: ['{items:; }', '{items:; }'],
  'pod.ready': ['ready', '준비됨'],
  'pod.notReady': ['not ready', '준비되지 않음'],
  'pod.restarts': ['{count} {count:restart|restarts}', '재시작 {count}회'],
  share: ['{count} of {all}', '{all} 중 {count}'],

  'owners.check': `
    every pod with the label belongs to the Deployment
    레이블이 있는 파드가 모두 디플로이먼트의 것임`,
  'owners.expected': ['pods of Deployment {deployment} only', '디플로이먼트 {deployment}의 파드만'],
  'owners.toEnd': ['the terminating pods of another owner to end', '다른 소유자의 파드 종료'],
  'owners.all': ['{count} of {count}', '{count}개 모두'],
  'owners.strangers': `
    {count} {count:pod matches|pods match} the selector {selector}: {strangers}
    파드 {count}개가 셀렉터 {selector}에 맞음: {strangers}`,
  'owners.other': ['{pod} belongs to {kind} {owner}', '{pod}은(는) {kind} {owner}의 것'],
  'owners.nobody': ['{pod} has no owner', '{pod}은(는) 소유자가 없음'],
  'owners.remedy': `
    give those pods another label, in their selector and template, or delete them: the Service sends them traffic, too
    그 파드의 셀렉터와 템플릿에 다른 레이블을 주거나 삭제하십시오. 서비스가 그 파드에도 트래픽을 보냅니다`,

  'limits.check': `
    every pod has the limits of its Deployment
    모든 파드의 제한(limit)이 디플로이먼트와 같음`,
  'limits.expected': ['limits: {limits}', '제한(limit): {limits}'],
  'limits.equal': ['{count} of {count} pods', '파드 {count}개 모두'],
  'limits.different': `
    pod {pod} has a {resource} limit of {has}, its Deployment {limit}
    파드 {pod}의 {resource} 제한은 {has}, 디플로이먼트의 제한은 {limit}`,
  'limits.remedy': `
    kubectl delete pod {pods}: a new one has the limits of the Deployment
    kubectl delete pod {pods}: 새 파드는 디플로이먼트의 제한을 따릅니다`,

  'nodes.check': ['the nodes of the pods are ready', '파드가 있는 노드가 준비됨'],
  'nodes.expected': ['condition Ready True', '컨디션 Ready가 True'],
  'nodes.ready': ['all that are needed', '필요한 노드 모두'],
  'nodes.notReady': `
    {node} is not ready: Ready {status}, {reason}: {said}
    {node}이(가) 준비되지 않음: Ready {status}, {reason}: {said}`,
  'nodes.remedy': `
    kubectl describe node {node}; on that node: systemctl status kubelet, journalctl -u kubelet
    kubectl describe node {node}; 그 노드에서: systemctl status kubelet, journalctl -u kubelet`,
  'nodes.unknown': ['not checked: no right to read nodes', '검사하지 않음: 노드를 읽을 권한이 없습니다'],

  'replicas.neverUp': `
    not checked: there were never {from} ready replicas that could come back ({path})
    검사하지 않음: 준비된 레플리카가 {from}개였던 적이 없어 되돌아올 것이 없었습니다({path})`,
  'autoscaler.several': `
    {count} HPAs scale it, and neither acts: {names}
    HPA {count}개가 같은 대상을 스케일하여 어느 것도 동작하지 않음: {names}`,
  'autoscaler.severalRemedy': `
    kubectl delete hpa {names}: two on one Deployment stop each other (AmbiguousSelector)
    kubectl delete hpa {names}: 하나의 디플로이먼트에 HPA가 둘이면 서로를 멈춥니다(AmbiguousSelector)`,

  'metrics.silent': `
    the metrics API does not answer ({said}); the rest of the API server does
    메트릭 API가 응답하지 않음({said}). API 서버의 나머지는 응답함`,
  'metrics.silentRemedy': `
    kubectl rollout restart -n kube-system deployment/metrics-server: it hangs, or nothing reaches it
    kubectl rollout restart -n kube-system deployment/metrics-server: 멈춰 있거나 연결되지 않습니다`,

  'answers.check': ['the cluster answers', '클러스터가 응답함'],
  'answers.expected': ['an answer to every question of the preflight', '사전 점검의 모든 질문에 응답'],
  'answers.remedy': `
    kubectl cluster-info; kubectl auth can-i --list
    kubectl cluster-info; kubectl auth can-i --list`,

  'faults.check': ['no fault is active on any pod', '어느 파드에도 활성화된 장애가 없음'],
  'faults.expected': ['no fault active before the drill', '점검 전에 활성화된 장애 없음'],
  'faults.none': ['none on {count} {count:pod|pods}', '파드 {count}개에 없음'],
  'faults.active': ['active: {faults}', '활성화됨: {faults}'],
  'faults.on': ['{fault} on {pod}', '{pod}의 {fault}'],
  'faults.remedy': `
    {commands:; }, or let it expire
    {commands:; } 를 실행하거나 끝날 때까지 기다리십시오`,
  'faults.silent': `
    not checked: {pods} did not answer GET /faults
    검사하지 않음: {pods}이(가) GET /faults에 응답하지 않음`,

  'left.question': `
    the drill {drill} of {since} was killed, and has left: {left}. Put it back?
    {since}의 점검 {drill}이(가) 강제로 끝나 남긴 것: {left}. 되돌릴까요?`,

  'lost.silence': `
    nothing answered at any time: kubectl get endpointslices -l kubernetes.io/service-name={service}, and the address after --url
    한 번도 응답이 없었습니다: kubectl get endpointslices -l kubernetes.io/service-name={service} 결과와 --url의 주소를 확인하십시오`,
  'lost.anotherAnswers': `
    something answers, with HTTP {status}, and not as this service does: look at the address after --url
    무언가가 HTTP {status}(으)로 응답하지만 이 서비스의 응답이 아닙니다: --url의 주소를 확인하십시오`,
  'lost.pathAnswers': `
    it answers every request with HTTP {status}: look at the path after --path and the address after --url
    모든 요청에 HTTP {status}(으)로 응답합니다: --path의 경로와 --url의 주소를 확인하십시오`,

  'interrupted.after': `
    interrupted after {after:seconds}, while waiting for {what}
    {after:seconds} 뒤 중단됨. 대기 중이던 것: {what}`,
  'interrupted.putBack': ['put back: {done:; }', '되돌림: {done:; }'],
  'interrupted.nothing': ['nothing had been changed', '변경한 것이 없었습니다'],

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
    여기서 연결되는 주소를 --url로 주십시오: NodePort, LoadBalancer 또는 Ingress(kubectl port-forward는 파드 하나에 고정되므로 쓸 수 없습니다)`,

  'budget.none': `
    {budget} allows 0: {rule}, {healthy} of {expected} pods are healthy
    {budget}이(가) 허용하는 중단 0개: {rule}, 파드 {expected}개 중 {healthy}개가 정상`,
  'budget.replaceRemedy': `
    kubectl replace -f k8s/pdb.yaml: it allows one disruption, whatever minAvailable was
    kubectl replace -f k8s/pdb.yaml: minAvailable 값과 관계없이 중단 하나를 허용합니다`,

  'both-ends': `
    each pod counted what the client had from it
    파드가 센 응답 수와 클라이언트가 받은 응답 수가 같음`,
  'both-ends.expected': ['the same number at both ends, for every pod', '파드마다 양쪽의 수가 같음'],
  'both-ends.equal': `
    {pods} {pods:pod|pods}, {requests} answers at both ends
    파드 {pods}개, 양쪽 모두 응답 {requests}건`,
  'both-ends.lost': `
    {equal}; {surplus} of them did not arrive, and are counted as lost
    {equal}. 그중 {surplus}건은 도착하지 않아 유실로 집계했습니다`,
  'both-ends.untold': `
    not checked for {pods}, which reported no count: an older image, no right to read logs, or killed; otherwise {equal}
    검사하지 않음: {pods}이(가) 응답 수를 알려 주지 않았습니다(오래된 이미지, 로그 읽기 권한 없음, 또는 강제 종료). 그 외에는 {equal}`,
  'both-ends.row': `
    {pod} counted {counted}, the client had {had}
    {pod}은(는) {counted}건을 셌고 클라이언트는 {had}건을 받았습니다`,
  'both-ends.more': `
    something between here and the pods repeats requests: look for the retries of a proxy, a gateway or a mesh
    여기와 파드 사이에서 요청을 반복해서 보냅니다: 프록시, 게이트웨이, 메시의 재시도 설정을 확인하십시오`,
  'both-ends.fewer': `
    something else answers in the name of the pod: look for a cache between here and the pods, or a container that restarted
    다른 것이 파드의 이름으로 응답합니다: 여기와 파드 사이의 캐시나 재시작한 컨테이너를 확인하십시오`,
  'in-flight': `
    requests in flight when a pod is told to stop are answered
    파드가 종료 신호를 받을 때 처리 중이던 요청에 응답함`,
  'in-flight.expected': ['an answer to every one, after its 3 s', '3초가 걸리는 요청마다 응답'],
  'in-flight.seen': ['{inFlight} in flight, {lost} lost', '처리 중 {inFlight}건, 유실 {lost}건'],
  'in-flight.neverEndpoints': `
    not checked: only {pods} was told to stop, which was never ready and had no requests
    검사하지 않음: 종료 신호를 받은 것은 {pods}뿐이고, 준비된 적이 없어 처리할 요청이 없었습니다`,
  'in-flight.remedy': `
    finish what is in flight before the process ends: SHUTDOWN_TIMEOUT_MS and terminationGracePeriodSeconds above the longest request
    프로세스가 끝나기 전에 처리 중인 요청을 마치십시오: SHUTDOWN_TIMEOUT_MS와 terminationGracePeriodSeconds를 가장 긴 요청보다 크게 하십시오`,
  until: ['a loss of {share} is excluded', '{share}의 유실을 배제함'],
  'until.expected': ['below {share} with 95 % certainty', '95 % 신뢰수준에서 {share} 미만'],
  'until.remedy': `
    more requests, with --timeout or --rate; where some were lost, fix the cause first
    --timeout이나 --rate로 요청을 늘리십시오. 유실이 있었다면 그 원인을 먼저 고치십시오`,
  'shutdown.as-found': ['as found', '있던 그대로'],
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
