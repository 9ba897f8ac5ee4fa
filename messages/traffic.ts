import { catalogue } from './message.ts';

/** `npm run traffic`: its flags, its progress line, the table at the end. */
export const TRAFFIC = catalogue({
  'send.flag.rate': ['requests a second, 1 to 1000', '초당 요청 수, 1~1000'],
  'send.flag.seconds': `
    how long, 1 to 3600; Ctrl-C ends it earlier
    보내는 시간(초), 1~3600. Ctrl-C로 먼저 끝낼 수 있습니다`,
  'send.flag.until': `
    send until this share of losses is excluded with 95 % certainty, such as 0.05%; for --seconds at most
    이 비율의 유실이 95 % 신뢰수준에서 배제될 때까지 보냅니다. 예: 0.05%. 최대 --seconds 동안`,
  'send.flag.until.default': ['for --seconds', '--seconds 동안'],
  'send.flag.connections': `
    fresh: a connection for each request; keep-alive: ten connections that stay open; both: in turns
    fresh: 요청마다 새 연결. keep-alive: 열어 둔 연결 10개. both: 번갈아`,
  'send.flag.timeout': `
    milliseconds to wait for an answer, 1 to 60000
    응답을 기다리는 시간(밀리초), 1~60000`,
  'send.flag.people': `
    instead of a steady rate: at random, several requests in a row, mixed paths (/work, /hostname, /version), half of them on kept connections
    일정한 속도 대신 사용자처럼: 무작위로, 여러 요청을 이어서, 여러 경로(/work, /hostname, /version)로, 절반은 열어 둔 연결로`,
  'send.flag.ramp': `
    with --people: seconds from a tenth of the rate to the whole, 0 to 3600
    --people과 함께: 속도의 10분의 1에서 전체까지 걸리는 시간(초), 0~3600`,
  'send.flag.work': `
    with --people: milliseconds of CPU that a /work costs, 0 to 1000
    --people과 함께: /work 하나가 쓰는 CPU 시간(밀리초), 0~1000`,
  'send.flag.seed': `
    with --people: the same number gives the same users
    --people과 함께: 같은 숫자는 같은 사용자를 만듭니다`,
  'send.flag.slow': `
    beside these, so many requests a second that take 3 s, 0 to 50
    이와 함께 보내는, 3초 걸리는 요청의 초당 수, 0~50`,
  'send.flag.client': `
    a name under which the pods count their answers (X-App-Client)
    파드가 응답을 집계할 때 쓰는 이름(X-App-Client)`,
  'send.flag.firstNumber': ['number of the first request', '첫 요청의 번호'],
  'send.flag.json': `
    one JSON object a line: every request, then the summary
    한 줄에 JSON 객체 하나: 모든 요청, 그다음 요약`,
  'send.help': `
    Sends counted requests at a steady rate and tells what became of each of them.
    일정한 속도로 요청을 세어 보내고, 요청 하나하나의 결과를 알려 줍니다.`,
  'send.exitCode': `
    A URL without a path gets /hostname. Exit code: 0 nothing lost, 1 something lost or --until not reached, 2 not understood.
    경로가 없는 URL에는 /hostname을 붙입니다. 종료 코드: 0 유실 없음, 1 유실이 있거나 --until에 도달하지 못함, 2 잘못된 명령.`,
  'send.giveUrl': `
    give a URL, e.g. npm run traffic -- http://192.168.56.30:31221/hostname
    URL을 지정하십시오. 예: npm run traffic -- http://192.168.56.30:31221/hostname`,
  'send.url': ['the URL', 'URL'],
  'send.tooShort': `
    --until {share} takes {requests} requests without a loss, {seconds} s at {rate} a second: {advice}
    --until {share}: 유실 없이 요청 {requests}건이 필요하며, 초당 {rate}건이면 {seconds}초가 걸립니다. {advice}`,
  'send.longer': `
    --seconds {seconds} or a higher --rate
    --seconds {seconds}를 쓰거나 --rate를 높이십시오`,
  'send.faster': ['a higher --rate', '--rate를 높이십시오'],
  'send.head': `
    {url} · {rate} req/s · {connections} connections · {time:minutes}
    {url} · {rate} req/s · {connections} 연결 · {time:minutes}`,
  'send.busyMachine': `
    This machine was busy: one request left {late} ms late, and its latency counts that.
    이 머신이 바빠서 요청 하나가 {late} ms 늦게 나갔으며, 그 지연 시간에 포함됩니다.`,
  'send.sent': ['sent   ', '전송   '],
  'send.ok': ['ok', '성공'],
  'send.noneLost': ['lost', '유실'],
  'send.lost': ['LOST', '유실!'],
  'send.latency': `
    latency  {figures: · }, from the scheduled time
    지연 시간  {figures: · }, 예정된 시각부터`,
  'send.lostAt': ['lost at {from:seconds}: {count}', '{from:seconds}에 유실: {count}건'],
  'send.lostFromTo': `
    lost from {from:seconds} to {to:seconds}: {count}
    {from:seconds}부터 {to:seconds}까지 유실: {count}건`,
  'send.column.pod': ['pod', '파드'],
  'send.column.version': ['version', '버전'],
  'send.column.share': ['share', '비율'],
  'send.column.connections': ['connections', '연결'],
  'send.column.sent': ['sent', '전송'],
});
