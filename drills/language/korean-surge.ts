/** The drill `surge`, by itself and by hand. */
export const KOREAN_SURGE: Readonly<Record<string, string>> = {
  'in a second terminal, when you think that it is time: {command}':
    '다른 터미널에서, 늘릴 때라고 생각되면: {command}',
  'one request costs {cost} of CPU: {rate} use {total}, {share} of what {low} pods may use and {less} of {high}':
    '요청 하나에 CPU {cost}: {rate}이면 {total}, 파드 {low}개 한도의 {share}, {high}개 한도의 {less}',
  'opening day: users come, from {least} to {most} requests/s within {time}':
    '오픈 날: 사용자가 몰려옵니다. {time} 동안 초당 {least}건에서 {most}건으로',
  'the rush is over: {rate} requests/s are left': '급증 종료: 초당 {rate}건이 남았습니다',
  'one request costs': '요청 하나의 비용',
  'all users': '모든 사용자',
  '4 pods ready after': '파드 4개 준비까지',
  'users felt it for': '사용자가 불편을 겪은 시간',
  'requests slow (over 1 s)': '느린 요청(1 s 초과)',
  'requests shed (503)': '거부된 요청(503)',
  'requests lost': '유실된 요청',
  'containers restarted': '다시 시작된 컨테이너',
  '{count} of {all}': '{all}건 중 {count}건',
  'p99 during the surge': '급증 중 p99',
  'p99 in the calm -> with 4 pods': '평온할 때 -> 파드 4개일 때 p99',
  'end of the surge to 2 desired': '급증 종료부터 원하는 레플리카 2까지',
  'by hand': '손으로',
  'by itself': '스스로',
  figure: '수치',
  // What it does and waits for
  'opening day: more users every second than two pods can serve; the autoscaler adds pods in time':
    '오픈 날: 파드 둘이 감당할 수 없을 만큼 매초 늘어나는 사용자. 오토스케일러가 제때 파드를 늘립니다',
  'surge: by your own hand first, then by itself, and the two side by side':
    'surge: 먼저 손으로, 다음에는 스스로, 그리고 둘을 나란히',
  '--manual needs a drill that a person can do, too: {names}':
    '--manual에는 사람이 직접 할 수 있는 점검이 필요합니다: {names}',
  'kubectl patch hpa {name}: selectPolicy Disabled, it does not scale':
    'kubectl patch hpa {name}: selectPolicy Disabled, 스케일하지 않음',
  'kubectl patch hpa {name}: it scales again': 'kubectl patch hpa {name}: 다시 스케일함',
  'the autoscaler does not scale (selectPolicy: Disabled)':
    '오토스케일러가 스케일하지 않음(selectPolicy: Disabled)',
  'the autoscaler has not come back to {count} replicas': '오토스케일러가 {count}개로 돌아오지 않음',
  'the CPU of pods without traffic to be measured': '트래픽이 없는 파드의 CPU 측정',
  'the CPU that one request costs to be measured': '요청 하나가 쓰는 CPU 측정',
  'the autoscaler to make {high} pods of {low}': '오토스케일러가 파드를 {low}개에서 {high}개로 늘리기',
  'a person to type: {command}': '사람이 입력: {command}',
  '{count} pods to be ready': '파드 {count}개의 준비',
  'every pod to be ready': '모든 파드의 준비',
  'all users to have come': '모든 사용자의 도착',
  'those who wait to be answered': '기다리던 요청의 응답',
  '{count} pods to serve all users': '파드 {count}개가 모든 사용자에게 응답',
  '{count} replicas again, after the stabilisation window': '안정화 윈도우가 지난 뒤 다시 레플리카 {count}개',
  // Why it did not begin
  'two pods of {limit} are too small from {total} on; this drill uses {most} at most':
    '한도가 {limit}인 파드 둘은 {total}부터 모자랍니다. 이 점검은 최대 {most}만 씁니다',
  'a request seems to cost {cost} of CPU, less than the work that it asks for':
    '요청 하나의 CPU가 {cost}로 측정되었습니다. 요청한 작업보다 적습니다',
  'something else used CPU in these pods, or the traffic did not reach them: run again when they are quiet':
    '이 파드에서 다른 작업이 CPU를 썼거나 트래픽이 닿지 않았습니다. 조용할 때 다시 실행하십시오',
  'the pods do not tell their CPU': '파드가 CPU를 알려 주지 않습니다',
  'GET /info of a pod, by way of the API server, must answer with usage.cpuMillicores: kubectl auth can-i get pods/proxy':
    'API 서버를 거친 파드의 GET /info가 usage.cpuMillicores를 알려 주어야 합니다: kubectl auth can-i get pods/proxy',
  'the container has no CPU limit that two pods could be too small for':
    '컨테이너에 CPU 제한이 없어 파드 둘이 모자랄 수 없습니다',
};
