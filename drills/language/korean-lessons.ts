/** The drills drift and resize, and what every drill is for. */
export const KOREAN_LESSONS: Readonly<Record<string, string>> = {
  // Drift
  'differences found': '발견한 차이',
  'applied to rolled out': '적용부터 롤아웃 완료까지',
  'the change by hand to be rolled out': '손으로 바꾼 내용의 롤아웃',
  'the files to be rolled out': '파일 내용의 롤아웃',
  'the {kind} differs from its file': '{kind}이(가) 파일과 다름',
  'the pods of the Deployment have DRAIN_DELAY_MS=0 or a preStop hook of the drill':
    '디플로이먼트의 파드에 DRAIN_DELAY_MS=0 또는 점검의 preStop 훅이 있음',
  'kubectl apply with the folder that was applied (-f k8s/ or -k overlays/NAME)':
    '적용했던 폴더로 kubectl apply를 실행하십시오(-f k8s/ 또는 -k overlays/NAME)',
  "the Service's targetPort {port} is no named port of the container":
    '서비스의 targetPort {port}이(가) 컨테이너의 이름 있는 포트가 아닙니다',
  'name the port in the Deployment: kubectl apply -f k8s/':
    '디플로이먼트에서 포트에 이름을 붙이십시오: kubectl apply -f k8s/',
  'the container has no CPU limit that could be changed ({container} in {namespace})':
    '컨테이너에 변경할 CPU 제한이 없습니다({namespace}의 {container})',
  'kubectl apply: the files as they were applied last': 'kubectl apply: 마지막으로 적용한 파일 그대로',
  '{kind} {field}: {is} -> {file}': '{kind} {field}: {is} -> {file}',
  // Resize
  'announced first': '처음 예고',
  'announced after the resize': '변경(resize) 후 예고',
  'leaked for': '누수 시간',
  throttled: '스로틀링',
  'memory {memory}, cpu {cpu}': '메모리 {memory}, CPU {cpu}',
  '{pod} to leak for a while': '{pod}의 누수 진행',
  '{pod} to outlive the second announced first': '{pod}이(가) 처음 예고된 시각을 넘기기',
  '{pod} to announce its new end': '{pod}의 새 종료 예고',
  'the node to resize {pod}': '노드의 {pod} 리소스 변경(resize)',
  'the load on {pod} to settle': '{pod} 부하의 안정',
  'the throttling of {pod} to be measured': '{pod} 스로틀링 측정',
  '{pod} has a {resource} limit of {limit}': '{pod}의 {resource} 제한이 {limit}',
  'the node does not give {pod} {amount} of {resource}: {reason}':
    '노드가 {pod}에 {resource} {amount}을(를) 주지 않습니다: {reason}',
  'the container has no {resource} limit that could be raised': '컨테이너에 늘릴 {resource} 제한이 없습니다',
  // What each drill does, in its help
  'deletes a pod: every ready pod answers, in random shares, and the replacement joins them':
    '파드 하나를 삭제합니다: 준비된 파드가 모두 무작위 비율로 응답하고 대체 파드가 합류합니다',
  'leaks memory until the kernel kills the container: one restart, as announced, and nothing lost':
    '커널이 컨테이너를 종료할 때까지 메모리를 누수시킵니다: 예고대로 재시작 1회, 유실 없음',
  'holds a CPU load: the autoscaler goes from 2 to 4 replicas and back':
    'CPU 부하를 유지합니다: 오토스케일러가 레플리카를 2개에서 4개로 늘렸다가 되돌립니다',
  'sets a new image: every pod is replaced, never fewer ready than before, and nothing is lost':
    '새 이미지를 설정합니다: 모든 파드가 교체되고, 준비된 파드가 줄지 않으며, 유실이 없습니다',
  'sets a failing image, then undoes it: old pods keep serving, the old revision comes back':
    '실패하는 이미지를 설정한 뒤 되돌립니다: 이전 파드가 계속 서비스하고 이전 리비전이 복원됩니다',
  'cordons a node and evicts the pods of the workload from it: the budget is honoured':
    '노드를 cordon하고 워크로드의 파드를 축출합니다: PodDisruptionBudget이 지켜집니다',
  'changes three objects by hand, then applies the files again: all is as they say, and nothing lost':
    '오브젝트 세 개를 손으로 바꾼 뒤 파일을 다시 적용합니다: 모두 파일과 같아지고 유실이 없습니다',
  'gives a leaking pod memory and a throttled pod CPU while they run: no restart, and nothing lost':
    '누수 중인 파드에 메모리를, 스로틀링되는 파드에 CPU를 실행 중에 더 줍니다: 재시작 없음, 유실 없음',
  'leaks memory on one pod: which, when and how far is in Prometheus, every line of it in Loki':
    '파드 하나에서 메모리를 누수시킵니다: 어느 파드가 언제 얼마나인지는 Prometheus에, 모든 로그 줄은 Loki에 있습니다',
  'judges recordings again, with no cluster; without a file those that come with the project':
    '클러스터 없이 기록을 다시 판정합니다. 파일이 없으면 프로젝트에 들어 있는 기록을 사용합니다',
  'environment: the token where faults are guarded by one': '환경 변수: 장애가 토큰으로 보호될 때의 토큰',
  'environment, with GRAFANA_PASSWORD or GRAFANA_TOKEN: where Grafana asks for a login':
    '환경 변수, GRAFANA_PASSWORD 또는 GRAFANA_TOKEN과 함께: Grafana에 로그인이 필요할 때',
  'Exit code: 0 all passed (or skipped, with the reason), 1 a drill failed, 2 it could not start.':
    '종료 코드: 0 모두 통과(또는 이유와 함께 건너뜀), 1 점검 실패, 2 시작할 수 없음.',
};
