/** How sure a count is, and where requests were lost. */
export const KOREAN_EVIDENCE: Readonly<Record<string, string>> = {
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
};
