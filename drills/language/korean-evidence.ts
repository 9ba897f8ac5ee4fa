/** How sure a count is, and where requests were lost. */
export const KOREAN_EVIDENCE: Readonly<Record<string, string>> = {
  'nothing was sent': '전송한 요청이 없습니다',
  '{lost} of {sent} lost: below {share} with {certainty} certainty':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만',
  '{lost} of {sent} lost: below {share} with {certainty} certainty; {more} more in controls, which are meant to lose':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만. 잃도록 만든 대조 실험에서 {more}건 더 유실',
  'no slow requests were sent: an older recording, or an image that cannot wait':
    '느린 요청을 보내지 않았습니다(이전 기록이거나 기다릴 수 없는 이미지)',
  'none was in flight when a pod was told to stop': '파드가 종료 신호를 받을 때 처리 중이던 요청이 없습니다',
  'this recording is older than the count of the pods': '파드가 응답 수를 세기 전의 기록입니다',
  'no pod stopped at once': '즉시 멈춘 파드가 없습니다',
  'no slow requests: this image answers at once (GET /work?waitMilliseconds)':
    '느린 요청 없음: 이 이미지는 곧바로 응답합니다(GET /work?waitMilliseconds)',
  'stops pods in three ways: at once loses requests, and has to; preStop.sleep and our own drain do not':
    '파드를 세 가지 방법으로 멈춥니다: 즉시 멈추면 반드시 요청을 잃고, preStop.sleep과 자체 드레인은 잃지 않습니다',
  'rolled out DRAIN_DELAY_MS=0: the pods as found stop': 'DRAIN_DELAY_MS=0 배포: 있던 그대로의 파드가 멈춤',
  'rolled out preStop.sleep of {seconds} s: pods stop at once':
    'preStop.sleep {seconds}초 배포: 파드가 즉시 멈춤',
  'rolled out what was found: pods stop after preStop.sleep':
    '원래 설정 배포: 파드가 preStop.sleep 뒤에 멈춤',
  'rolled out what was found: pods stop at once': '원래 설정 배포: 파드가 즉시 멈춤',
  'no preStop.sleep here: {reason}': '이 클러스터에는 preStop.sleep이 없음: {reason}',
  'every pod to be replaced ({way})': '모든 파드의 교체({way})',
  'what is lost late': '늦은 유실',
  'go on, and repeat the action, until so much loss is excluded, as 0.05%':
    '그만큼의 유실이 배제될 때까지 계속하며 동작을 반복합니다. 예: 0.05%',
  'one run': '한 번',
  '--until {share} takes {requests} requests without a loss, {seconds} s at {rate} a second, and {drill} has {timeout} s: --timeout {more}, a higher --rate, or --until {reachable}':
    '--until {share}에는 유실 없는 요청 {requests}건이 필요하고 초당 {rate}건이면 {seconds}초가 걸리지만 {drill}에는 {timeout}초뿐입니다: --timeout {more}, 더 높은 --rate, 또는 --until {reachable}',
  'rollout restart': '롤아웃 재시작',
  '{share} to be excluded: {sent} of {all} requests, {seconds} s more':
    '{share} 배제: 요청 {all}건 중 {sent}건, {seconds}초 더',
  '{share} cannot be excluded any more: {lost} lost, and {seconds} s are not left':
    '{share}은(는) 더 이상 배제할 수 없음: {lost}건 유실, {seconds}초가 남지 않았습니다',
  'at once: requests': '즉시: 요청',
  'at once: deletion to endpoints without the pod': '즉시: 삭제부터 엔드포인트에서 빠질 때까지',
  'at once: deletion to the last request that a node sent there':
    '즉시: 삭제부터 노드가 보낸 마지막 요청까지',
  'preStop.sleep: requests': 'preStop.sleep: 요청',
  'preStop.sleep: deletion to endpoints without the pod':
    'preStop.sleep: 삭제부터 엔드포인트에서 빠질 때까지',
  'preStop.sleep: deletion to the last request that a node sent there':
    'preStop.sleep: 삭제부터 노드가 보낸 마지막 요청까지',
  'as found: requests': '있던 그대로: 요청',
  'as found: deletion to endpoints without the pod': '있던 그대로: 삭제부터 엔드포인트에서 빠질 때까지',
  'as found: deletion to the last request that a node sent there':
    '있던 그대로: 삭제부터 노드가 보낸 마지막 요청까지',
  'not checked: {reason}': '검사하지 않음: {reason}',
  'compared with': '비교 대상',
  'meant to be lost: {lost} of {sent}': '유실되도록 만든 대조 실험: {sent}건 중 {lost}건',
  '{lost} meant to be': '대조 실험 {lost}건',
  'and {count} more causes, in the report': '원인 {count}개는 리포트에 더 있습니다',
  why: '원인',
  'out of the endpoints': '엔드포인트에서 제외',
  'container ended': '컨테이너 종료',
  'pod removed': '파드 제거',
  '{count} refused': '연결 거부 {count}건',
  '{count} reset': '연결 끊김 {count}건',
  '{count} timed out': '시간 초과 {count}건',
  '{count} answered 5xx': '5xx 응답 {count}건',
  '{count} answered 5xx ({status})': '5xx({status}) 응답 {count}건',
  '{count} answered wrongly': '잘못된 응답 {count}건',
  '{count} answered wrongly ({status})': '잘못된 응답({status}) {count}건',
  '{what}, {span} after the container of {pod} ended with {ending}, {endpoints}':
    '{what}: {pod}의 컨테이너가 {ending}(으)로 끝난 뒤 {span}, {endpoints}',
  '{what}, {span} after SIGTERM of {pod}, which was killed at the end of its grace period of {seconds} s':
    '{what}: {pod}의 SIGTERM 뒤 {span}. 파드는 유예 기간 {seconds}초가 끝나 강제 종료되었습니다',
  '{what}, {span} after SIGTERM of {pod}: it refused what the nodes still sent to it':
    '{what}: {pod}의 SIGTERM 뒤 {span}. 노드가 아직 보내던 요청을 거절했습니다',
  '{what}, {span} after SIGTERM of {pod}: they were on connections that ended with the container':
    '{what}: {pod}의 SIGTERM 뒤 {span}. 컨테이너와 함께 끝난 연결에 있었습니다',
  '{what}, {span} after SIGTERM of {pod}, which took no connections any more, {endpoints}':
    '{what}: {pod}의 SIGTERM 뒤 {span}. 더는 연결을 받지 않았고, {endpoints}',
  '{what}, {span} after the container of {pod} ended, {endpoints}':
    '{what}: {pod}의 컨테이너가 끝난 뒤 {span}, {endpoints}',
  '{from} to {to} s': '{from}~{to} s',
  'until {time} after the endpoints were without it: so long a node still sent requests there':
    '엔드포인트에서 빠진 지 {time}까지도 노드가 그곳으로 요청을 보냈습니다',
  'while the endpoints still had it': '엔드포인트에 아직 남아 있었습니다',
  '{time} or more after the endpoints were without it': '엔드포인트에서 빠진 지 {time} 이상 지났습니다',
  'which left the endpoints {time} after the first of them': '첫 유실 {time} 뒤에 엔드포인트에서 빠졌습니다',
  '{what} while no pod was in the endpoints': '{what}: 엔드포인트에 파드가 하나도 없었습니다',
  '{what} by {pod}, which was not in the endpoints then': '{what}: 그때 엔드포인트에 없던 {pod}의 응답',
  '{what} just after {pod} joined the endpoints, before its first answer':
    '{what}: {pod}이(가) 엔드포인트에 들어간 직후, 첫 응답 전',
  '{what} by {pod}, which ran and was in the endpoints': '{what}: 실행 중이며 엔드포인트에 있던 {pod}의 응답',
  '{what}, and no container ended and no pod left the endpoints then':
    '{what}: 그때 끝난 컨테이너도 엔드포인트에서 빠진 파드도 없었습니다',
  '{what}, and no container ended and no pod left the endpoints then: the answers came too late':
    '{what}: 그때 끝난 컨테이너도 엔드포인트에서 빠진 파드도 없었고, 응답이 너무 늦었습니다',
  'pods that are too busy answer late: see their CPU in the report, kubectl top pods, and more replicas; or the network between here and the node':
    '너무 바쁜 파드는 늦게 응답합니다: 리포트의 CPU와 kubectl top pods를 확인하고 레플리카를 늘리십시오. 또는 여기와 노드 사이의 네트워크를 확인하십시오',
  'a pod must stop being ready before it stops answering: readiness at a share of the memory limit, a liveness probe that lets a slow pod live':
    '파드는 응답을 멈추기 전에 준비되지 않은 상태가 되어야 합니다: 메모리 제한의 일정 비율에서 레디니스 해제, 느린 파드를 살려 두는 라이브니스 프로브',
  'raise terminationGracePeriodSeconds above the drain delay and the longest request, or end sooner':
    'terminationGracePeriodSeconds를 드레인 지연과 가장 긴 요청의 합보다 크게 하거나 더 일찍 끝내십시오',
  'a pod that drains goes on answering, and says no to the readiness probe alone':
    '드레인 중인 파드는 계속 응답하고 레디니스 프로브에만 아니라고 답해야 합니다',
  'raise the drain delay above {time}, counted from the deletion: DRAIN_DELAY_MS, or lifecycle.preStop.sleep':
    '삭제부터 세어 드레인 지연을 {time}보다 크게 하십시오: DRAIN_DELAY_MS 또는 lifecycle.preStop.sleep',
  'a pod that is told to stop serves its kept connections for a while, and ends each with an answer of Connection: close: DRAIN_DELAY_MS':
    '종료 신호를 받은 파드는 열린 연결을 잠시 더 처리하고 Connection: close 응답으로 하나씩 끝냅니다: DRAIN_DELAY_MS',
  'kubectl get endpointslices -l kubernetes.io/service-name=app-1-2-2-1: more replicas, or a readiness probe that says no later':
    'kubectl get endpointslices -l kubernetes.io/service-name=app-1-2-2-1: 레플리카를 늘리거나 레디니스 프로브가 더 늦게 실패하게 하십시오',
  'something sends past the readiness of the pods: publishNotReadyAddresses, a selector of another Service, a proxy with a list of its own':
    '파드의 레디니스와 무관하게 요청을 보내는 것이 있습니다: publishNotReadyAddresses, 다른 서비스의 셀렉터, 자체 목록을 가진 프록시',
  'its readiness probe says yes before it listens: ask the port that serves':
    '레디니스 프로브가 포트를 열기 전에 성공합니다: 서비스하는 포트를 조회하십시오',
  'kubectl logs {pod}; a 503 with Retry-After is load that it sheds: http_requests_shed_total':
    'kubectl logs {pod}; Retry-After가 있는 503은 파드가 덜어 낸 부하입니다: http_requests_shed_total',
  'it happened between here and the node: npm run traffic shows the error code; try another node with --url':
    '여기와 노드 사이에서 일어났습니다: npm run traffic이 오류 코드를 보여 줍니다. --url로 다른 노드를 시도하십시오',
};
