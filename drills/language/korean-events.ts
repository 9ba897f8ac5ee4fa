/** What a drill did, what the cluster said, and what is left where a cleanup failed. */
export const KOREAN_EVENTS: Readonly<Record<string, string>> = {
  'deleted pod {pod}': '파드 {pod} 삭제',
  'set image {image}': '이미지를 {image}(으)로 변경',
  'rollout undo': '롤아웃 되돌리기(undo)',
  'back to revision {revision}': '리비전 {revision}(으)로 복귀',
  'GET /cpu-load: {pod} holds {amount}': 'GET /cpu-load: {pod}이(가) {amount} 유지',
  'GET /cpu-load: {pod} asks for its whole limit, {amount}':
    'GET /cpu-load: {pod}이(가) 제한 전체 {amount} 요청',
  'stopped the load on {pod}': '{pod}의 부하 중지',
  'GET /memory-leak: {pod} is to be OOMKilled in {time} s':
    'GET /memory-leak: {pod} OOMKilled 예고 {time} s 후',
  'the kernel to kill {pod}, announced in {time}': '커널의 {pod} 종료, 예고 {time} 후',
  '{pod} now announces its end {time} s after the start': '{pod}이(가) 이제 시작 {time} s 후 종료를 예고',
  'stopped the leak on {pod}': '{pod}의 누수 중지',
  'kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}':
    'kubectl patch pod {pod} --subresource resize: {resource} {before} -> {after}',
  '{pod} is replaced, because its {resource} is not taken back: {reason}':
    '{resource} 제한을 되돌리지 못해 {pod}을(를) 교체: {reason}',
  'cordoned {node}': '{node} cordon',
  'evicted {pod}': '{pod} 축출',
  'the budget refuses for now: {reason}': 'PodDisruptionBudget이 지금은 거부: {reason}',
  'gave up: {reason}': '중단: {reason}',
  'pinned the autoscaler to {count} replicas ({least} to {most} before)':
    '오토스케일러를 레플리카 {count}개로 고정(이전 {least}~{most})',
  'the Service is out of reach from here: pod {pod} sends the traffic':
    '여기서 서비스에 연결할 수 없음: 파드 {pod}이(가) 트래픽을 보냄',
  // From the watches
  '{label} ×{count}': '{label} ×{count}',
  '{probe} probe failed: {pod}': '{probe} 프로브 실패: {pod}',
  'while it stops': '종료 중',
  startup: '스타트업',
  readiness: '레디니스',
  liveness: '라이브니스',
  'OOMKilled: {pod} (exit code {code})': 'OOMKilled: {pod} (종료 코드 {code})',
  '{pod}: exit code {code}': '{pod}: 종료 코드 {code}',
  '{pod} evicted': '{pod} 축출됨',
  '{pod} restarted': '{pod} 재시작',
  'revision {revision}: {image}': '리비전 {revision}: {image}',
  'scaled {from} → {to}': '스케일 {from} → {to}',
  '{node} cordoned': '{node} cordon됨',
  '{node} uncordoned': '{node} uncordon됨',
  // Waiting
  '2 replicas again, after the stabilisation window': '안정화 기간 후 다시 레플리카 2개',
  '{count} ready replicas': '준비된 레플리카 {count}개',
  'ProgressDeadlineExceeded, {time} s after the last progress':
    'ProgressDeadlineExceeded, 마지막 진행 {time} s 후',
  'the old revision to be restored, by its replica counts': '레플리카 수로 본 이전 리비전의 복원',
  'the budget to let {count} pods go': 'PodDisruptionBudget의 파드 {count}개 축출 허용',
  '{node} to be empty of the workload': '{node}에서 워크로드 비우기',
  'Prometheus and Loki to have what happened last': 'Prometheus와 Loki에 마지막 내용 도착',
  'the traffic pod {pod} to run': '트래픽 파드 {pod}의 실행',
  // What is left
  'the Deployment is not rolled out': '디플로이먼트의 롤아웃이 완료되지 않음',
  'the autoscaler has not come back to 2 replicas': '오토스케일러가 레플리카 2개로 돌아오지 않음',
  'kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window':
    'kubectl get hpa app-1-2-2-1 -w: 안정화 기간이 지나면 스케일 인합니다',
  'the autoscaler is pinned to {count} replicas': '오토스케일러가 레플리카 {count}개로 고정됨',
  'a fault is active on {pod}': '{pod}에서 장애가 활성화되어 있음',
  'curl -X DELETE .../faults until {pod} answers, or kubectl delete pod {pod}':
    '{pod}이(가) 응답할 때까지 curl -X DELETE .../faults 를 실행하거나 kubectl delete pod {pod}',
  'the Deployment does not run {image}': '디플로이먼트가 {image}을(를) 실행하지 않음',
  'the traffic pod {pod} is there': '트래픽 파드 {pod}이(가) 남아 있음',
  '{node} is cordoned': '{node}이(가) cordon 상태임',
  '{pod} is not replaced yet': '{pod}이(가) 아직 교체되지 않음',
  '{pod} did not answer DELETE /faults': '{pod}이(가) DELETE /faults에 응답하지 않았습니다',
  'faults are guarded: set FAULTS=open on the Deployment, or give its token in FAULTS_TOKEN':
    '장애가 보호되어 있습니다. 디플로이먼트에 FAULTS=open을 설정하거나 FAULTS_TOKEN에 토큰을 넣으십시오',
  'the container needs a memory limit: resources.limits.memory in k8s/deployment.yaml':
    '컨테이너에 메모리 제한이 필요합니다: k8s/deployment.yaml의 resources.limits.memory',
  'GET {path} was refused with {status}: {message}':
    'GET {path} 요청이 {status}(으)로 거부되었습니다: {message}',
  'left out by --quick: {drills}': '--quick으로 제외: {drills}',
  'forbidden in namespace {namespace}: {rights} (kubectl auth can-i --list shows what is allowed)':
    '네임스페이스 {namespace}에서 권한이 없습니다: {rights} (kubectl auth can-i --list로 허용된 권한을 볼 수 있습니다)',
  // The report
  'The picture as a table': '그림의 내용을 표로',
  'Requests of each {time}, and replicas at its end': '{time}마다의 요청 수와 그 끝의 레플리카 수',
  'no.': '번호',
  replicas: '레플리카',
  memory: '메모리',
  'req/s': '요청/s',
  answers: '응답',
  'version {version}': '버전 {version}',
  'memory as Prometheus has it': 'Prometheus의 메모리',
  events: '이벤트',
  starting: '시작 중',
  pending: '대기 중(pending)',
  down: '중단됨',
  '{count} answers': '응답 {count}건',
  '{count} refused': '거부됨 {count}건',
  '{count} reset': '연결 끊김 {count}건',
  '{count} timeout': '시간 초과 {count}건',
  '{address}: no answer within {seconds} s': '{address}: {seconds}초 안에 응답 없음',
  '{count} 5xx': '5xx {count}건',
  '{count} wrong-body': '다른 본문 {count}건',
  '{drill}: {sent} requests, none lost, {pods} pods.': '{drill}: 요청 {sent}건, 유실 없음, 파드 {pods}개.',
  '{drill}: {sent} requests, {lost} lost, from {from} to {to}, {pods} pods.':
    '{drill}: 요청 {sent}건, {from}부터 {to}까지 {lost}건 유실, 파드 {pods}개.',
  '{rate} req/s': '{rate} 요청/s',
  // Errors
  'npm kept {flags} to itself. What stands behind -- reaches the command:':
    'npm이 {flags}을(를) 자신의 플래그로 가져갔습니다. -- 뒤에 쓴 것만 명령에 전달됩니다:',
  '{command}    (in PowerShell)': '{command}    (PowerShell에서)',
  '{reason} (--help lists the flags)': '{reason} (플래그 목록: --help)',
  '--lang {value} is not en or ko': '--lang {value}: en 또는 ko여야 합니다',
  '--format {value} is not text or github': '--format {value}: text 또는 github이어야 합니다',
  '{flag} {value} is not an http address such as {example}':
    '{flag} {value}: {example} 같은 http 주소가 아닙니다',
  '{flag} {value} is not the name of an image': '{flag} {value}: 이미지 이름이 아닙니다',
  '{file} has format version {found}, this program reads {known}: replay it with the version of the project that wrote it':
    '{file}의 형식 버전은 {found}이고 이 프로그램은 {known}을 읽습니다. 기록을 만든 버전의 프로젝트로 replay하십시오',
  '{file} is not a whole recording: its timeline lacks a part':
    '{file}은(는) 온전한 기록이 아닙니다: 타임라인의 일부가 없습니다',
  '{file} is a recording of "{drill}"; there are: {names}':
    '{file}은(는) "{drill}"의 기록입니다. 사용할 수 있는 것: {names}',
  'the answer has no date': '응답에 날짜가 없습니다',
  '{phase} from {from} to {to}': '{from}~{to} {phase}',
  'and {count} more times': '그 밖에 {count}번',
};
