/**
 * What to do, and what was expected, where a check of any drill failed. Lines that are commands only stay as
 * they are.
 */
export const KOREAN_REMEDIES: Readonly<Record<string, string>> = {
  'see in the report what the cluster was doing, or raise --timeout':
    '클러스터에서 일어난 일을 리포트에서 확인하거나 --timeout을 늘리십시오',
  'timed out after {time} s waiting for {what}': '{time} s 안에 끝나지 않았습니다. 대기 중이던 것: {what}',
  'run it again': '다시 실행하십시오',
  'not within {time} s': '{time} s 안에 되지 않았습니다',
  // Traffic routing
  'there is no pod to delete': '삭제할 파드가 없습니다',
  // Self-healing
  // Autoscaling
  // Updates
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
