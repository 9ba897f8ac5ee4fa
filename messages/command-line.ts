import { catalogue } from './message.ts';

/** The flags that every command has, errors in a command line, and the flags of the drills. */
export const COMMAND_LINE = catalogue({
  'command-line.lang': ['en or ko', 'en 또는 ko'],
  'command-line.lang.default': ["the locale's", '로캘의 언어'],
  'command-line.yes': ['do not ask', '묻지 않습니다'],
  'command-line.help': ['this page', '이 도움말'],
  'command-line.default': ['default', '기본값'],
  'command-line.unknownFlag': `
    Unknown option '{flag}' (--help lists the flags)
    알 수 없는 플래그입니다: {flag} (플래그 목록: --help)`,
  'command-line.needsValue': `
    Option '{flag}' argument missing (--help lists the flags)
    플래그에 값이 필요합니다: {flag} (플래그 목록: --help)`,
  'command-line.takesNoValue': `
    Option '{flag}' does not take an argument (--help lists the flags)
    값을 받지 않는 플래그입니다: {flag} (플래그 목록: --help)`,
  'command-line.unknownWord': `
    unexpected argument "{words}" (--help lists the arguments)
    "{words}": 알 수 없는 인수입니다(인수 목록: --help)`,
  'command-line.notAnAddress': `
    {flag} {value} is not an http address such as {example}
    {flag} {value}: {example} 같은 http 주소가 아닙니다`,
  'command-line.hasCredentials': `
    {flag}: an address with a user name or password is not supported
    {flag}: 사용자 이름이나 암호가 들어 있는 주소는 쓸 수 없습니다`,
  'command-line.notAShare': `
    {flag} {value} is not a share from 0.001% to 50%, such as 0.05%
    {flag} {value}: 0.001%부터 50%까지의 비율이 아닙니다. 예: 0.05%`,
  'command-line.notANumber': `
    {flag} {value} is not a number from {least} to {most}
    {flag} {value}: {least}부터 {most}까지의 숫자가 아닙니다`,
  'command-line.notAChoice': ['{flag} {value} is not {list}', '{flag} {value}: {list} 중 하나여야 합니다'],
  'command-line.or': ['{first} or {last}', '{first} 또는 {last}'],
  'command-line.npmKept': [
    "npm kept {flags} to itself. What stands behind -- reaches the command:\n  {command} -- {rest}\n  {command} '--' {rest}    (in PowerShell)",
    "npm이 {flags}을(를) 자신의 플래그로 가져갔습니다. -- 뒤에 쓴 것만 명령에 전달됩니다:\n  {command} -- {rest}\n  {command} '--' {rest}    (PowerShell에서)",
  ],
  'terminal.yesOrNo': ['[y/N]', '[예/아니요]'],

  // Of the drills
  'flag.timeout': ['give up on a drill after this time', '이 시간이 지나면 점검을 포기'],
  'flag.timeout.default': ['each drill has its own', '점검마다 다름'],
  'flag.namespace': ['where the workload is', '워크로드가 있는 네임스페이스'],
  'flag.namespace.default': ["the context's, else default", '컨텍스트의 네임스페이스, 없으면 default'],
  'flag.context': ['which cluster of the kubeconfig', 'kubeconfig의 어느 클러스터인지'],
  'flag.context.default': ['the current one', '현재 컨텍스트'],
  'flag.rate': ['requests a second, 1 to 500', '초당 요청 수, 1~500'],
  'flag.until': `
    repeat the action until this share of losses is excluded, such as 0.05%
    이 비율의 유실이 배제될 때까지 동작을 반복합니다. 예: 0.05%`,
  'flag.until.default': ['one run', '한 번'],
  'flag.url': ['the Service as seen from here', '이 머신에서 연결할 서비스의 주소'],
  'flag.url.default': ['found by its NodePort', 'NodePort로 찾음'],
  'flag.prometheus': `
    Prometheus as seen from here, for monitoring
    이 머신에서 연결할 Prometheus의 주소, monitoring용`,
  'flag.stack.default': ['found by label and port', '레이블과 포트로 찾음'],
  'flag.loki': ['Loki, likewise', 'Loki의 주소, 위와 같음'],
  'flag.grafana': ['the address of Grafana, likewise', 'Grafana의 주소, 위와 같음'],
  'flag.report': `
    write report.html, report.json and junit.xml there
    이 디렉터리에 report.html, report.json, junit.xml 작성`,
  'flag.record': `
    write what each drill saw there, for replay
    replay를 위해 점검이 본 것을 이 디렉터리에 기록`,
  'flag.format': ['text, or github: annotations and a summary', 'text 또는 github(주석과 요약)'],
  'flag.format.default': ['github under Actions, else text', 'Actions에서는 github, 그 밖에는 text'],
  'flag.lang': ['en or ko, for terminal and report', 'en 또는 ko, 터미널과 리포트의 언어'],
  'flag.image-update': ['what rolling-update sets', 'rolling-update가 설정하는 이미지'],
  'flag.image-error': ['what failed-update sets', 'failed-update가 설정하는 이미지'],
  'flag.quick': `
    leave out what waits for an autoscaler or a deadline
    오토스케일러나 기한을 기다리는 점검은 제외`,
  'flag.manual': `
    surge: first you scale by hand, then the autoscaler scales, and the report compares both
    surge: 먼저 직접 스케일하고 다음에는 오토스케일러가 스케일하며, 두 결과를 비교합니다`,
  'flag.before': `
    traffic before the action; after "--" only, npm has a --before of its own
    조치 전 트래픽. npm에도 --before가 있으므로 "--" 뒤에만 쓰십시오`,
  'flag.after': ['traffic after it', '조치 후 트래픽'],
  'flag.patience': `
    how long to wait until the cluster is ready for a drill
    클러스터가 점검할 수 있는 상태가 될 때까지 기다리는 시간`,
  'flag.deployment': `
    another Deployment than ours: traffic-routing, rolling-update, node-drain, watch
    이 프로젝트가 아닌 디플로이먼트: traffic-routing, rolling-update, node-drain, watch`,
  'flag.service': ['its Service', '그 서비스'],
  'flag.service.default': ['of the same name', '같은 이름'],
  'flag.path': ['what is asked of it', '요청할 경로'],
  'flag.restart': `
    rolling-update of another Deployment: restart it; else you update it
    다른 디플로이먼트의 rolling-update: 재시작. 없으면 직접 업데이트`,
  'flag.seconds': ['how long watch watches', 'watch가 지켜보는 시간'],
  'flag.seconds.default': ['until Ctrl-C', 'Ctrl-C까지'],
  'flag.yes': ['do what would be asked for, without asking', '묻지 않고 실행'],
  'flag.notForReplay': `
    --{flag} means nothing to a replay: what was seen is in the recording
    --{flag}는 replay에서 쓸 수 없습니다: 관측한 내용은 기록에 있습니다`,
  'options.nameADrill': ['name a drill: {names}, or all', '점검 이름을 지정하십시오: {names}, all'],
  'options.unknownDrill': `
    unknown drill "{name}"; there are: {names}, or all
    "{name}" 점검은 없습니다. 사용할 수 있는 것: {names}, all`,
  'options.notAnImage': `
    {flag} {value} is not the name of an image
    {flag} {value}: 이미지 이름이 아닙니다`,
  'options.needsDeployment': `
    {flag} is for another Deployment than ours: name it with --deployment
    {flag}는 이 프로젝트가 아닌 디플로이먼트를 위한 것입니다. --deployment로 이름을 지정하십시오`,
  'options.notAName': `
    {flag} {value} is not the name of an object
    {flag} {value}: 오브젝트 이름이 아닙니다`,
  'options.notAPath': `
    --path {value} is not a path such as /healthz
    --path {value}: /healthz 같은 경로가 아닙니다`,
  'help.FAULTS_TOKEN': `
    environment: the token where faults are guarded by one
    환경 변수: 장애가 토큰으로 보호될 때의 토큰`,
  'help.GRAFANA_USER': `
    environment, with GRAFANA_PASSWORD or GRAFANA_TOKEN: where Grafana asks for a login
    환경 변수, GRAFANA_PASSWORD 또는 GRAFANA_TOKEN과 함께: Grafana에 로그인이 필요할 때`,
  'help.replay': `
    judges recordings again, with no cluster; without a file those that come with the project
    클러스터 없이 기록을 다시 판정합니다. 파일이 없으면 프로젝트에 들어 있는 기록을 사용합니다`,
  'help.exitCode': `
    Exit code: 0 all passed (or skipped, with the reason), 1 a drill failed, 2 it could not start.
    종료 코드: 0 모두 통과(또는 이유와 함께 건너뜀), 1 점검 실패, 2 시작할 수 없음.`,
});
