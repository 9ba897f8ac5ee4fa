/**
 * What to do, and what was expected, where a check of any drill failed. Lines that are commands only stay as
 * they are.
 */
export const KOREAN_REMEDIES: Readonly<Record<string, string>> = {
  'the drill ended before that, or this recording is of another version: see the checks above':
    '점검이 그 전에 끝났거나 다른 버전의 기록입니다. 위의 검사를 확인하십시오',
  'no endpoint slice of the Service was seen': '서비스의 EndpointSlice가 관측되지 않았습니다',
  'maxUnavailable: 0 in the strategy of the Deployment, and a readiness probe that tells the truth':
    '디플로이먼트 strategy의 maxUnavailable: 0과, 실제 상태를 그대로 알리는 레디니스 프로브가 필요합니다',
  'no reason given': '이유 없음',
  'give the address of the Service with --url, or a --rate above 0':
    '--url로 서비스의 주소를 주거나, --rate를 0보다 크게 하십시오',
  'the log of the traffic was cut: run again with a lower --rate or from a machine that reaches the NodePort':
    '트래픽 로그가 중간에 끊겼습니다. --rate를 낮추거나 NodePort에 연결되는 머신에서 다시 실행하십시오',
  'see what the cluster was doing then in the report':
    '그때 클러스터에서 일어난 일을 리포트에서 확인하십시오',
  'see in the report what the cluster was doing, or raise --timeout':
    '클러스터에서 일어난 일을 리포트에서 확인하거나 --timeout을 늘리십시오',
  'timed out after {time} s waiting for {what}': '{time} s 안에 끝나지 않았습니다. 대기 중이던 것: {what}',
  'run it again': '다시 실행하십시오',
  'not within {time} s': '{time} s 안에 되지 않았습니다',
  'not seen': '관측되지 않음',
  'never seen': '관측된 적 없음',
  // Traffic routing
  'no time with two ready pods and enough requests': '준비된 파드가 둘이고 요청이 충분한 시간이 없었습니다',
  'no new pod became ready': '준비된 새 파드가 없습니다',
  'kubectl describe the newest pod: its events say what it waits for':
    '가장 새로운 파드를 kubectl describe로 확인하십시오. 무엇을 기다리는지 이벤트에 나옵니다',
  'the pod is ready but gets no traffic: see the endpoint slices of the Service and kube-proxy':
    '파드는 준비되었지만 트래픽을 받지 못합니다. 서비스의 EndpointSlice와 kube-proxy를 확인하십시오',
  'see sessionAffinity of the Service, its endpoint slices, and kube-proxy on the node':
    '서비스의 sessionAffinity와 EndpointSlice, 노드의 kube-proxy를 확인하십시오',
  'see sessionAffinity and externalTrafficPolicy of the Service; a proxy between here and the node may keep connections. Chance alone does this in 1 run of 100: run it again':
    '서비스의 sessionAffinity와 externalTrafficPolicy를 확인하십시오. 노드까지의 프록시가 연결을 유지하고 있을 수도 있습니다. 우연만으로도 100번 중 1번은 이렇게 되므로 다시 실행해 보십시오',
  'there is no pod to delete': '삭제할 파드가 없습니다',
  // Self-healing
  'the leak did not reach the limit: see resources.limits.memory and the log of the pod':
    '누수가 제한에 도달하지 못했습니다. resources.limits.memory와 파드의 로그를 확인하십시오',
  'kubectl describe the pod: a failed liveness probe also restarts a container':
    '파드를 kubectl describe로 확인하십시오. 라이브니스 프로브가 실패해도 컨테이너가 재시작됩니다',
  'Error (137) is a liveness restart, Error (134) is the heap limit of V8: leak off-heap memory in the main process and let probes answer':
    'Error (137)은 라이브니스 프로브에 의한 재시작, Error (134)는 V8의 힙 제한입니다. 메인 프로세스의 힙 밖 메모리를 누수시키고 프로브가 응답하게 하십시오',
  'kubectl describe the pod: its start-up or readiness probe fails, or it is in back-off':
    '파드를 kubectl describe로 확인하십시오. 스타트업 또는 레디니스 프로브가 실패하거나 back-off 상태입니다',
  'memory that was in use before, or swap on the node, moves the second: see the memory in the report':
    '이미 사용 중이던 메모리나 노드의 스왑이 그 시각을 바꿉니다. 리포트의 메모리를 확인하십시오',
  // Autoscaling
  'let the autoscaler come down first: kubectl get hpa app-1-2-2-1 -w':
    '먼저 오토스케일러가 스케일 인할 때까지 기다리십시오: kubectl get hpa app-1-2-2-1 -w',
  'see the CPU per pod in the report: the load must reach the metrics (kubectl top pods), and maxReplicas must be 4':
    '리포트에서 파드별 CPU를 확인하십시오. 부하가 메트릭에 나타나야 하고(kubectl top pods), maxReplicas는 4여야 합니다',
  'the traffic alone may keep the CPU above the target (lower --rate), or the stabilisation window is long (scaleDown in the HPA; raise --timeout)':
    '트래픽만으로 CPU가 목표보다 높을 수 있습니다(--rate를 낮추십시오). 또는 안정화 기간이 깁니다(HPA의 scaleDown; --timeout을 늘리십시오)',
  // Updates
  'kubectl rollout status deployment/app-1-2-2-1, then kubectl describe the pod that is not ready':
    'kubectl rollout status deployment/app-1-2-2-1, 그다음 준비되지 않은 파드를 kubectl describe로 확인하십시오',
  'no traffic after the rollout: raise --after or --timeout':
    '롤아웃 후에 트래픽이 없었습니다. --after나 --timeout을 늘리십시오',
  'a pod of the old version still gets traffic: see the endpoint slices of the Service':
    '이전 버전의 파드가 아직 트래픽을 받습니다. 서비스의 EndpointSlice를 확인하십시오',
  '{pod} ready with {image}': '{pod} 준비됨, {image}',
  '{pod} not ready with {image}': '{pod} 준비되지 않음, {image}',
  'progressDeadlineSeconds of the Deployment (default 600) must be shorter than --timeout':
    '디플로이먼트의 progressDeadlineSeconds(기본값 600)가 --timeout보다 짧아야 합니다',
  'the failing release became ready: its readiness probe must fail':
    '실패해야 할 릴리스가 준비 상태가 되었습니다. 레디니스 프로브가 실패해야 합니다',
  'kubectl rollout history deployment/app-1-2-2-1, then kubectl rollout undo --to-revision=N':
    'kubectl rollout history deployment/app-1-2-2-1, 그다음 kubectl rollout undo --to-revision=N',
  'the Deployment is paused: nothing can be undone': '디플로이먼트가 일시 중지 상태라서 undo할 수 없습니다',
  'there is no earlier revision to go back to': '되돌아갈 이전 리비전이 없습니다',
  'revisionHistoryLimit of the Deployment must keep at least one':
    '디플로이먼트의 revisionHistoryLimit가 1 이상이어야 합니다',
  '{reason}: {pod} cannot get the image {image}':
    '{reason}: {pod}이(가) 이미지 {image}을(를) 가져올 수 없습니다',
  '{reason}: {pod} cannot get the image {image} ({message})':
    '{reason}: {pod}이(가) 이미지 {image}을(를) 가져올 수 없습니다({message})',
  'npm run images builds the images; load them into the cluster (kind load docker-image, minikube image load, k3d image import), or name one it can pull with --image-update or --image-error':
    'npm run images로 이미지를 빌드한 뒤 클러스터에 로드하십시오(kind load docker-image, minikube image load, k3d image import). 또는 가져올 수 있는 이미지를 --image-update나 --image-error로 지정하십시오',
  // Node drain
  'a budget that never allows a disruption blocks a drain: kubectl get pdb, and more replicas than minAvailable':
    '중단을 전혀 허용하지 않는 PodDisruptionBudget은 드레인을 막습니다. kubectl get pdb를 확인하고, 레플리카를 minAvailable보다 많게 하십시오',
  'kubectl describe the pending pod: another node must have room for it':
    'Pending 상태의 파드를 kubectl describe로 확인하십시오. 다른 노드에 여유가 있어야 합니다',
  'a PodDisruptionBudget': 'PodDisruptionBudget 하나 필요',
  'no PodDisruptionBudget was seen': 'PodDisruptionBudget이 관측되지 않았습니다',
  'no count of healthy pods was seen': '정상 파드 수가 관측되지 않았습니다',
  'something other than an eviction took a pod away: a crash, a deletion or a node that failed':
    '축출이 아닌 다른 이유로 파드가 사라졌습니다: 크래시, 삭제 또는 노드 장애',
  'no schedulable node runs a pod of the workload':
    '워크로드의 파드를 실행하는 스케줄 가능한 노드가 없습니다',
  // In-cluster traffic
  'kubectl logs of any pod must work: the API server reaches the kubelet at port 10250; or give an address that works from here with --url':
    'kubectl logs가 어느 파드에서나 동작해야 합니다. API 서버가 kubelet의 포트 10250에 연결됩니다. 또는 여기서 연결되는 주소를 --url로 주십시오',
  'the traffic pod does not run: {reason}': '트래픽 파드가 실행되지 않습니다: {reason}',
  'exit code {code} of the image {image}: {line}': '이미지 {image}의 종료 코드 {code}: {line}',
  'its log is empty': '로그가 비어 있습니다',
  'its log cannot be read': '로그를 읽을 수 없습니다',
  'the traffic client in the image {image} is older than these drills: npm run images builds it, then load it (kind load docker-image, minikube image load, k3d image import); or give an address that works from here with --url':
    '이미지 {image}에 들어 있는 트래픽 클라이언트가 이 점검보다 오래되었습니다. npm run images로 이미지를 빌드한 뒤 로드하십시오(kind load docker-image, minikube image load, k3d image import). 또는 여기서 연결되는 주소를 --url로 주십시오',
  "its image must be the app's, with {path} in it; or give an address that works from here with --url":
    '트래픽 파드의 이미지는 {path}이(가) 들어 있는 앱의 이미지여야 합니다. 또는 여기서 연결되는 주소를 --url로 주십시오',
  'the cluster answers': '클러스터가 응답함',
  'an answer to every question of the preflight': '사전 점검의 모든 질문에 응답',
};
