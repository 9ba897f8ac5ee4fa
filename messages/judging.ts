import { catalogue } from './message.ts';

/** The checks that several verdicts share, and the causes of losses. */
export const JUDGING = catalogue({
  'autoscaler.mostWithoutHpa': ['{count} at most: there is no HPA', '최대 {count}개: HPA가 없습니다'],
  'autoscaler.mostAtMaximum': `
    {count} at most: the HPA is at its maximum (maxReplicas {most})
    최대 {count}개: HPA가 최대값에 도달했습니다(maxReplicas {most})`,
  'autoscaler.describeHpa': `
    kubectl describe hpa app-1-2-2-1: its conditions and events say why; kubectl top pods
    kubectl describe hpa app-1-2-2-1의 컨디션과 이벤트에 이유가 있습니다. kubectl top pods도 확인하십시오`,
  'autoscaler.scaledByAnother': `
    scaled, but not by the HPA: its lastScaleTime did not move
    HPA가 아닌 다른 것이 스케일했습니다: lastScaleTime이 그대로입니다`,
  'autoscaler.mostBecause': ['{count} at most: {reason}', '최대 {count}개: {reason}'],
  'autoscaler.most': ['{count} at most ({path})', '최대 {count}개 ({path})'],
  'both-ends.recordingIsOlder': `
    this recording is older than the count of the pods
    파드가 응답 수를 세기 전의 기록입니다`,
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
  'check.notChecked': ['not checked: {reason}', '검사하지 않음: {reason}'],
  'check.factsExpected': ['the drill to note {facts}', '점검이 {facts} 값을 기록'],
  'check.endedBeforeFacts': `
    the drill ended before that (not noted: {facts})
    점검이 그 전에 끝났습니다(기록되지 않음: {facts})`,
  'check.factsMissing': ['not noted: {facts}', '기록되지 않음: {facts}'],
  'check.seeChecksAbove': `
    the drill ended before that, or this recording is of another version: see the checks above
    점검이 그 전에 끝났거나 다른 버전의 기록입니다. 위의 검사를 확인하십시오`,
  'endpoints.neverFewerReady': ['never fewer than {count} ready', '준비된 파드가 항상 {count}개 이상'],
  'endpoints.countOrMoreReady': `
    {count} or more ready endpoints at any time
    준비된 엔드포인트가 항상 {count}개 이상`,
  'endpoints.noSliceSeen': `
    no endpoint slice of the Service was seen
    서비스의 EndpointSlice가 관측되지 않았습니다`,
  'endpoints.setMaxUnavailable': `
    give the Deployment the strategy RollingUpdate with maxUnavailable: 0, and a readiness probe that reports the real state
    디플로이먼트에 maxUnavailable: 0인 RollingUpdate 전략과, 실제 상태를 그대로 알리는 레디니스 프로브를 지정하십시오`,
  'endpoints.neverFewerBefore': ['never fewer than before ready', '준비된 파드가 이전보다 적어지지 않음'],
  'endpoints.countAt': ['{count} at {time}', '{time}에 {count}개'],
  'in-flight.noSlowRequests': `
    no slow requests were sent: an older recording, or an image that cannot wait
    느린 요청을 보내지 않았습니다(이전 기록이거나 기다릴 수 없는 이미지)`,
  'in-flight.noneAtSigterm': `
    none was in flight when a pod was told to stop
    파드가 종료 신호를 받을 때 처리 중이던 요청이 없습니다`,
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
  'losses.count': ['{lost} of {sent} lost', '{sent}건 중 {lost}건 유실'],
  'loss-causes.noReasonGiven': ['no reason given', '이유 없음'],
  'loss-causes.afterContainerEnded': `
    {what}, {span} after the container of {pod} ended with {ending}, {endpoints}
    {what}: {pod}의 컨테이너가 {ending}(으)로 끝난 뒤 {span}, {endpoints}`,
  'loss-causes.unreadyBeforeTheEnd': `
    a pod must stop being ready before it stops answering: readiness at a share of the memory limit, a liveness probe that lets a slow pod live
    파드는 응답을 멈추기 전에 준비되지 않은 상태가 되어야 합니다: 메모리 제한의 일정 비율에서 레디니스 해제, 느린 파드를 살려 두는 라이브니스 프로브`,
  'loss-causes.killedAfterSigterm': `
    {what}, {span} after SIGTERM of {pod}, which was killed at the end of its grace period of {seconds} s
    {what}: {pod}의 SIGTERM 뒤 {span}. 파드는 유예 기간 {seconds}초가 끝나 강제 종료되었습니다`,
  'loss-causes.raiseGracePeriod': `
    raise terminationGracePeriodSeconds above the drain delay and the longest request, or end sooner
    terminationGracePeriodSeconds를 드레인 지연과 가장 긴 요청의 합보다 크게 하거나 더 일찍 끝내십시오`,
  'loss-causes.refusedAfterSigterm': `
    {what}, {span} after SIGTERM of {pod}: it refused what the nodes still sent to it
    {what}: {pod}의 SIGTERM 뒤 {span}. 노드가 아직 보내던 요청을 거절했습니다`,
  'loss-causes.answerWhileDraining': `
    a pod that drains must go on answering requests, and fail only its readiness probe
    드레인 중인 파드는 요청에는 계속 응답하고 레디니스 프로브에만 실패로 답해야 합니다`,
  'loss-causes.raiseDrainDelay': `
    raise the drain delay above {time}, counted from the deletion: DRAIN_DELAY_MS, or lifecycle.preStop.sleep
    삭제부터 세어 드레인 지연을 {time}보다 크게 하십시오: DRAIN_DELAY_MS 또는 lifecycle.preStop.sleep`,
  'loss-causes.addPreStopSleep': `
    give the container a lifecycle.preStop.sleep of more than {time}, counted from the deletion
    컨테이너에 lifecycle.preStop.sleep을 {time}보다 길게 지정하십시오. 삭제부터 센 시간입니다`,
  'loss-causes.keptConnectionAfterSigterm': `
    {what}, {span} after SIGTERM of {pod}: they were on connections that ended with the container
    {what}: {pod}의 SIGTERM 뒤 {span}. 컨테이너와 함께 끝난 연결에 있었습니다`,
  'loss-causes.endKeptConnections': `
    a pod that is told to stop serves its kept connections for a while, and ends each with an answer of Connection: close
    종료 신호를 받은 파드는 열린 연결을 잠시 더 처리하고 Connection: close 응답으로 하나씩 끝냅니다`,
  'loss-causes.sentUntilAfterEndpoints': `
    until {time} after the endpoints were without it: so long a node still sent requests there
    엔드포인트에서 빠진 지 {time}까지도 노드가 그곳으로 요청을 보냈습니다`,
  'loss-causes.stillInEndpoints': ['while the endpoints still had it', '엔드포인트에 아직 남아 있었습니다'],
  'loss-causes.laterThanEndpoints': `
    {time} or more after the endpoints were without it
    엔드포인트에서 빠진 지 {time} 이상 지났습니다`,
  'loss-causes.leftEndpointsAfter': `
    which left the endpoints {time} after the first of them
    첫 유실 {time} 뒤에 엔드포인트에서 빠졌습니다`,
  'loss-causes.withoutEndpoints': `
    {what} while no pod was in the endpoints
    {what}: 엔드포인트에 파드가 하나도 없었습니다`,
  'loss-causes.addReplicas': `
    keep a pod ready at all times: two or more replicas, the strategy RollingUpdate with maxUnavailable: 0, and a readiness probe that fails later
    언제나 준비된 파드가 있게 하십시오: 레플리카 2개 이상, maxUnavailable: 0인 RollingUpdate 전략, 더 늦게 실패하는 레디니스 프로브`,
  'loss-causes.byPodOutsideEndpoints': `
    {what} by {pod}, which was not in the endpoints then
    {what}: 그때 엔드포인트에 없던 {pod}의 응답`,
  'loss-causes.whatIgnoresReadiness': `
    something sends requests regardless of readiness: publishNotReadyAddresses, a selector of another Service, a proxy with a list of its own
    파드의 레디니스와 무관하게 요청을 보내는 것이 있습니다: publishNotReadyAddresses, 다른 서비스의 셀렉터, 자체 목록을 가진 프록시`,
  'loss-causes.beforeFirstAnswer': `
    {what} just after {pod} joined the endpoints, before its first answer
    {what}: {pod}이(가) 엔드포인트에 들어간 직후, 첫 응답 전`,
  'loss-causes.probeServingPort': `
    its readiness probe succeeds before it listens: probe the port that serves
    포트를 열기 전에 레디니스 프로브가 성공합니다: 서비스하는 포트를 프로브하십시오`,
  'loss-causes.byPodInEndpoints': `
    {what} by {pod}, which ran and was in the endpoints
    {what}: 실행 중이며 엔드포인트에 있던 {pod}의 응답`,
  'loss-causes.seeLogsOfPod': `
    kubectl logs {pod}; a 503 with Retry-After is load that it sheds: http_requests_shed_total
    kubectl logs {pod}; Retry-After가 있는 503은 파드가 덜어 낸 부하입니다: http_requests_shed_total`,
  'loss-causes.tooLate': `
    {what}, and no container ended and no pod left the endpoints then: the answers came too late
    {what}: 그때 끝난 컨테이너도 엔드포인트에서 빠진 파드도 없었고, 응답이 너무 늦었습니다`,
  'loss-causes.seeCpuOrNetwork': `
    pods that are too busy answer late: see their CPU in the report, kubectl top pods, and more replicas; or the network between here and the node
    너무 바쁜 파드는 늦게 응답합니다: 리포트의 CPU와 kubectl top pods를 확인하고 레플리카를 늘리십시오. 또는 여기와 노드 사이의 네트워크를 확인하십시오`,
  'loss-causes.withoutCause': `
    {what}, and no container ended and no pod left the endpoints then
    {what}: 그때 끝난 컨테이너도 엔드포인트에서 빠진 파드도 없었습니다`,
  'loss-causes.onTheWayToTheNode': `
    it happened between here and the node: npm run traffic shows the error code; try another node with --url
    여기와 노드 사이에서 일어났습니다: npm run traffic이 오류 코드를 보여 줍니다. --url로 다른 노드를 시도하십시오`,
  'loss-causes.refused': ['{count} refused', '연결 거부 {count}건'],
  'loss-causes.reset': ['{count} reset', '연결 끊김 {count}건'],
  'loss-causes.timeout': ['{count} timed out', '시간 초과 {count}건'],
  'loss-causes.5xx': ['{count} answered 5xx', '5xx 응답 {count}건'],
  'loss-causes.wrong-body': ['{count} answered wrongly', '잘못된 응답 {count}건'],
  'loss-causes.withStatus': ['{what} ({status})', '{what}({status})'],
  'loss-causes.afterContainerGone': `
    {what}, {span} after the container of {pod} ended, {endpoints}
    {what}: {pod}의 컨테이너가 끝난 뒤 {span}, {endpoints}`,
  'loss-causes.closedAfterSigterm': `
    {what}, {span} after SIGTERM of {pod}, which took no connections any more, {endpoints}
    {what}: {pod}의 SIGTERM 뒤 {span}. 더는 연결을 받지 않았고, {endpoints}`,
  'replicas.startsAt': ['starts at {count} replicas', '레플리카 {count}개에서 시작'],
  'replicas.ready': ['{count} ready', '{count}개 준비'],
  'replicas.waitForScaleDown': `
    wait until the autoscaler has scaled in: kubectl get hpa app-1-2-2-1 -w
    오토스케일러가 스케일 인할 때까지 기다리십시오: kubectl get hpa app-1-2-2-1 -w`,
  'replicas.readyAtTheEnd': ['{count} ready replicas at the end', '끝에 준비된 레플리카 {count}개'],
  'replicas.whyNoScaleDown': `
    the traffic alone may keep the CPU above the target (lower --rate), or the stabilisation window is long (scaleDown in the HPA; raise --timeout)
    트래픽만으로 CPU가 목표보다 높을 수 있습니다(--rate를 낮추십시오). 또는 안정화 기간이 깁니다(HPA의 scaleDown; --timeout을 늘리십시오)`,
  'replicas.neverSeen': ['never seen', '관측된 적 없음'],
  'replicas.neverUp': `
    not checked: there were never {from} ready replicas that could come back ({path})
    검사하지 않음: 준비된 레플리카가 {from}개였던 적이 없어 되돌아올 것이 없었습니다({path})`,
  'restarts.noneByOthers': ['no restart that the drill did not cause', '점검이 일으키지 않은 재시작 없음'],
  'restarts.none': ['none', '없음'],
  'restarts.correctLivenessProbe': `
    the liveness probe must ask a path that answers while the container lives: kubectl apply -f k8s/deployment.yaml
    라이브니스 프로브는 컨테이너가 살아 있는 동안 응답하는 경로를 조회해야 합니다: kubectl apply -f k8s/deployment.yaml`,
  'restarts.describePod': `
    kubectl describe the pod, and kubectl logs --previous
    파드를 kubectl describe로, 이전 로그를 kubectl logs --previous로 확인하십시오`,
  'restarts.once': ['{pod} restarted once ({reason})', '{pod} 1회 재시작 ({reason})'],
  'restarts.times': ['{pod} restarted {times} times ({reason})', '{pod} {times}회 재시작 ({reason})'],
  'suspect.eventRepeats': `
    {kind} {name}, {reason} {times} times: {message}
    {kind} {name}, {reason} {times}회: {message}`,
  'suspect.seeItsEvents': `
    kubectl describe {kind} {name}: its events repeat the reason
    kubectl describe {kind} {name}: 같은 이벤트가 되풀이됩니다`,
  'traffic.everyRequestIsCounted': ['every request is accounted for', '모든 요청의 결과가 집계됨'],
  'traffic.eachNumberOnce': `
    every number from 1 to the last, once each
    1번부터 마지막 번호까지 각각 한 번`,
  'traffic.noRequestSent': ['no request was sent', '전송된 요청이 없습니다'],
  'traffic.sentWithoutOutcome': `
    {sent} sent, {missing} without an outcome, {twice} counted twice
    {sent}건 전송, 결과 없음 {missing}건, 중복 집계 {twice}건`,
  'traffic.giveUrlOrRate': `
    give the address of the Service with --url, or a --rate above 0
    --url로 서비스의 주소를 지정하거나, --rate를 0보다 크게 하십시오`,
  'traffic.logWasCut': `
    the log of the traffic was cut: run again with a lower --rate or from a machine that reaches the NodePort
    트래픽 로그가 중간에 끊겼습니다. --rate를 낮추거나 NodePort에 연결되는 머신에서 다시 실행하십시오`,
  'traffic.nothingIsLost': ['lost requests = 0', '유실된 요청 = 0'],
  'traffic.fromTo': `
    {count} ({kinds}) from {first} to {last}
    {first}부터 {last}까지 {count}건 ({kinds})`,
  'traffic.allFromTo': `
    all {count} ({kinds}) from {first} to {last}
    {first}부터 {last}까지 {count}건 전부 ({kinds})`,
  'verdict.leftAsFound': ['the cluster is left as it was found', '클러스터를 처음 상태로 되돌림'],
  'verdict.allPutBack': ['everything put back', '모두 되돌렸습니다'],
  'verdict.everyCheckHolds': ['every check holds', '모든 검사를 통과했습니다'],
  'verdict.ranToItsEnd': ['the drill ran to its end', '점검이 끝까지 실행됨'],
  'verdict.everyStepDone': ['every step done in time', '모든 단계를 제시간에 완료'],
  'verdict.seeReport': `
    see what the cluster was doing then in the report
    그때 클러스터에서 일어난 일을 리포트에서 확인하십시오`,
  'verdict.followsFromTheStop': `
    this follows from what stopped the drill: see "the drill ran to its end"
    점검을 멈추게 한 원인의 결과입니다. "점검이 끝까지 실행됨"을 확인하십시오`,
  'verdict.reason': ['{check}: {actual}', '{check}: {actual}'],
  'lost.silence': `
    nothing answered at any time: kubectl get endpointslices -l kubernetes.io/service-name={service}, and the address after --url
    한 번도 응답이 없었습니다: kubectl get endpointslices -l kubernetes.io/service-name={service} 결과와 --url의 주소를 확인하십시오`,
  'lost.anotherAnswers': `
    something answers, with HTTP {status}, and not as this service does: look at the address after --url
    무언가가 HTTP {status}(으)로 응답하지만 이 서비스의 응답이 아닙니다: --url의 주소를 확인하십시오`,
  'lost.pathAnswers': `
    it answers every request with HTTP {status}: look at the path after --path and the address after --url
    모든 요청에 HTTP {status}(으)로 응답합니다: --path의 경로와 --url의 주소를 확인하십시오`,
});
