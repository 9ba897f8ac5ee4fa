/** How sure a count is, and where requests were lost. */
export const KOREAN_EVIDENCE: Readonly<Record<string, string>> = {
  'nothing was sent': '전송한 요청이 없습니다',
  '{lost} of {sent} lost: below {share} with {certainty} certainty':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만',
  '{lost} of {sent} lost: below {share} with {certainty} certainty; {more} more in controls, which are meant to lose':
    '{sent}건 중 {lost}건 유실: {certainty} 확신도로 {share} 미만. 잃도록 만든 대조 실험에서 {more}건 더 유실',
  '{share} to be excluded: {sent} of {all} requests, {seconds} s more':
    '{share} 배제: 요청 {all}건 중 {sent}건, {seconds}초 더',
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
