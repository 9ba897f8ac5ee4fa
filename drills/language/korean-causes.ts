/** Why a drill could not go on, and what was not checked. */
export const KOREAN_CAUSES: Readonly<Record<string, string>> = {
  'there was no pod with {image}': '{image}의 파드가 없었습니다',
  'ReplicaSet {name} cannot create a pod: {message}':
    'ReplicaSet {name}이(가) 파드를 만들 수 없음: {message}',
  'given up waiting for {what}': '더 기다리지 않음. 대기 중이던 것: {what}',
  'the Deployment runs {image}': '디플로이먼트가 {image}을(를) 실행함',
  'the autoscaler scales as before': '오토스케일러가 이전처럼 스케일함',
  '{node} is uncordoned': '{node}의 cordon이 해제됨',
  '{pod} has its {resource} limit of {limit}': '{pod}의 {resource} 제한이 {limit}',
  'the fault on {pod} is stopped': '{pod}의 장애가 중지됨',
  'the traffic pod {name} is removed': '트래픽 파드 {name}이(가) 삭제됨',
  'the {kind} is as its file says': '{kind}이(가) 파일과 같음',
  'the pods of the Deployment stop as they did before': '디플로이먼트의 파드가 이전처럼 종료됨',
  'the autoscaler is back at {count} replicas': '오토스케일러가 레플리카 {count}개로 돌아옴',
  '{pod} is replaced': '{pod}이(가) 교체됨',
  'do what would be asked for, without asking': '묻지 않고 실행',
  '{question} Nobody is here to answer: say --yes': '{question} 대답할 사람이 없습니다. --yes를 주십시오',
  'nothing was changed': '아무것도 변경하지 않았습니다',
  'only watches, with traffic, while you do something: until Ctrl-C, or for --seconds':
    '직접 작업하는 동안 트래픽을 보내며 지켜보기만 합니다. Ctrl-C 또는 --seconds까지',
  'every pod is replaced, never fewer ready than before, and nothing is lost':
    '모든 파드가 교체되고, 준비된 파드가 이전보다 적어지지 않으며, 유실이 없습니다',
  'another Deployment than ours: traffic-routing, rolling-update, node-drain, watch':
    '이 프로젝트가 아닌 디플로이먼트: traffic-routing, rolling-update, node-drain, watch',
  'its Service': '그 서비스',
  'of the same name': '같은 이름',
  'what is asked of it': '요청할 경로',
  'rolling-update of another Deployment: restart it; else you update it':
    '다른 디플로이먼트의 rolling-update: 재시작. 없으면 직접 업데이트',
  'how long watch watches': 'watch가 지켜보는 시간',
  'until Ctrl-C': 'Ctrl-C까지',
  'Ctrl-C, to end and to judge': 'Ctrl-C (끝내고 판정)',
  'what you do': '직접 하는 작업',
  'an update of deployment/{name}': 'deployment/{name}의 업데이트',
  'the new pods to be ready, and the old ones to be gone': '새 파드의 준비와 이전 파드의 종료',
  'pods that left': '종료된 파드',
  'ready endpoints': '준비된 엔드포인트',
  'kubectl describe quota {name}: it must leave room for one more pod':
    'kubectl describe quota {name}: 파드를 하나 더 만들 여유가 있어야 합니다',
  'kubectl describe limitrange: the requests and limits of the Deployment must lie within it':
    'kubectl describe limitrange: 디플로이먼트의 요청(request)과 제한(limit)이 그 범위 안에 있어야 합니다',
  'kubectl get namespace --show-labels: pod-security.kubernetes.io/enforce must let these pods in':
    'kubectl get namespace --show-labels: pod-security.kubernetes.io/enforce가 이 파드를 허용해야 합니다',
  'the admission webhook {name} decides: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations':
    '어드미션 웹훅 {name}이(가) 결정합니다: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
  'kubectl describe replicaset: its events say who refuses the pods':
    'kubectl describe replicaset: 누가 파드를 거부하는지 이벤트에 나옵니다',
};
