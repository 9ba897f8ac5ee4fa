/** How sure a count is, and where requests were lost. */
export const KOREAN_EVIDENCE: Readonly<Record<string, string>> = {
  'nothing was sent': '전송한 요청이 없습니다',
  '{lost} of {sent} lost: below {share} with {certainty} certainty':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만',
  '{lost} of {sent} lost: below {share} with {certainty} certainty; {more} more in controls, which are meant to lose':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만. 잃도록 만든 대조 실험에서 {more}건 더 유실',
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
  'at once: deletion to the last request that {node} sent there':
    '즉시: 삭제부터 {node} 노드가 보낸 마지막 요청까지',
  'preStop.sleep: requests': 'preStop.sleep: 요청',
  'preStop.sleep: deletion to endpoints without the pod':
    'preStop.sleep: 삭제부터 엔드포인트에서 빠질 때까지',
  'preStop.sleep: deletion to the last request that a node sent there':
    'preStop.sleep: 삭제부터 노드가 보낸 마지막 요청까지',
  'preStop.sleep: deletion to the last request that {node} sent there':
    'preStop.sleep: 삭제부터 {node} 노드가 보낸 마지막 요청까지',
  'as found: requests': '있던 그대로: 요청',
  'as found: deletion to endpoints without the pod': '있던 그대로: 삭제부터 엔드포인트에서 빠질 때까지',
  'as found: deletion to the last request that a node sent there':
    '있던 그대로: 삭제부터 노드가 보낸 마지막 요청까지',
  'as found: deletion to the last request that {node} sent there':
    '있던 그대로: 삭제부터 {node} 노드가 보낸 마지막 요청까지',
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
};
