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
  // What it does and waits for
  'kubectl patch hpa {name}: selectPolicy Disabled, it does not scale':
    'kubectl patch hpa {name}: selectPolicy Disabled, 스케일하지 않음',
  'kubectl patch hpa {name}: it scales again': 'kubectl patch hpa {name}: 다시 스케일함',
  // Why it did not begin
};
