import { catalogue } from './message.ts';

/** The monitoring lesson: checks of Prometheus, Loki and Grafana, whose own terms are not translated. */
export const MONITORING = catalogue({
  'stack.silent': ['{name} does not answer: {error}', '{name}이(가) 응답하지 않습니다: {error}'],
  'stack.isItReady': `
    kubectl get pods -A: is its pod running and ready? kubectl describe it
    kubectl get pods -A: 파드가 실행 중이고 준비 상태입니까? kubectl describe로 확인하십시오`,
  'stack.none': ['there is no {name}', '{name}이(가) 없습니다'],
  'stack.bring': `
    npm run up -- --monitoring, or name yours with {flag} URL
    npm run up -- --monitoring을 실행하거나 {flag} URL로 주소를 지정하십시오`,
  'stack.seeItsLog': `
    kubectl get pods -A, and the log of the pod behind {where}
    kubectl get pods -A와 {where} 파드의 로그를 확인하십시오`,
  'stack.problem': ['{where}: {problem}', '{where}: {problem}'],
  'stack.services': ['services in all namespaces: {said}', '모든 네임스페이스의 서비스: {said}'],
  'stack.notAsItself': ['{where}: answers, but not as {kind}', '{where}: 응답하지만 {kind}의 응답이 아님'],
  'stack.noJson': ['answers {text}, which is no JSON', 'JSON이 아닌 {text}을(를) 응답'],
  'clocks.agree': ['the clocks agree', '시계가 일치함'],
  'clocks.set': `
    set the clock of the machine that is off: timedatectl set-ntp true, or chronyc makestep where chrony runs; until then Grafana is empty where it should not be
    어긋난 머신의 시계를 맞추십시오: timedatectl set-ntp true, chrony를 쓰면 chronyc makestep. 그때까지 Grafana가 비어 보일 수 있습니다`,
  'clocks.expected': `
    this machine, Prometheus and the node of {pod} within {time:seconds}
    이 머신, Prometheus, {pod}의 노드가 {time:seconds} 이내`,
  'clocks.theNode': ['the node', '노드'],
  'clocks.firstAhead': `
    {clock} is {time:seconds} ahead of this machine
    {clock}: 이 머신보다 {time:seconds} 빠름`,
  'clocks.firstBehind': `
    {clock} is {time:seconds} behind this machine
    {clock}: 이 머신보다 {time:seconds} 느림`,
  'clocks.nextAhead': ['{clock} {time:seconds} ahead of it', '{clock}: {time:seconds} 빠름'],
  'clocks.nextBehind': ['{clock} {time:seconds} behind it', '{clock}: {time:seconds} 느림'],
  'grafana.expected': `
    a Grafana with the dashboard {name}, Prometheus and Loki
    대시보드 {name}, Prometheus, Loki가 있는 Grafana`,
  'grafana.asksForLogin': ['{where} asks for a login: {problem}', '{where}에 로그인이 필요합니다: {problem}'],
  'grafana.login': `
    set GRAFANA_USER and GRAFANA_PASSWORD, or with --grafana URL also GRAFANA_TOKEN
    GRAFANA_USER와 GRAFANA_PASSWORD를 설정하십시오. --grafana URL과 함께라면 GRAFANA_TOKEN도 됩니다`,
  'grafana.hasDashboard': ['the dashboard is in Grafana', '대시보드가 Grafana에 있음'],
  'grafana.dashboard': ['the dashboard {name}', '대시보드 {name}'],
  'grafana.dashboardMissing': ['the dashboard is missing in {where}', '{where}에 대시보드가 없습니다'],
  'grafana.installDashboard': `
    npm run monitoring -- install --grafana URL puts it there; a ConfigMap does so only where Grafana has a sidecar
    npm run monitoring -- install --grafana URL로 넣을 수 있습니다. ConfigMap은 Grafana에 사이드카가 있을 때만 동작합니다`,
  'grafana.noDataSource': ['no data source of type {type}', '{type} 유형의 데이터 소스가 없습니다'],
  'grafana.dataSourcesExpected': `
    one of Prometheus and one of Loki, each with something of this workload
    Prometheus 하나와 Loki 하나, 각각 이 워크로드의 데이터 있음`,
  'grafana.addLoki': `
    npm run monitoring -- install --grafana URL offers to add Loki
    npm run monitoring -- install --grafana URL로 Loki를 추가할 수 있습니다`,
  'grafana.saveAndTest': `
    Connections > Data sources > Save & test says what is wrong with the address
    Connections > Data sources > Save & test에서 주소의 문제를 확인할 수 있습니다`,
  'grafana.dataSourcesAnswer': ["Grafana's data sources answer", 'Grafana의 데이터 소스가 응답함'],
  'grafana.nothingOfIt': ['has nothing of this workload', '이 워크로드의 데이터가 없습니다'],
  'kube-state-metrics.wrongLabels': ['wrong labels: {labels}', '잘못된 레이블: {labels}'],
  'kube-state-metrics.honorLabels': `
    honor_labels: true in the scrape configuration of kube-state-metrics
    kube-state-metrics의 수집 설정에 honor_labels: true가 필요합니다`,
  'kube-state-metrics.notScraped': `
    kube-state-metrics is not scraped
    kube-state-metrics가 수집되지 않습니다`,
  'kube-state-metrics.bring': `
    npm run up -- --monitoring brings kube-state-metrics; without it reasons of restarts and the HPA are missing
    npm run up -- --monitoring으로 kube-state-metrics를 설치할 수 있습니다. 없으면 재시작 이유와 HPA 값이 보이지 않습니다`,
  'kube-state-metrics.doesNotTell': `
    kube-state-metrics has no metric of it
    kube-state-metrics에 그 메트릭이 없습니다`,
  'kube-state-metrics.seeItsLog': `
    kubectl logs the pod of kube-state-metrics: may it list pods in this namespace?
    kube-state-metrics 파드의 로그를 확인하십시오. 이 네임스페이스의 파드를 list할 수 있습니까?`,
  'kube-state-metrics.down': ['kube-state-metrics is down', 'kube-state-metrics가 동작하지 않습니다'],
  'kube-state-metrics.isItReady': `
    kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics: is it running and ready?
    kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics: 실행 중이고 준비 상태입니까?`,
  'log-lines.wrongLabels': `
    wrong labels: the lines are there, but not under {selector}: {found}
    잘못된 레이블: 줄은 있지만 {selector} 아래가 아닙니다: {found}`,
  'log-lines.setLabels': `
    let the collector set the labels namespace, pod and container
    수집기가 namespace, pod, container 레이블을 설정해야 합니다`,
  'log-lines.noCollector': `
    no log collector: {where} has no lines at all
    로그 수집기가 없습니다: {where}에 아무 줄도 없습니다`,
  'log-lines.bringCollector': `
    npm run up -- --monitoring brings one; else look at its DaemonSet: kubectl get daemonsets -A
    npm run up -- --monitoring으로 설치할 수 있습니다. 이미 있으면 데몬셋을 확인하십시오: kubectl get daemonsets -A`,
  'log-lines.onlyOthers': `
    {where} has lines of other pods, none of {pod}
    {where}에 다른 파드의 줄은 있지만 {pod}의 줄은 없습니다`,
  'log-lines.doesItRun': `
    does the collector run on the node of this pod (kubectl get pods -A -o wide), and does it read this namespace?
    이 파드의 노드에서 수집기가 실행됩니까(kubectl get pods -A -o wide)? 이 네임스페이스를 읽습니까?`,
  'scraping.everyPod': ['Prometheus scrapes every pod', 'Prometheus가 모든 파드를 수집함'],
  'scraping.everyPodExpected': ['{series} of each pod', '파드마다 {series}'],
  'scraping.podsBy': ['{count} pods by {where}', '{where}에서 파드 {count}개'],
  'scraping.noPods': `
    kubectl get pods: the drill saw none
    kubectl get pods: 점검이 파드를 보지 못했습니다`,
  'scraping.wrongLabels': `
    {pod} is scraped, but not as {labels}: wrong labels {found}
    {pod}이(가) 수집되지만 {labels}이(가) 아닙니다. 잘못된 레이블 {found}`,
  'scraping.relabel': `
    relabel __meta_kubernetes_namespace to namespace and __meta_kubernetes_pod_name to pod in the scrape configuration
    수집 설정에서 __meta_kubernetes_namespace를 namespace로, __meta_kubernetes_pod_name을 pod로 relabel하십시오`,
  'scraping.dropped': `
    {pod} is not scraped: it is found, but no scrape configuration keeps it
    {pod}이(가) 수집되지 않습니다. 발견되었지만 해당하는 수집 설정이 없습니다`,
  'scraping.down': ['{pod} is not scraped: {error}', '{pod}이(가) 수집되지 않습니다: {error}'],
  'scraping.networkPolicy': [
    'does a NetworkPolicy keep Prometheus out? The port is `http`, the path /metrics',
    'NetworkPolicy가 Prometheus를 막고 있습니까? 포트는 `http`, 경로는 /metrics입니다',
  ],
  'scraping.noInfo': ['{pod} is scraped, but has no app_info', '{pod}이(가) 수집되지만 app_info가 없습니다'],
  'scraping.noTarget': ['{pod} is not scraped: no target', '{pod}이(가) 수집되지 않습니다: 타깃 없음'],
  'scraping.annotate': [
    'kubectl apply -f k8s/ (the annotations prometheus.io/scrape), or -k observability/operator/ with the operator, with the `release` label that it selects: npm run monitoring -- check',
    'kubectl apply -f k8s/ (prometheus.io/scrape 어노테이션), 오퍼레이터를 쓰면 오퍼레이터가 선택하는 `release` 레이블과 함께 -k observability/operator/: npm run monitoring -- check',
  ],
  'scraping.notLookedInto': `
    {pod} is not scraped: Prometheus finds nothing in namespace {namespace}
    {pod}이(가) 수집되지 않습니다: Prometheus가 네임스페이스 {namespace}에서 아무것도 찾지 못합니다`,
  'scraping.needsRights': `
    its ServiceAccount needs get, list and watch on pods, services and endpoints in {namespace}: npm run monitoring -- check
    Prometheus의 서비스어카운트에 {namespace}의 파드, 서비스, 엔드포인트에 대한 get, list, watch 권한이 필요합니다: npm run monitoring -- check`,
  'scraping.see': `
    see whether and how often the pod is scraped: npm run monitoring -- check
    파드가 수집되는지, 얼마나 자주 수집되는지 확인하십시오: npm run monitoring -- check`,
  'scraping.answerExpected': ['an answer of Prometheus about {pod}', '{pod}에 대한 Prometheus의 응답'],
  'scraping.health': ['its target is {health}', '타깃의 상태는 {health}'],
  'kill.name': `
    Prometheus has the kill and the restart at the cluster's times
    Prometheus의 종료와 재시작 시각이 클러스터와 같음`,
  'kill.bothEnds': `
    the end of one process and the start of the next, in the cluster and in Prometheus
    한 프로세스의 끝과 다음 프로세스의 시작, 클러스터와 Prometheus에서`,
  'kill.notInCluster': ['the cluster has seen no restart', '클러스터에서 재시작이 관측되지 않았습니다'],
  'kill.notInPrometheus': ['Prometheus has seen no restart', 'Prometheus에서 재시작이 관측되지 않았습니다'],
  'kill.expected': ['within two scrapes ({time:seconds})', '수집 두 번 이내({time:seconds})'],
  'kill.seen': `
    the curve ends {kill} the kill; the new process began {start} the restart and was scraped {seen} it
    곡선의 끝: 종료 기준 {kill}; 새 프로세스의 시작: 재시작 기준 {start}, 첫 수집 {seen}`,
  'kill.before': ['{time:seconds} before', '{time:seconds} 전'],
  'kill.after': ['{time:seconds} after', '{time:seconds} 후'],
  'log.everyLine': ['every progress line of the leak is in Loki', '누수의 모든 진행 로그가 Loki에 있음'],
  'log.everyLineExpected': ['{count} lines, as the kubelet has them', 'kubelet과 같은 {count}줄'],
  'log.lineASecond': ['a progress line for each second of the leak', '누수 중 매초 한 줄'],
  'log.noneWritten': ['the pod itself has written none', '파드가 쓴 줄이 없습니다'],
  'log.level': `
    LOG_LEVEL on the Deployment must not be above info
    디플로이먼트의 LOG_LEVEL이 info보다 높으면 안 됩니다`,
  'log.all': ['{count}, to the last', '마지막까지 {count}줄'],
  'log.readToTheEnd': `
    the log collector must read a file to its end after its container is gone, and retry what Loki refuses: see its log
    로그 수집기는 컨테이너가 사라진 뒤에도 파일을 끝까지 읽고, Loki가 거부한 것은 다시 보내야 합니다. 수집기의 로그를 확인하십시오`,
  'log.successor': ["the successor's first line is in Loki", '다음 컨테이너의 첫 줄이 Loki에 있음'],
  'log.firstLine': ['a first line', '첫 줄'],
  'log.lineOf': ['the line of {time}', '{time}의 줄'],
  'log.nothingWritten': ['the new container has written nothing', '새 컨테이너가 쓴 줄이 없습니다'],
  'log.notThere': ['not there', '없음'],
  'log.seeNewFiles': `
    the log collector must see the file of a new container within seconds: see its log
    로그 수집기는 새 컨테이너의 파일을 몇 초 안에 찾아야 합니다. 수집기의 로그를 확인하십시오`,
  'log.linesOf': ['the lines of {pod}', '{pod}의 줄'],
  'log.toCompare': ['the log of {pod}, to compare Loki with', 'Loki와 비교할 {pod}의 로그'],
  'log.unreadable': ['it cannot be read: {error}', '읽을 수 없습니다: {error}'],
  'log.reachKubelet': `
    kubectl logs --previous {pod}: the API server must reach the kubelet
    kubectl logs --previous {pod}: API 서버가 kubelet에 연결되어야 합니다`,
  'log.wrapped': ['the lines are wrapped: {line}', '줄이 감싸여 있습니다: {line}'],
  'log.unwrap': [
    'let the collector unwrap the format of the container runtime (`cri` or `docker`): a line is what the pod wrote',
    '수집기가 컨테이너 런타임의 형식(`cri` 또는 `docker`)을 벗겨야 합니다. 한 줄은 파드가 쓴 그대로여야 합니다',
  ],
  'log.missingEnd': `
    {found} of {all}; missing the end, from {time}
    {all}줄 중 {found}줄; {time}부터 끝까지 없음`,
  'log.missing': ['{found} of {all}; missing among others {time}', '{all}줄 중 {found}줄; {time} 등이 없음'],
  'log.there': ['there', '있음'],
  'memory.name': `
    the pod whose memory rises in Prometheus is the one that leaks
    Prometheus에서 메모리가 늘어나는 파드가 누수 중인 파드임`,
  'memory.unknown': ['{pod}, whose limit and scrape interval are known', '제한과 수집 간격을 아는 {pod}'],
  'memory.expected': `
    {pod}, up to {amount} or more: the limit less two scrapes of the leak
    {pod}, {amount} 이상까지: 제한에서 수집 두 번 동안의 누수를 뺀 값`,
  'memory.none': ['no memory of any pod', '어느 파드의 메모리도 없음'],
  'memory.seen': ['{pod}, from {from} to {to}', '{pod}, {from}에서 {to}까지'],
  'reason.name': ['Prometheus knows the reason: OOMKilled', 'Prometheus가 이유를 알고 있음: OOMKilled'],
  'requests.name': `
    requests by pod and version add up to what was sent
    파드와 버전별 요청의 합이 보낸 요청과 같음`,
  'requests.expected': `
    as many as were answered, but for one scrape
    수집 한 번의 오차 안에서 응답된 수와 같음`,
  'requests.seen': `
    {pod} {version} {counted} of {answered} (± {tolerance})
    {pod} {version} {answered}건 중 {counted}건 (± {tolerance})`,
  'requests.nothingOf': ['nothing of {pod}', '{pod}의 값 없음'],
  'requests.none': ['no request was counted', '집계된 요청이 없습니다'],
  'requests.more': `
    somebody else asks /hostname too: close the live page and other clients, and run it again
    다른 클라이언트도 /hostname을 요청하고 있습니다. 라이브 페이지와 다른 클라이언트를 닫고 다시 실행하십시오`,
  'requests.fewer': `
    a scrape that fails loses counts: look for gaps in {series} of the pod, and for a scrape_timeout
    수집이 실패하면 집계가 빠집니다. 파드의 {series}이(가) 비는 구간과 scrape_timeout을 확인하십시오`,
  'monitoring.version': ['{where}, version {version}', '{where}, 버전 {version}'],
  'monitoring.headline': ['{highest}, {before} before the kill', '{highest}, 종료 {before} 전'],
  'monitoring.headlineWithLines': `
    {highest}, {before} before the kill; {found} of {all} lines in Loki
    {highest}, 종료 {before} 전; Loki에 {all}줄 중 {found}줄`,
});
