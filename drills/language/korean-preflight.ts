/** What is asked of a cluster before a drill begins. */
export const KOREAN_PREFLIGHT: Readonly<Record<string, string>> = {
  present: '있음',
  'deployment/{name} in namespace {namespace}': '네임스페이스 {namespace}의 deployment/{name}',
  'none in namespace {namespace}': '네임스페이스 {namespace}에 없음',
  'kubectl apply -f k8s/, or choose its namespace with --namespace':
    'kubectl apply -f k8s/ 를 실행하거나 --namespace로 네임스페이스를 지정하십시오',
  'at least {count} replicas, all updated and ready, nothing under way':
    '레플리카 {count}개 이상, 모두 최신이고 준비됨, 진행 중인 변경 없음',
  '{desired} desired, {updated} updated, {ready} ready': '원하는 수 {desired}, 최신 {updated}, 준비 {ready}',
  '{desired} desired, {updated} updated, {ready} ready ({pods})':
    '원하는 수 {desired}, 최신 {updated}, 준비 {ready} ({pods})',
  'npm run images, and load the images into the cluster':
    'npm run images를 실행하고 이미지를 클러스터에 로드하십시오',
  'kubectl rollout status deployment/app-1-2-2-1; kubectl describe the pod that is not ready':
    'kubectl rollout status deployment/app-1-2-2-1; 준비되지 않은 파드를 kubectl describe로 확인하십시오',
  // The Service and the way to it
  'the {count} pods of the Deployment': '디플로이먼트의 파드 {count}개',
  'there is no Service {name}': '서비스 {name}이(가) 없습니다',
  '{ready} of {all} pods': '파드 {all}개 중 {ready}개',
  'none, though the selector {selector} fits the pods':
    '셀렉터 {selector}이(가) 파드와 맞지만 엔드포인트가 없음',
  'kubectl get endpointslices -l kubernetes.io/service-name={name}: the pods must be ready, and the targetPort theirs':
    'kubectl get endpointslices -l kubernetes.io/service-name={name}: 파드가 준비 상태이고 targetPort가 파드의 포트여야 합니다',
  'kubectl apply -f k8s/service.yaml, or correct spec.selector of the Service':
    'kubectl apply -f k8s/service.yaml 을 실행하거나 서비스의 spec.selector를 고치십시오',
  'an answer of /hostname with the name of one of the pods': '파드 하나의 이름이 담긴 /hostname 응답',
  'at {address}': '{address}에서 응답',
  'from inside the cluster at {address} (not from here: {tried})':
    '클러스터 안에서 {address}에 연결 (여기서는 안 됨: {tried})',
  'no NodePort': 'NodePort 없음',
  'the Service app-1-2-2-1 has no cluster address': '서비스 app-1-2-2-1에 클러스터 주소가 없습니다',
  'none at {tried}, and no right to run the traffic in the cluster: {rights}':
    '{tried}에서 응답이 없고, 클러스터 안에서 트래픽을 실행할 권한도 없습니다: {rights}',
  'correct --url, or leave it out: the address is then found, or the traffic runs in the cluster':
    '--url을 고치거나 빼십시오. 그러면 주소를 찾거나 클러스터 안에서 트래픽을 보냅니다',
  'give an address that works from here with --url (kubectl port-forward pins one pod: it will not do)':
    '여기서 연결되는 주소를 --url로 주십시오(kubectl port-forward는 파드 하나에 고정되므로 쓸 수 없습니다)',
  "kube-proxy in nftables mode answers NodePorts at a node's primary address only, not at localhost or a second one; {advice}":
    'nftables 모드의 kube-proxy는 노드의 기본 주소에서만 NodePort에 응답하며 localhost나 두 번째 주소에서는 응답하지 않습니다; {advice}',
  'the API server passes the log on from the kubelet': 'API 서버가 kubelet의 로그를 전달',
  'that of {pod}': '{pod}의 로그',
  'kubectl logs {pod} must work (the API server reaches the kubelet at port 10250), or give an address that works from here with --url':
    'kubectl logs {pod} 이(가) 동작해야 합니다(API 서버가 kubelet의 포트 10250에 연결). 또는 여기서 연결되는 주소를 --url로 주십시오',
  // What a drill needs
  'the image {image} can be set': '이미지 {image}(으)로 변경할 수 있음',
  'a container {name}': '컨테이너 {name}',
  'the Deployment has none of that name': '디플로이먼트에 그런 이름의 컨테이너가 없습니다',
  'another image than the one that runs': '지금 실행 중인 것과 다른 이미지',
  'the Deployment runs {image} already': '디플로이먼트가 이미 {image}을(를) 실행하고 있습니다',
  'kubectl set image deployment/{name} {container}=1pro/app, or name another with --image-update or --image-error':
    'kubectl set image deployment/{name} {container}=1pro/app 을 실행하거나 --image-update 또는 --image-error로 다른 이미지를 지정하십시오',
  'present on a node (imagePullPolicy is Never)': '노드에 있음(imagePullPolicy가 Never)',
  'present on a node, or pulled': '노드에 있거나 가져올 수 있음',
  'not known: no right to read nodes': '알 수 없음: 노드를 읽을 권한이 없습니다',
  'present on {nodes}': '{nodes}에 있음',
  'on no node': '어느 노드에도 없음',
  'npm run images, then load it (kind load docker-image, minikube image load, k3d image import)':
    'npm run images를 실행하고 이미지를 로드하십시오(kind load docker-image, minikube image load, k3d image import)',
  'kubectl apply -f k8s/deployment.yaml: without a limit a leak would take the node':
    'kubectl apply -f k8s/deployment.yaml: 제한이 없으면 누수가 노드의 메모리를 다 써 버립니다',
  'guard open or token': '가드가 open 또는 token',
  'guard open': '가드가 open',
  'guard {guard}': '가드가 {guard}',
  'no fault active before the drill': '점검 전에 활성화된 장애 없음',
  'curl -X DELETE .../faults on each pod, or let it expire':
    '파드마다 curl -X DELETE .../faults 를 실행하거나 끝날 때까지 기다리십시오',
  'set FAULTS=open on the Deployment, or give its token in the environment variable FAULTS_TOKEN':
    '디플로이먼트에 FAULTS=open을 설정하거나, 환경 변수 FAULTS_TOKEN에 토큰을 넣으십시오',
  'metrics of {count} pods': '파드 {count}개의 메트릭',
  'new pods have metrics after about 30 s; if none come: kubectl logs -n kube-system deployment/metrics-server':
    '새 파드의 메트릭은 약 30 s 뒤에 나옵니다. 나오지 않으면: kubectl logs -n kube-system deployment/metrics-server',
  'install metrics-server (on kind and the like with --kubelet-insecure-tls)':
    'metrics-server를 설치하십시오(kind 등에서는 --kubelet-insecure-tls와 함께)',
  'kubectl get apiservice v1beta1.metrics.k8s.io, then the log of metrics-server':
    'kubectl get apiservice v1beta1.metrics.k8s.io, 그다음 metrics-server의 로그를 확인하십시오',
  'scaleTargetRef Deployment {name}': 'scaleTargetRef가 디플로이먼트 {name}',
  'there is no HorizontalPodAutoscaler': 'HorizontalPodAutoscaler가 없습니다',
  'the autoscaler may go from 2 to 4 replicas': '오토스케일러가 레플리카 2개에서 4개까지 바꿀 수 있음',
  'minReplicas 2, maxReplicas 4': 'minReplicas 2, maxReplicas 4',
  'the autoscaler has come down to 2 replicas': '오토스케일러가 레플리카 2개로 돌아와 있음',
  '{count} desired replicas': '원하는(desired) 레플리카 수 {count}',
  'kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window, unless a load keeps it up (kubectl top pods)':
    'kubectl get hpa app-1-2-2-1 -w: 부하가 계속되지 않으면(kubectl top pods) 안정화 기간 뒤에 스케일 인합니다',
  'current CPU not <unknown>': '현재 CPU가 <unknown>이 아님',
  'CPU <unknown>': 'CPU <unknown>(알 수 없음)',
  'CPU <unknown>: {message}': 'CPU <unknown>(알 수 없음): {message}',
  'it needs metrics of every pod and a CPU request in the Deployment: kubectl describe hpa app-1-2-2-1':
    '모든 파드의 메트릭과 디플로이먼트의 CPU 요청(request)이 필요합니다: kubectl describe hpa app-1-2-2-1',
  'one budget covers the pods and allows a disruption':
    'PodDisruptionBudget 하나가 파드에 적용되고 중단을 허용함',
  'one PodDisruptionBudget': 'PodDisruptionBudget 하나',
  'the eviction API refuses pods with several budgets: delete all but one':
    '축출 API는 PodDisruptionBudget이 여러 개인 파드를 거부합니다. 하나만 남기고 삭제하십시오',
  'at least 1 disruption allowed': '허용되는 중단 1개 이상',
  '{budget} allows {count}': '{budget}이(가) 허용하는 중단 {count}개',
  'a budget that allows none blocks every drain: fewer minAvailable or more replicas':
    '중단을 허용하지 않으면 드레인할 수 없습니다. minAvailable을 줄이거나 레플리카를 늘리십시오',
  'the {kind}': '{kind}',
  'only what `kubectl apply` made can be applied again, which is not so: {objects}':
    '`kubectl apply`로 만든 것만 다시 적용할 수 있습니다. 그렇지 않은 것: {objects}',
  'the cluster is as its files say': '클러스터가 파일과 같음',
  'no difference from what was applied last': '마지막으로 적용한 것과 차이 없음',
  'kubectl diff, then kubectl apply, with the folder that was applied (-f k8s/ or -k overlays/NAME)':
    '적용했던 폴더로 kubectl diff, 그다음 kubectl apply를 실행하십시오(-f k8s/ 또는 -k overlays/NAME)',
  'a running pod can be resized from Kubernetes 1.33 on, this is {version}':
    '실행 중인 파드의 리소스 변경(resize)은 쿠버네티스 1.33부터 됩니다. 이 클러스터는 {version}입니다',
  // Warnings
  'CPU comes from {server} as a mean over {time} s: the autoscaler sees a load that late':
    'CPU는 {server}에서 {time} s 평균으로 나옵니다. 오토스케일러는 부하를 그만큼 늦게 봅니다',
  'CPU comes from {server} as a mean over {time} s: the autoscaler sees a load that late, and leaves out the youngest pod for {left} s more':
    'CPU는 {server}에서 {time} s 평균으로 나옵니다. 오토스케일러는 부하를 그만큼 늦게 보고, 가장 새로운 파드는 앞으로 {left} s 동안 계산에 넣지 않습니다',
  "the clock here is {time} s ahead of the API server's": '이 머신의 시계가 API 서버보다 {time} s 빠릅니다',
  "the clock here is {time} s behind the API server's": '이 머신의 시계가 API 서버보다 {time} s 느립니다',
  "the clock of {node} is {time} s ahead of the API server's":
    '{node}의 시계가 API 서버보다 {time} s 빠릅니다',
  "the clock of {node} is behind the API server's, or its kubelet is away: its lease is {time} s old":
    '{node}의 시계가 API 서버보다 느리거나 kubelet이 응답하지 않습니다. 마지막 lease가 {time} s 전입니다',
  'the monitoring stack to answer': '모니터링 스택의 응답',
  'the metrics API and the autoscaler': '메트릭 API와 오토스케일러',
};
