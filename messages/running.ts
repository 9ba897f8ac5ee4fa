import { catalogue } from './message.ts';

/** The run of a drill: consent, traffic, interruption, recording. */
export const RUNNING = catalogue({
  'consent.nobodyHere': `
    {question} Nobody is here to answer: say --yes
    {question} 대답할 사람이 없습니다. --yes를 지정하십시오`,
  'consent.nothingChanged': ['nothing was changed', '아무것도 변경하지 않았습니다'],
  'interruption.puttingBack': `
    interrupted: putting the cluster back; Ctrl-C again leaves at once
    중단: 클러스터를 되돌리는 중입니다. Ctrl-C를 한 번 더 누르면 바로 종료합니다`,
  'interruption.left': ['left: {left} ({remedy})', '남음: {left} ({remedy})'],
  'output.cannotWrite': `
    cannot write to {flag} {directory}: {error}
    {flag} {directory}에 쓸 수 없습니다: {error}`,
  'output.report': ['report: {path}', '리포트: {path}'],
  'replay.unknownDrill': `
    {file} is a recording of "{drill}"; there are: {names}
    {file}은(는) "{drill}"의 기록입니다. 사용할 수 있는 것: {names}`,
  'run-drill.timedOut': `
    timed out after {time} s waiting for {what}
    {time}초 안에 끝나지 않았습니다. 대기 중이던 것: {what}`,
  'run-drill.seeReport': `
    see in the report what the cluster was doing, or raise --timeout
    클러스터에서 일어난 일을 리포트에서 확인하거나 --timeout을 늘리십시오`,
  'run-drill.before': ['traffic before the action', '조치 전 트래픽'],
  'run-drill.after': ['traffic after the action', '조치 후 트래픽'],
  'run-drill.lastAnswers': ['the last answers', '마지막 응답'],
  'run-drill.puttingBack': ['the cluster to be put back ({left})', '클러스터 되돌리기 ({left})'],
  'run-drill.noSlowRequests': `
    no slow requests: this image answers at once (GET /work?waitMilliseconds)
    느린 요청 없음: 이 이미지는 곧바로 응답합니다(GET /work?waitMilliseconds)`,
  'run-drill.gaveUp': ['gave up: {reason}', '중단: {reason}'],
  'run-drill.notRolledOut': ['the Deployment is not rolled out', '디플로이먼트의 롤아웃이 완료되지 않음'],
  'run.leftOut': ['left out by --quick: {drills}', '--quick으로 제외: {drills}'],
  'run.where': `
    cluster {context} ({version}), namespace {namespace}
    클러스터 {context} ({version}), 네임스페이스 {namespace}`,
  'run.notManual': `
    --manual needs a drill that a person can do, too: {names}
    --manual에는 사람이 직접 할 수 있는 점검이 필요합니다: {names}`,
  'run.forbidden': `
    forbidden in namespace {namespace}: {rights} (kubectl auth can-i --list shows what is allowed)
    네임스페이스 {namespace}에서 권한이 없습니다: {rights} (kubectl auth can-i --list로 허용된 권한을 볼 수 있습니다)`,
  'run.recording': ['recording: {path}', '기록: {path}'],
  'run.notYours': `
    {what} needs the service of this project, with its faults and images; for deployment/{deployment} there are: {names}
    {what}에는 이 프로젝트의 서비스와 장애, 이미지가 필요합니다. deployment/{deployment}에 사용할 수 있는 것: {names}`,
  'until.tooFewSeconds': `
    --until {share} takes {requests} requests without a loss, {seconds} s at {rate} a second, and {drill} has {timeout} s: --timeout {more}, a higher --rate, or --until {reachable}
    --until {share}에는 유실 없는 요청 {requests}건이 필요하고 초당 {rate}건이면 {seconds}초가 걸리지만 {drill}에는 {timeout}초뿐입니다: --timeout {more}, 더 높은 --rate, 또는 --until {reachable}`,
  'until.outOfReach': `
    {share} cannot be excluded any more: {lost} lost, and {seconds} s are not left
    {share}은(는) 더 이상 배제할 수 없음: {lost}건 유실, {seconds}초가 남지 않았습니다`,
  'until.waiting': `
    {share} to be excluded: {sent} of {all} requests, {seconds} s more
    {share} 배제: 요청 {all}건 중 {sent}건, {seconds}초 더`,
  until: ['a loss of {share} is excluded', '{share}의 유실을 배제함'],
  'until.expected': ['below {share} with 95 % certainty', '95 % 신뢰수준에서 {share} 미만'],
  'until.remedy': `
    more requests, with --timeout or --rate; where some were lost, fix the cause first
    --timeout이나 --rate로 요청을 늘리십시오. 유실이 있었다면 그 원인을 먼저 고치십시오`,
  'graceful-shutdown.summary': `
    stops pods in three ways: at once loses requests, and has to; preStop.sleep and our own drain do not
    파드를 세 가지 방법으로 멈춥니다: 즉시 멈추면 반드시 요청을 잃고, preStop.sleep과 자체 드레인은 잃지 않습니다`,
  'recording.noVersion': `
    {file} is not a recording: it has no formatVersion (--record DIRECTORY writes them)
    {file}은(는) 기록이 아닙니다: formatVersion이 없습니다(--record DIRECTORY로 만듭니다)`,
  'recording.otherVersion': `
    {file} has format version {found}, this program reads {known}: replay it with the version of the project that wrote it
    {file}의 형식 버전은 {found}이고 이 프로그램은 {known}을 읽습니다. 기록을 만든 버전의 프로젝트로 replay하십시오`,
  'recording.notWhole': `
    {file} is not a whole recording: its timeline lacks a part
    {file}은(는) 온전한 기록이 아닙니다: 타임라인의 일부가 없습니다`,
  'recording.unreadable': `
    cannot read the recording {file}: {error}
    기록 {file}을(를) 읽을 수 없습니다: {error}`,
  'cleanups.notWithin': ['not within {time} s', '{time}초 안에 되지 않았습니다'],
  'cleanups.failed': ['{left}: {problem}', '{left}: {problem}'],
  'drill-run.cluster': ['the cluster', '클러스터'],
  'in-cluster.needsClient': `
    its image must be the app's, with {path} in it; or give an address that works from here with --url
    트래픽 파드의 이미지는 {path}이(가) 들어 있는 앱의 이미지여야 합니다. 또는 이 머신에서 연결되는 주소를 --url로 지정하십시오`,
  'in-cluster.removed': ['the traffic pod {pod} is removed', '트래픽 파드 {pod}이(가) 삭제됨'],
  'in-cluster.left': ['the traffic pod {pod} is there', '트래픽 파드 {pod}이(가) 남아 있음'],
  'in-cluster.sends': `
    the Service is out of reach from here: pod {pod} sends the traffic
    여기서 서비스에 연결할 수 없음: 파드 {pod}이(가) 트래픽을 보냄`,
  'in-cluster.logUnreadable': `
    the log of the traffic pod {pod} cannot be read: {error}
    트래픽 파드 {pod}의 로그를 읽을 수 없습니다: {error}`,
  'in-cluster.logsMustWork': `
    kubectl logs of any pod must work: the API server reaches the kubelet at port 10250; or give an address that works from here with --url
    kubectl logs가 어느 파드에서나 동작해야 합니다. API 서버가 kubelet의 포트 10250에 연결됩니다. 또는 이 머신에서 연결되는 주소를 --url로 지정하십시오`,
  'in-cluster.toRun': ['the traffic pod {pod} to run', '트래픽 파드 {pod}의 실행'],
  'in-cluster.doesNotRun': `
    the traffic pod does not run: {reason}
    트래픽 파드가 실행되지 않습니다: {reason}`,
  'in-cluster.exitCode': `
    exit code {code} of the image {image}: {line}
    이미지 {image}의 종료 코드 {code}: {line}`,
  'in-cluster.oldClient': `
    the traffic client in the image {image} is older than these drills: npm run images builds it, then load it (kind load docker-image, minikube image load, k3d image import); or give an address that works from here with --url
    이미지 {image}에 들어 있는 트래픽 클라이언트가 이 점검보다 오래되었습니다. npm run images로 이미지를 빌드한 뒤 로드하십시오(kind load docker-image, minikube image load, k3d image import). 또는 이 머신에서 연결되는 주소를 --url로 지정하십시오`,
  'in-cluster.logEmpty': ['its log is empty', '로그가 비어 있습니다'],
  'in-cluster.noLog': ['its log cannot be read', '로그를 읽을 수 없습니다'],
  'in-cluster.logStaysEmpty': ['it stays empty', '계속 비어 있습니다'],
  interrupted: ['interrupted', '중단되었습니다'],
  'interrupted.remedy': ['run it again', '다시 실행하십시오'],
  'interrupted.after': `
    interrupted after {after:seconds}, while waiting for {what}
    {after:seconds} 뒤 중단됨. 대기 중이던 것: {what}`,
  'interrupted.putBack': ['put back: {done:; }', '되돌림: {done:; }'],
  'interrupted.nothing': ['nothing had been changed', '변경한 것이 없었습니다'],
  waiting: ['waiting for {what}', '대기 중: {what}'],
  'waiting.still': ['still waiting for {what}', '계속 대기 중: {what}'],
  'left.question': `
    the drill {drill} of {since} was killed, and has left: {left}. Put it back?
    {since}의 점검 {drill}이(가) 강제로 끝나 남긴 것: {left}. 되돌릴까요?`,
});
