/** What a drill did, what the cluster said, and what is left where a cleanup failed. */
export const KOREAN_EVENTS: Readonly<Record<string, string>> = {
  'GET /memory-leak: {pod} is to be OOMKilled in {time} s':
    'GET /memory-leak: {pod} OOMKilled 예고 {time} s 후',
  'evicted {pod}': '{pod} 축출',
  // From the watches
  // Waiting
  // What is left
  // The report
  'The picture as a table': '그림의 내용을 표로',
  'Requests of each {time}, and replicas at its end': '{time}마다의 요청 수와 그 끝의 레플리카 수',
  'no.': '번호',
  replicas: '레플리카',
  memory: '메모리',
  'req/s': '요청/s',
  answers: '응답',
  'version {version}': '버전 {version}',
  'memory as Prometheus has it': 'Prometheus의 메모리',
  events: '이벤트',
  starting: '시작 중',
  pending: '대기 중(pending)',
  down: '중단됨',
  '{count} answers': '응답 {count}건',
  '{count} refused': '거부됨 {count}건',
  '{count} reset': '연결 끊김 {count}건',
  '{count} timeout': '시간 초과 {count}건',
  '{count} 5xx': '5xx {count}건',
  '{count} wrong-body': '다른 본문 {count}건',
  '{drill}: {sent} requests, none lost, {pods} pods.': '{drill}: 요청 {sent}건, 유실 없음, 파드 {pods}개.',
  '{drill}: {sent} requests, {lost} lost, from {from} to {to}, {pods} pods.':
    '{drill}: 요청 {sent}건, {from}부터 {to}까지 {lost}건 유실, 파드 {pods}개.',
  '{rate} req/s': '{rate} 요청/s',
  // Errors
  '{phase} from {from} to {to}': '{from}~{to} {phase}',
  'and {count} more times': '그 밖에 {count}번',
};
