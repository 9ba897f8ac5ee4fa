import { catalogue } from './message.ts';

/** The checks of traffic-routing, self-healing and drift. */
export const POD_VERDICTS = catalogue({
  'traffic-routing.replaced': ['replaced in {time}', '{time} 만에 교체'],
  'traffic-routing.replacementServes': ['the replacement serves', '대체 파드가 서비스함'],
  'traffic-routing.newPodReady': `
    a new pod ready in place of {pod}, and answering
    {pod} 대신 새 파드가 준비되어 응답`,
  'traffic-routing.noNewPod': ['no new pod became ready', '준비된 새 파드가 없습니다'],
  'traffic-routing.answeredRequests': `
    {pod} answered {count} requests
    {pod}이(가) 요청 {count}건에 응답`,
  'traffic-routing.describeNewestPod': `
    kubectl describe the newest pod: its events say what it waits for
    가장 새로운 파드를 kubectl describe로 확인하십시오. 무엇을 기다리는지 이벤트에 나옵니다`,
  'traffic-routing.readyWithoutTraffic': `
    the pod is ready but gets no traffic: see the endpoint slices of the Service and kube-proxy
    파드는 준비되었지만 트래픽을 받지 못합니다. 서비스의 EndpointSlice와 kube-proxy를 확인하십시오`,
  'traffic-routing.everyReadyPodAnswers': ['every ready pod answers', '준비된 파드가 모두 응답함'],
  'traffic-routing.oneAnswerEach': `
    at least one answer from each while it was ready
    준비된 동안 각 파드가 한 번 이상 응답`,
  'traffic-routing.tooFewAnswered': `
    too few answered requests to tell
    판정하기에는 응답 수가 부족합니다`,
  'traffic-routing.noAnswer': ['no answer from {pods}', '{pods} 응답 없음'],
  'traffic-routing.allAnswered': ['{count} pods, all answered', '파드 {count}개 모두 응답'],
  'traffic-routing.sendMoreRequests': ['raise --rate or --after', '--rate 또는 --after 값을 늘리십시오'],
  'traffic-routing.seeAffinityAndSlices': `
    see sessionAffinity and externalTrafficPolicy of the Service, its endpoint slices, and kube-proxy on the node
    서비스의 sessionAffinity와 externalTrafficPolicy, EndpointSlice, 노드의 kube-proxy를 확인하십시오`,
  'traffic-routing.shareInRange': `
    {pod} {count} of {all} ({low} to {high})
    {pod} {all}건 중 {count}건 ({low}~{high})`,
  'traffic-routing.sharesAreRandom': `
    shares lie in the 99 % range of random choice
    파드별 비율이 무작위 선택의 99 % 범위 안에 있음`,
  'traffic-routing.binomialRange': `
    exact binomial range, 99 % over all pods and periods together
    정확한 이항 분포 범위, 모든 파드와 구간을 합쳐 99 %`,
  'traffic-routing.tooFewForShares': `
    no time with two ready pods and enough requests
    준비된 파드가 둘이고 요청이 충분한 시간이 없었습니다`,
  'traffic-routing.seeAffinityAndPolicy': `
    see sessionAffinity and externalTrafficPolicy of the Service; a proxy between here and the node may keep connections. Chance alone does this in 1 run of 100: run it again
    서비스의 sessionAffinity와 externalTrafficPolicy를 확인하십시오. 노드까지의 프록시가 연결을 유지하고 있을 수도 있습니다. 우연만으로도 100번 중 1번은 이렇게 되므로 다시 실행해 보십시오`,
  'self-healing.exactlyOneRestart': ['exactly one restart', '재시작은 정확히 1회'],
  'self-healing.restartsOf': ['{count}, of {pods}', '{count}회, {pods}'],
  'self-healing.noContainerRestarted': ['no container restarted', '재시작한 컨테이너가 없습니다'],
  'self-healing.leakBelowLimit': `
    the leak did not reach the limit: see resources.limits.memory and the log of the pod
    누수가 제한에 도달하지 못했습니다. resources.limits.memory와 파드의 로그를 확인하십시오`,
  'self-healing.describePod': `
    kubectl describe the pod: a failed liveness probe also restarts a container
    파드를 kubectl describe로 확인하십시오. 라이브니스 프로브가 실패해도 컨테이너가 재시작됩니다`,
  'self-healing.endIsOomKilled': `
    last state is OOMKilled, exit code 137
    마지막 상태는 OOMKilled, 종료 코드 137`,
  'self-healing.noContainerEnded': ['no container ended', '종료된 컨테이너가 없습니다'],
  'self-healing.whatExitCodesSay': `
    Error (137) is a liveness restart, Error (134) is the heap limit of V8: leak off-heap memory in the main process and let probes answer
    Error (137)은 라이브니스 프로브에 의한 재시작, Error (134)는 V8의 힙 제한입니다. 메인 프로세스의 힙 밖 메모리를 누수시키고 프로브가 응답하게 하십시오`,
  'self-healing.podReadyAgain': ['the pod is ready again', '파드가 다시 준비됨'],
  'self-healing.readyAfterRestart': ['{pod} ready after the restart', '재시작 후 {pod} 준비'],
  'self-healing.readyAt': ['ready at {time}', '{time}에 준비'],
  'self-healing.seeWhyNotReady': `
    kubectl describe the pod: its start-up or readiness probe fails, or it is in back-off
    파드를 kubectl describe로 확인하십시오. 스타트업 또는 레디니스 프로브가 실패하거나 back-off 상태입니다`,
  'self-healing.killIsOnTime': `
    the kill comes within 10 % of the announced second
    종료 시각이 예고한 시각의 10 % 안에 있음`,
  'self-healing.noKillSeen': ['no kill was seen', '종료가 관측되지 않았습니다'],
  'self-healing.whatMovesTheKill': `
    memory that was in use before, or swap on the node, moves the second: see the memory in the report
    이미 사용 중이던 메모리나 노드의 스왑이 그 시각을 바꿉니다. 리포트의 메모리를 확인하십시오`,
  'self-healing.endedAfter': ['{ending} after {time}', '{time} 후 {ending}'],
  'self-healing.endedAfterReady': `
    {ending} after {time}, ready again in {ready}
    {time} 후 {ending}, {ready} 만에 다시 준비`,
  'drift.foundAndPutRight': `
    {count} differences found, put right in {time}
    차이 {count}개 발견, {time} 만에 복구`,
  'drift.diffFindsEveryChange': `
    kubectl diff finds every change by hand
    kubectl diff가 손으로 바꾼 것을 모두 찾음`,
  'drift.oneOrMoreInEach': ['one or more in {kinds}', '{kinds}에서 각각 하나 이상'],
  'drift.noDifference': ['no difference', '차이 없음'],
  'drift.changedBackMeanwhile': `
    nothing was found in {kinds}: a controller or another person changed it back meanwhile
    {kinds}에서 차이를 찾지 못했습니다. 그사이 컨트롤러나 다른 사람이 되돌렸습니다`,
  'drift.appliedAgain': ['applied again, all is as the files say', '다시 적용하면 모두 파일과 같음'],
  'drift.ownedByAnotherController': `
    something changes it back at once: another controller (GitOps, an operator) owns this field
    무언가가 바로 다시 바꿉니다. 다른 컨트롤러(GitOps, 오퍼레이터)가 이 필드를 관리합니다`,
  'drift.changedAndBack': `
    each object was changed, and ends as it began
    각 오브젝트가 바뀌었다가 처음과 같아짐`,
  'drift.anotherSpecThenTheFirst': `
    {kinds}: another spec in between, the first one at the end
    {kinds}: 중간에 다른 spec, 끝에는 처음의 spec`,
  'drift.all': ['all of them', '모두 그러함'],
  'drift.neverSeen': ['{kind} never seen', '{kind} 관측되지 않음'],
  'drift.neverChanged': ['{kind} never changed', '{kind} 바뀌지 않음'],
  'drift.endsWithAnotherSpec': ['{kind} ends with another spec', '{kind}의 마지막 spec이 처음과 다름'],
  'drift.compareSpec': `
    kubectl get the object with -o yaml, and compare its spec with the file
    오브젝트를 kubectl get -o yaml로 읽어 spec을 파일과 비교하십시오`,
  'your-service.needsHostnameHeader': ['needs X-App-Hostname', 'X-App-Hostname이 필요합니다'],
});
