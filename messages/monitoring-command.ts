import { catalogue } from './message.ts';

/** `npm run monitoring`: its flags, the checks of `check`, the steps of `install`. */
export const MONITORING_COMMAND = catalogue({
  'monitoring.flag.context': ['a cluster that kubectl knows', 'kubectl이 아는 클러스터'],
  'monitoring.flag.prometheus': `
    the address of Prometheus from this machine, if it is not found
    이 머신에서 연결할 Prometheus의 주소. 찾을 수 없을 때 지정`,
  'monitoring.flag.loki': `
    the address of Loki, likewise; for install: the address from Grafana
    Loki의 주소, 위와 같음. install에서는 Grafana에서 본 주소`,
  'monitoring.flag.undo': `
    removes what install added, and restores what it replaced
    install이 넣은 것을 제거하고 바꾼 것을 원래대로 복원`,
  'monitoring.flag.runbooks': `
    the URL of docs/runbooks, for the links in the alerts
    docs/runbooks를 읽을 수 있는 주소. 알림이 이 주소를 가리킵니다`,
  'monitoring.help.check': `
    checks that a cluster has what the monitoring lesson needs, and says how to add what is missing; exit code 1 if something is missing
    모니터링 실습에 필요한 것 중 없는 것과 조치를 보여 줍니다. 없는 것이 있으면 종료 코드 1`,
  'monitoring.help.install': `
    installs the dashboard in a Grafana without a sidecar, through its HTTP API
    사이드카가 없는 Grafana에 HTTP API로 대시보드를 넣습니다`,
  'monitoring.help.generate': `
    without either word: generates the dashboard and the alerts in operator/, and the links to the runbooks
    둘 다 없으면 파일을 생성합니다: operator/의 대시보드와 알림, 런북 링크`,
  'monitoring.help.GRAFANA_TOKEN': `
    an environment variable, or GRAFANA_USER and GRAFANA_PASSWORD; install asks if they are not set
    환경 변수. 또는 GRAFANA_USER와 GRAFANA_PASSWORD. install에 필요하면 묻습니다`,
  'monitoring.unknownVerb': `
    "{verb}" is not check or install (--help says what they do)
    "{verb}": check 또는 install이어야 합니다(--help로 설명을 볼 수 있습니다)`,
  'monitoring.whichGrafana': `
    Which Grafana? --grafana http://NODE:30001
    어느 Grafana입니까? --grafana http://NODE:30001`,
  'monitoring.looking': [
    'Looking at {context}; the clocks take up to 15 s ...\n',
    '{context} 확인 중. 시계 확인에 최대 15초가 걸립니다 ...\n',
  ],

  'stack-check.passed': ['ok     ', '정상  '],
  'stack-check.failed': ['MISSING', '없음  '],
  'stack-check.unknown': ['?      ', '미확인'],
  'stack-check.couldNotBeAsked': ['could not be asked: {error}', '확인할 수 없습니다: {error}'],
  'stack-check.anAnswer': ['an answer', '응답'],
  'stack-check.thatAnswers': ['a {name} that answers', '응답하는 {name}'],
  'stack-check.kubeStateMetrics': `
    kube-state-metrics, scraped with honor_labels
    kube-state-metrics가 honor_labels로 수집됨`,
  'stack-check.podInfo': `
    kube_pod_info with the label pod of the pod that it is about
    레이블 pod에 대상 파드의 이름이 있는 kube_pod_info`,
  'stack-check.knowsPods': ['knows {count} pods', '파드 {count}개의 정보가 있습니다'],
  'stack-check.lines': ["Loki has the pods' lines", 'Loki에 파드의 로그가 있음'],
  'stack-check.linesExpected': `
    lines of the last hour of every pod, as {stream}
    모든 파드의 최근 한 시간 로그, {stream}으로`,
  'stack-check.linesOfAll': ['of all {count} pods', '파드 {count}개 모두'],
  'stack-check.linesOfSome': `
    of the last hour none of {pods}
    최근 한 시간 동안 {pods}의 로그가 없습니다`,
  'stack-check.quietPod': `
    a pod without requests writes nothing: curl it once, then check again. Otherwise the log collector does not run on its node
    요청이 없는 파드는 로그를 남기지 않습니다. curl로 한 번 요청한 뒤 다시 확인하십시오. 그래도 없으면 그 노드에서 로그 수집기가 실행되지 않는 것입니다`,
  'stack-check.grafana': `
    Grafana has both data sources and the dashboard
    Grafana에 두 데이터 소스와 대시보드가 있음`,
  'stack-check.dataSource': ['Grafana has a data source for {name}', 'Grafana에 {name}의 데이터 소스가 있음'],
  'stack-check.clocksExpected': `
    this machine, Prometheus and every node within {tolerance:seconds}
    이 머신, Prometheus, 모든 노드의 차이가 {tolerance:seconds} 이내`,
  'stack-check.noClock': ['no clock could be read', '읽을 수 있는 시계가 없습니다'],
  'stack-check.cpuMetrics': `
    the CPU metrics that the HPA reads (metrics.k8s.io)
    HPA가 읽는 CPU 메트릭(metrics.k8s.io)`,
  'stack-check.cpuExpected': ['served, averaged over {seconds} s at most', '제공됨, 최대 {seconds}초의 평균'],
  'stack-check.cpuServedBy': ['served by {server}', '{server}이(가) 제공합니다'],
  'stack-check.cpuAveragedBy': `
    served by {server}, averaged over {seconds} s
    {server}이(가) {seconds}초의 평균으로 제공합니다`,
  'stack-check.cpuWindow': `
    the HPA ignores pods younger than that: start the load {minutes} minutes after the pods, and longer (/cpu-load?seconds=600); or let metrics-server serve them
    HPA는 그보다 늦게 시작한 파드를 무시합니다. 파드가 시작되고 {minutes}분 뒤에 부하를 더 길게 주거나(/cpu-load?seconds=600) metrics-server가 제공하게 하십시오`,
  'stack-check.cpuNobody': ['they are not served ({error})', '제공하는 것이 없습니다({error})'],
  'stack-check.cpuInstall': `
    install metrics-server; npm run up does
    metrics-server를 설치하십시오. npm run up이 설치합니다`,
  'stack-check.bringPods': ['npm run up, or kubectl apply -f k8s/', 'npm run up 또는 kubectl apply -f k8s/'],
  'stack-check.everySeconds': ['{pods}, every {seconds} s', '{pods}, {seconds}초마다'],
  'stack-check.someTwice': `
    {pods}, every {seconds} s, some of them twice: every request counts twice then
    {pods}, {seconds}초마다. 일부는 두 번 수집되어 요청이 두 번씩 집계됩니다`,
  'stack-check.mayNotList': `
    {account} may not list pods in the namespace {namespace}
    {account}은(는) 네임스페이스 {namespace}의 파드를 list할 권한이 없습니다`,
  'stack-check.noPodMonitor': ['there is no PodMonitor', 'PodMonitor가 없습니다'],
  'stack-check.podMonitorLabels': `
    Prometheus takes only PodMonitors that are labelled {labels}
    Prometheus는 레이블이 {labels}인 PodMonitor만 선택합니다`,

  'install.noPrometheus': `
    Grafana {version} has no data source of the type prometheus, and the dashboard would be empty. Add it first: {where}/connections/datasources
    Grafana {version}에 prometheus 유형의 데이터 소스가 없어 대시보드가 비게 됩니다. 먼저 추가하십시오: {where}/connections/datasources`,
  'install.provisioned': `
    Grafana has the dashboard from files of its own, which a request cannot change. Nothing to do.
    Grafana가 대시보드를 자신의 파일에서 읽으므로 요청으로 바꿀 수 없습니다. 할 일이 없습니다.`,
  'install.grafana': `
    Grafana {version} at {where}, data source "{source}"
    Grafana {version}, 주소 {where}, 데이터 소스 "{source}"`,
  'install.replaces': ['  replaces the dashboard "{title}"', '  대시보드 "{title}" 교체'],
  'install.adds': ['  adds the dashboard "{title}"', '  대시보드 "{title}" 추가'],
  'install.addsLoki': ['  adds a data source for Loki at {loki}', '  {loki}의 Loki를 데이터 소스로 추가'],
  'install.noLoki': [
    '  Loki is not among its data sources: say where it is with --loki URL, or the log panel stays empty',
    '  데이터 소스에 Loki가 없습니다. --loki URL로 주소를 지정하지 않으면 로그 패널이 비어 있습니다',
  ],
  'install.done': [
    '\nThe dashboard:  {where}/d/{name}\nTo undo it:     npm run monitoring -- install --undo --grafana {where}',
    '\n대시보드:   {where}/d/{name}\n되돌리기:   npm run monitoring -- install --undo --grafana {where}',
  ],
  'install.nothingToUndo': `
    Nothing to undo: no install into {where} is on record here.
    되돌릴 것이 없습니다. 여기에는 {where}에 install한 기록이 없습니다.`,
  'install.putsBack': ['Puts the dashboard back as it was.', '대시보드를 원래대로 복원합니다.'],
  'install.removes': ['Removes the dashboard.', '대시보드를 제거합니다.'],
  'install.removesLoki': `
    Removes the data source for Loki that was added.
    추가한 Loki 데이터 소스를 제거합니다.`,
  'install.undone': ['All undone.', '모두 되돌렸습니다.'],
  'install.noAnswer': `
    No Grafana answers at {where}: {error}
    {where}에서 Grafana가 응답하지 않습니다: {error}`,
  'install.tooOld': `
    Grafana {version} is too old for the dashboard, which needs {oldest} or later.
    Grafana {version}은(는) 대시보드에 너무 오래되었습니다. {oldest} 이상이 필요합니다.`,
  'install.notAllowed': `
    {where} does not let these credentials change anything ({error}). They come from GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, and have to be an administrator's.
    {where}에서 이 계정으로는 아무것도 변경할 수 없습니다({error}). GRAFANA_TOKEN, 또는 GRAFANA_USER와 GRAFANA_PASSWORD에 관리자의 계정을 지정하십시오.`,
  'install.nobody': `
    Nobody is here to ask. Say --yes. Nothing was touched.
    물어볼 사람이 없습니다. --yes를 쓰십시오. 아무것도 변경하지 않았습니다.`,
  'install.needsCredentials': `
    Grafana has to know who changes it: set GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD.
    Grafana를 변경할 계정이 필요합니다. GRAFANA_TOKEN, 또는 GRAFANA_USER와 GRAFANA_PASSWORD를 설정하십시오.`,
  'install.user': ['User of Grafana [admin]: ', 'Grafana 사용자 [admin]: '],
  'install.password': ['Password: ', '암호: '],
});
