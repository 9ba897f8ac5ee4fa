import { catalogue } from './message.ts';

/** The checks of a cluster before a drill begins. */
export const PREFLIGHT = catalogue({
  'metrics.answer': ['the metrics API answers', '메트릭 API가 응답함'],
  'metrics.countOfPods': ['metrics of {count} pods', '파드 {count}개의 메트릭'],
  'metrics.waitOrSeeLog': `
    new pods have metrics after about 30 s; if none come: kubectl logs -n kube-system deployment/metrics-server
    새 파드의 메트릭은 약 30초 뒤에 나옵니다. 나오지 않으면: kubectl logs -n kube-system deployment/metrics-server`,
  'metrics.absent': ['there is no metrics API', '메트릭 API가 없습니다'],
  'metrics.install': `
    install metrics-server (on kind and the like with --kubelet-insecure-tls)
    metrics-server를 설치하십시오(kind 등에서는 --kubelet-insecure-tls와 함께)`,
  'metrics.seeApiService': `
    kubectl get apiservice v1beta1.metrics.k8s.io, then the log of metrics-server
    kubectl get apiservice v1beta1.metrics.k8s.io, 그다음 metrics-server의 로그를 확인하십시오`,
  'metrics.toAnswer': ['the metrics API and the autoscaler', '메트릭 API와 오토스케일러'],
  'metrics.silent': `
    the metrics API does not answer ({said}); the rest of the API server does
    메트릭 API가 응답하지 않음({said}). API 서버의 나머지는 응답함`,
  'metrics.silentRemedy': `
    kubectl rollout restart -n kube-system deployment/metrics-server: it hangs, or nothing reaches it
    kubectl rollout restart -n kube-system deployment/metrics-server: 멈춰 있거나 연결되지 않습니다`,
  'autoscaler.scales': ['an HPA scales this Deployment', 'HPA가 이 디플로이먼트를 스케일함'],
  'autoscaler.scaleTarget': ['scaleTargetRef Deployment {name}', 'scaleTargetRef가 디플로이먼트 {name}'],
  'autoscaler.targets': ['{hpa} targets {target}', '{hpa}의 대상은 {target}'],
  'autoscaler.absent': ['there is no HorizontalPodAutoscaler', 'HorizontalPodAutoscaler가 없습니다'],
  'autoscaler.onlyOthers': `
    no HPA scales this Deployment; {others}
    이 디플로이먼트를 스케일하는 HPA가 없습니다; {others}`,
  'autoscaler.bounds': `
    the autoscaler may go from 2 to 4 replicas
    오토스케일러가 레플리카 2개에서 4개까지 바꿀 수 있음`,
  'autoscaler.boundsExpected': ['minReplicas 2, maxReplicas 4', 'minReplicas 2, maxReplicas 4'],
  'autoscaler.atMinimum': `
    the autoscaler has come down to 2 replicas
    오토스케일러가 레플리카 2개로 돌아와 있음`,
  'autoscaler.desiredReplicas': ['{count} desired replicas', '원하는(desired) 레플리카 수 {count}'],
  'autoscaler.watchHpa': `
    kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window, unless a load keeps it up (kubectl top pods)
    kubectl get hpa app-1-2-2-1 -w: 부하가 계속되지 않으면(kubectl top pods) 안정화 기간 뒤에 스케일 인합니다`,
  'autoscaler.knowsCpu': ['the autoscaler knows the CPU', '오토스케일러가 CPU 사용량을 알고 있음'],
  'autoscaler.knowsCpuExpected': ['current CPU not <unknown>', '현재 CPU가 <unknown>이 아님'],
  'autoscaler.needsMetrics': `
    it needs metrics of every pod and a CPU request in the Deployment: kubectl describe hpa app-1-2-2-1
    모든 파드의 메트릭과 디플로이먼트의 CPU 요청(request)이 필요합니다: kubectl describe hpa app-1-2-2-1`,
  'autoscaler.unknown': ['CPU <unknown>', 'CPU <unknown>(알 수 없음)'],
  'autoscaler.unknownBecause': ['CPU <unknown>: {said}', 'CPU <unknown>(알 수 없음): {said}'],
  'autoscaler.several': `
    {count} HPAs scale it, and neither acts: {names}
    HPA {count}개가 같은 대상을 스케일하여 어느 것도 동작하지 않음: {names}`,
  'autoscaler.severalRemedy': `
    kubectl delete hpa {names}: two on one Deployment stop each other (AmbiguousSelector)
    kubectl delete hpa {names}: 하나의 디플로이먼트에 HPA가 둘이면 서로를 멈춥니다(AmbiguousSelector)`,
  'service.endpoints': ['the Service has ready endpoints', '서비스에 준비된 엔드포인트가 있음'],
  'service.endpointsExpected': ['the {count} pods of the Deployment', '디플로이먼트의 파드 {count}개'],
  'service.absent': ['there is no Service {name}', '서비스 {name}이(가) 없습니다'],
  'service.podsReady': ['{ready} of {all} pods', '파드 {all}개 중 {ready}개'],
  'service.noneReady': `
    none, though the selector {selector} fits the pods
    셀렉터 {selector}이(가) 파드와 맞지만 엔드포인트가 없음`,
  'service.noneSelected': `
    none: the selector is {selector}, the pods have {labels}
    없음: 셀렉터는 {selector}, 파드의 레이블은 {labels}`,
  'service.seeEndpoints': `
    kubectl get endpointslices -l kubernetes.io/service-name={name}: the pods must be ready, and the targetPort theirs
    kubectl get endpointslices -l kubernetes.io/service-name={name}: 파드가 준비 상태이고 targetPort가 파드의 포트여야 합니다`,
  'service.correctSelector': `
    kubectl apply -f k8s/service.yaml, or correct spec.selector of the Service
    kubectl apply -f k8s/service.yaml 을 실행하거나 서비스의 spec.selector를 고치십시오`,
  'service.noLabels': ['empty', '비어 있음'],
  'faults.memoryLimit': ['the container has a memory limit', '컨테이너에 메모리 제한이 있음'],
  'faults.memoryLimitRemedy': `
    kubectl apply -f k8s/deployment.yaml: without a limit a leak would take the node
    kubectl apply -f k8s/deployment.yaml: 제한이 없으면 누수가 노드의 메모리를 다 써 버립니다`,
  'faults.canStart': ['faults can be started', '장애를 시작할 수 있음'],
  'faults.openOrToken': ['guard open or token', '가드가 open 또는 token'],
  'faults.open': ['guard open', '가드가 open'],
  'faults.openThem': `
    set FAULTS=open on the Deployment, or give its token in the environment variable FAULTS_TOKEN
    디플로이먼트에 FAULTS=open을 설정하거나, 환경 변수 FAULTS_TOKEN에 토큰을 넣으십시오`,
  'faults.isThisTheImage': `
    is this the image of this project? curl /version shows it
    이 프로젝트의 이미지입니까? curl /version으로 확인할 수 있습니다`,
  'faults.guard': ['guard {guard}', '가드가 {guard}'],
  'faults.notAsked': ['GET /faults: {said}', 'GET /faults: {said}'],
  'faults.check': ['no fault is active on any pod', '어느 파드에도 활성화된 장애가 없음'],
  'faults.expected': ['no fault active before the drill', '점검 전에 활성화된 장애 없음'],
  'faults.none': ['none on {count} {count:pod|pods}', '파드 {count}개에 없음'],
  'faults.active': ['active: {faults}', '활성화됨: {faults}'],
  'faults.on': ['{fault} on {pod}', '{pod}의 {fault}'],
  'faults.remedy': `
    {commands:; }, or let it expire
    {commands:; } 를 실행하거나 끝날 때까지 기다리십시오`,
  'faults.silent': `
    not checked: {pods} did not answer GET /faults
    검사하지 않음: {pods}이(가) GET /faults에 응답하지 않음`,
  'files.notApplied': [
    'only what `kubectl apply` made can be applied again, which is not so: {objects}',
    '`kubectl apply`로 만든 것만 다시 적용할 수 있습니다. 그렇지 않은 것: {objects}',
  ],
  'files.same': ['the cluster is as its files say', '클러스터가 파일과 같음'],
  'files.sameExpected': ['no difference from what was applied last', '마지막으로 적용한 것과 차이 없음'],
  'files.diffThenApply': `
    kubectl diff, then kubectl apply, with the folder that was applied (-f k8s/ or -k overlays/NAME)
    적용했던 폴더로 kubectl diff, 그다음 kubectl apply를 실행하십시오(-f k8s/ 또는 -k overlays/NAME)`,
  'files.toBeTheSame': ['the cluster to be as its files say', '클러스터가 파일과 같아지기'],
  'files.kind': ['the {kind}', '{kind}'],
  'image.canBeSet': ['the image {image} can be set', '이미지 {image}(으)로 변경할 수 있음'],
  'image.load': `
    npm run images, then load it (kind load docker-image, minikube image load, k3d image import)
    npm run images를 실행하고 이미지를 로드하십시오(kind load docker-image, minikube image load, k3d image import)`,
  'image.container': ['a container {name}', '컨테이너 {name}'],
  'image.noContainer': `
    the Deployment has none of that name
    디플로이먼트에 그런 이름의 컨테이너가 없습니다`,
  'image.another': ['another image than the one that runs', '지금 실행 중인 것과 다른 이미지'],
  'image.runsAlready': `
    the Deployment runs {image} already
    디플로이먼트가 이미 {image}을(를) 실행하고 있습니다`,
  'image.setAnother': `
    kubectl set image deployment/{name} {container}=1pro/app, or name another with --image-update or --image-error
    kubectl set image deployment/{name} {container}=1pro/app 을 실행하거나 --image-update 또는 --image-error로 다른 이미지를 지정하십시오`,
  'image.onANodeNever': `
    present on a node (imagePullPolicy is Never)
    노드에 있음(imagePullPolicy가 Never)`,
  'image.onANode': ['present on a node, or pulled', '노드에 있거나 가져올 수 있음'],
  'image.unknown': ['not known: no right to read nodes', '알 수 없음: 노드를 읽을 권한이 없습니다'],
  'image.onNodes': ['present on {nodes}', '{nodes}에 있음'],
  'image.onNoNode': ['on no node', '어느 노드에도 없음'],
  'budget.allows': `
    one budget covers the pods and allows a disruption
    PodDisruptionBudget 하나가 파드에 적용되고 중단을 허용함`,
  'budget.one': ['one PodDisruptionBudget', 'PodDisruptionBudget 하나'],
  'budget.several': `
    the eviction API refuses pods with several budgets: delete all but one
    축출 API는 PodDisruptionBudget이 여러 개인 파드를 거부합니다. 하나만 남기고 삭제하십시오`,
  'budget.allowsExpected': ['at least 1 disruption allowed', '허용되는 중단 1개 이상'],
  'budget.allowsCount': ['{budget} allows {count}', '{budget}이(가) 허용하는 중단 {count}개'],
  'budget.blocks': `
    a budget that allows none blocks every drain: fewer minAvailable or more replicas
    중단을 허용하지 않으면 드레인할 수 없습니다. minAvailable을 줄이거나 레플리카를 늘리십시오`,
  'budget.none': `
    {budget} allows 0: {rule}, {healthy} of {expected} pods are healthy
    {budget}이(가) 허용하는 중단 0개: {rule}, 파드 {expected}개 중 {healthy}개가 정상`,
  'budget.replaceRemedy': `
    kubectl replace -f k8s/pdb.yaml: it allows one disruption, whatever minAvailable was
    kubectl replace -f k8s/pdb.yaml: minAvailable 값과 관계없이 중단 하나를 허용합니다`,
  'nodes.tooFew': `
    a drain needs 2 schedulable nodes, this cluster has {count} (of {all})
    드레인에는 스케줄 가능한 노드 2개가 필요합니다. 이 클러스터에는 {all}개 중 {count}개 있습니다`,
  'nodes.toBeReady': ['the nodes to be ready', '노드의 준비'],
  'nodes.check': ['the nodes of the pods are ready', '파드가 있는 노드가 준비됨'],
  'nodes.expected': ['condition Ready True', '컨디션 Ready가 True'],
  'nodes.ready': ['all that are needed', '필요한 노드 모두'],
  'nodes.notReady': `
    {node} is not ready: Ready {status}, {reason}: {said}
    {node}이(가) 준비되지 않음: Ready {status}, {reason}: {said}`,
  'nodes.remedy': `
    kubectl describe node {node}; on that node: systemctl status kubelet, journalctl -u kubelet
    kubectl describe node {node}; 그 노드에서: systemctl status kubelet, journalctl -u kubelet`,
  'nodes.unknown': ['not checked: no right to read nodes', '검사하지 않음: 노드를 읽을 권한이 없습니다'],
  'stack.toAnswer': ['the monitoring stack to answer', '모니터링 스택의 응답'],
  'stack.toScrapeAgain': ['Prometheus to scrape each pod once more', '파드마다 Prometheus의 수집 한 번'],
  'stack.given': ['the given addresses answer', '지정한 주소가 응답함'],
  'stack.givenExpected': ['each as the program that it is given for', '각각 지정한 프로그램으로 응답'],
  'stack.eachAnswers': ['each does', '모두 응답'],
  'stack.curl': `
    curl the address from here; or leave the flag out: the API server finds it by label and port
    여기서 curl로 주소를 확인하거나 플래그를 빼십시오. 그러면 레이블과 포트로 찾습니다`,
  'stack.noAnswer': ['no answer', '응답 없음'],
  'stack.absent': `
    no Prometheus and no Loki in this cluster: npm run up -- --monitoring brings them, --prometheus, --loki and --grafana name yours
    이 클러스터에 Prometheus도 Loki도 없습니다: npm run up -- --monitoring으로 설치하거나 --prometheus, --loki, --grafana로 주소를 지정하십시오`,
  'stack.absentTried': `
    no Prometheus and no Loki in this cluster ({tried:; }): npm run up -- --monitoring brings them, --prometheus, --loki and --grafana name yours
    이 클러스터에 Prometheus도 Loki도 없습니다({tried:; }): npm run up -- --monitoring으로 설치하거나 --prometheus, --loki, --grafana로 주소를 지정하십시오`,
  'stack.byFlag': ['{flag}: {said}', '{flag}: {said}'],
  'rest.toBeRolledOut': ['the Deployment to be rolled out', '디플로이먼트의 롤아웃 완료'],
  'rest.rolledOut': ['the Deployment is rolled out', '디플로이먼트의 롤아웃이 완료됨'],
  'rest.rolledOutExpected': `
    at least {count} replicas, all updated and ready, nothing under way
    레플리카 {count}개 이상, 모두 최신이고 준비됨, 진행 중인 변경 없음`,
  'rest.counts': `
    {desired} desired, {updated} updated, {ready} ready
    원하는 수 {desired}, 최신 {updated}, 준비 {ready}`,
  'rest.loadImages': `
    npm run images, and load the images into the cluster
    npm run images를 실행하고 이미지를 클러스터에 로드하십시오`,
  'rest.paused': ['paused', '일시 중지됨'],
  'rest.minReadySeconds': `
    minReadySeconds of the Deployment is {seconds}: a ready pod counts as available only after that time; raise --patience above it
    디플로이먼트의 minReadySeconds가 {seconds}입니다. 준비된 파드는 그 시간이 지나야 사용 가능한 것으로 셉니다. --patience를 그보다 늘리십시오`,
  'rest.rolloutStatus': `
    kubectl rollout status deployment/{name}; kubectl describe the pod that is not ready
    kubectl rollout status deployment/{name}; 준비되지 않은 파드를 kubectl describe로 확인하십시오`,
  'rest.replicas': ['{count} replicas', '레플리카 {count}'],
  'rest.available': ['{count} available', '사용 가능 {count}'],
  'rest.pods': ['{count} pods', '파드 {count}'],
  'rest.generation': `
    generation {generation}, observed {observed}
    세대(generation) {generation}, 관측된 세대 {observed}`,
  'rest.pod': ['{pod} {state}', '{pod} {state}'],
  'reach.toAnswer': ['the Service to answer', '서비스의 응답'],
  'reach.expected': `
    an answer of /hostname with the name of one of the pods
    파드 하나의 이름이 담긴 /hostname 응답`,
  'reach.noClusterAddress': `
    the Service app-1-2-2-1 has no cluster address
    서비스 app-1-2-2-1에 클러스터 주소가 없습니다`,
  'reach.noNodePort': ['no NodePort', 'NodePort 없음'],
  'reach.fromInside': `
    from inside the cluster at {address} (not from here: {tried})
    클러스터 안에서 {address}에 연결 (여기서는 안 됨: {tried})`,
  'reach.noRight': `
    none at {tried}, and no right to run the traffic in the cluster: {rights}
    {tried}에서 응답이 없고, 클러스터 안에서 트래픽을 실행할 권한도 없습니다: {rights}`,
  'reach.log': ['the log of a pod can be read', '파드의 로그를 읽을 수 있음'],
  'reach.logExpected': `
    the API server passes the log on from the kubelet
    API 서버가 kubelet의 로그를 전달`,
  'reach.logOf': ['that of {pod}', '{pod}의 로그'],
  'reach.logUnreadable': `
    the log of {pod} cannot be read: {error}
    {pod}의 로그를 읽을 수 없습니다: {error}`,
  'reach.logsMustWork': `
    kubectl logs {pod} must work (the API server reaches the kubelet at port 10250), or give an address that works from here with --url
    kubectl logs {pod} 이(가) 동작해야 합니다(API 서버가 kubelet의 포트 10250에 연결). 또는 이 머신에서 연결되는 주소를 --url로 지정하십시오`,
  'reach.at': ['at {address}', '{address}에서 응답'],
  'reach.correctUrl': `
    correct --url, or leave it out: the address is then found, or the traffic runs in the cluster
    --url을 고치거나 빼십시오. 그러면 주소를 찾거나 클러스터 안에서 트래픽을 보냅니다`,
  'reach.giveUrl': `
    give an address that works from here with --url (kubectl port-forward pins one pod: it will not do)
    이 머신에서 연결되는 주소를 --url로 지정하십시오(kubectl port-forward는 파드 하나에 고정되므로 쓸 수 없습니다)`,
  'reach.nftables': `
    kube-proxy in nftables mode answers NodePorts at a node's primary address only, not at localhost or a second one
    nftables 모드의 kube-proxy는 노드의 기본 주소에서만 NodePort에 응답하며 localhost나 두 번째 주소에서는 응답하지 않습니다`,
  'preflight.deployment': ['the Deployment is present', '디플로이먼트가 있음'],
  'preflight.deploymentExpected': `
    deployment/{name} in namespace {namespace}
    네임스페이스 {namespace}의 deployment/{name}`,
  'preflight.absent': ['none in namespace {namespace}', '네임스페이스 {namespace}에 없음'],
  'preflight.apply': `
    kubectl apply -f k8s/, or choose its namespace with --namespace
    kubectl apply -f k8s/ 를 실행하거나 --namespace로 네임스페이스를 지정하십시오`,
  'preflight.present': ['present', '있음'],
  'resize.unsupported': `
    a running pod can be resized from Kubernetes 1.33 on, this is {version}
    실행 중인 파드의 리소스 변경(resize)은 쿠버네티스 1.33부터 됩니다. 이 클러스터는 {version}입니다`,
  'warnings.cpuMean': `
    CPU comes from {server} as a mean over {time} s: the autoscaler sees a load that late
    CPU는 {server}에서 {time}초 평균으로 나옵니다. 오토스케일러는 부하를 그만큼 늦게 봅니다`,
  'warnings.nodeAhead': `
    the clock of {node} is {time} s ahead of the API server's
    {node}의 시계가 API 서버보다 {time}초 빠릅니다`,
  'warnings.nodeBehind': `
    the clock of {node} is behind the API server's, or its kubelet is away: its lease is {time} s old
    {node}의 시계가 API 서버보다 느리거나 kubelet이 응답하지 않습니다. 마지막 lease가 {time}초 전입니다`,
  'warnings.cpuMeanYoungest': `
    {late}, and leaves out the youngest pod for {left} s more
    {late}. 가장 새로운 파드는 앞으로 {left}초 동안 계산에 넣지 않습니다`,
  'warnings.hereAhead': `
    the clock here is {time} s ahead of the API server's
    이 머신의 시계가 API 서버보다 {time}초 빠릅니다`,
  'warnings.hereBehind': `
    the clock here is {time} s behind the API server's
    이 머신의 시계가 API 서버보다 {time}초 느립니다`,
  'owners.check': `
    every pod with the label belongs to the Deployment
    레이블이 있는 파드가 모두 디플로이먼트의 것임`,
  'owners.expected': ['pods of Deployment {deployment} only', '디플로이먼트 {deployment}의 파드만'],
  'owners.toEnd': ['the terminating pods of another owner to end', '다른 소유자의 파드 종료'],
  'owners.all': ['{count} of {count}', '{count}개 모두'],
  'owners.strangers': `
    {count} {count:pod matches|pods match} the selector {selector}: {strangers}
    파드 {count}개가 셀렉터 {selector}에 맞음: {strangers}`,
  'owners.other': ['{pod} belongs to {kind} {owner}', '{pod}은(는) {kind} {owner}의 것'],
  'owners.nobody': ['{pod} has no owner', '{pod}은(는) 소유자가 없음'],
  'owners.remedy': `
    give those pods another label, in their selector and template, or delete them: the Service sends them traffic, too
    그 파드의 셀렉터와 템플릿에 다른 레이블을 지정하거나 삭제하십시오. 서비스가 그 파드에도 트래픽을 보냅니다`,
  'limits.check': `
    every pod has the limits of its Deployment
    모든 파드의 제한(limit)이 디플로이먼트와 같음`,
  'limits.expected': ['limits: {limits}', '제한(limit): {limits}'],
  'limits.equal': ['{count} of {count} pods', '파드 {count}개 모두'],
  'limits.different': `
    pod {pod} has a {resource} limit of {has}, its Deployment {limit}
    파드 {pod}의 {resource} 제한은 {has}, 디플로이먼트의 제한은 {limit}`,
  'limits.remedy': `
    kubectl delete pod {pods}: a new one has the limits of the Deployment
    kubectl delete pod {pods}: 새 파드는 디플로이먼트의 제한을 따릅니다`,
  'answers.check': ['the cluster answers', '클러스터가 응답함'],
  'answers.expected': ['an answer to every question of the preflight', '사전 점검의 모든 질문에 응답'],
  'answers.remedy': `
    kubectl cluster-info; kubectl auth can-i --list
    kubectl cluster-info; kubectl auth can-i --list`,
});
