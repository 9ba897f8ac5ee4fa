import { catalogue } from './message.ts';

/** The connection to the cluster, and what the cluster refuses. */
export const CLUSTER = catalogue({
  'api-server.noDate': ['the answer has no date', '응답에 날짜가 없습니다'],
  'api-server.silent': ['{address}: {said}', '{address}: {said}'],
  'api-server.noAnswer': ['no answer within {seconds} s', '{seconds}초 안에 응답 없음'],
  'connection.unreachable': `
    cannot reach the cluster of context "{context}": {error} (is it running? kubectl cluster-info)
    컨텍스트 "{context}"의 클러스터에 연결할 수 없습니다: {error} (실행 중입니까? kubectl cluster-info)`,
  'connection.credentialsRefused': `
    the cluster of context "{context}" refuses these credentials: {error}
    컨텍스트 "{context}"의 클러스터가 이 인증 정보를 거부합니다: {error}`,
  'kubectl-proxy.doesNotStart': `
    kubectl proxy does not start: {error}
    kubectl proxy가 시작되지 않습니다: {error}`,
  'kubectl.missing': `
    kubectl is not installed: {url} (drills reach the cluster through it)
    kubectl이 설치되어 있지 않습니다: {url} (점검은 kubectl을 통해 클러스터에 연결합니다)`,
  'kubectl.unusable': ['the kubeconfig cannot be used: {error}', 'kubeconfig를 사용할 수 없습니다: {error}'],
  'kubectl.unusableOthers': `
    the kubeconfig cannot be used: {error}; it has: {contexts} (choose with --context)
    kubeconfig를 사용할 수 없습니다: {error}. 사용할 수 있는 컨텍스트: {contexts} (--context로 선택하십시오)`,
  'kubectl.noContext': `
    no kubeconfig: {files} has no context (start a cluster, or set KUBECONFIG)
    kubeconfig가 없습니다: {files}에 컨텍스트가 없습니다(클러스터를 시작하거나 KUBECONFIG를 설정하십시오)`,
  'refused-creation.refused': `
    ReplicaSet {name} cannot create a pod: {said}
    레플리카셋 {name}이(가) 파드를 만들 수 없음: {said}`,
  'refused-creation.quota': `
    kubectl describe quota {name}: it must leave room for one more pod
    kubectl describe quota {name}: 파드를 하나 더 만들 여유가 있어야 합니다`,
  'refused-creation.limitRange': `
    kubectl describe limitrange: the requests and limits of the Deployment, and those that a resize sets, must lie within it
    kubectl describe limitrange: 디플로이먼트와 리사이즈의 요청(request)과 제한(limit)이 그 범위 안에 있어야 합니다`,
  'refused-creation.podSecurity': `
    kubectl get namespace --show-labels: pod-security.kubernetes.io/enforce must let these pods in
    kubectl get namespace --show-labels: pod-security.kubernetes.io/enforce가 이 파드를 허용해야 합니다`,
  'refused-creation.webhook': `
    the admission webhook {name} decides: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations
    어드미션 웹훅 {name}이(가) 결정합니다: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`,
  'refused-creation.describe': `
    kubectl describe replicaset: its events say who refuses the pods
    kubectl describe replicaset: 누가 파드를 거부하는지 이벤트에 나옵니다`,
  'refused-creation.change': ['{said}', '{said}'],
  'refused-creation.givenUp': `
    {refused}; given up waiting for {what}
    {refused}; 더 기다리지 않음. 대기 중이던 것: {what}`,
  'rollout.paused': `
    the Deployment is paused: nothing can be undone
    디플로이먼트가 일시 중지 상태라서 undo할 수 없습니다`,
  'rollout.noEarlierRevision': `
    there is no earlier revision to go back to
    되돌아갈 이전 리비전이 없습니다`,
  'rollout.keepOneRevision': `
    revisionHistoryLimit of the Deployment must keep at least one
    디플로이먼트의 revisionHistoryLimit가 1 이상이어야 합니다`,
  'rollout.noImage': `
    {reason}: {pod} cannot get the image {image}
    {reason}: {pod}이(가) 이미지 {image}을(를) 가져올 수 없습니다`,
  'rollout.loadImage': `
    npm run images builds the images; load them into the cluster (kind load docker-image, minikube image load, k3d image import), or name one it can pull with --image-update or --image-error
    npm run images로 이미지를 빌드한 뒤 클러스터에 로드하십시오(kind load docker-image, minikube image load, k3d image import). 또는 가져올 수 있는 이미지를 --image-update나 --image-error로 지정하십시오`,
  'rollout.noImageBecause': `
    {reason}: {pod} cannot get the image {image} ({said})
    {reason}: {pod}이(가) 이미지 {image}을(를) 가져올 수 없습니다({said})`,
  'service-client.refused': `
    GET {path} was refused with {status}: {said}
    GET {path} 요청이 {status}(으)로 거부되었습니다: {said}`,
  'service-client.needsMemoryLimit': `
    the container needs a memory limit: resources.limits.memory in k8s/deployment.yaml
    컨테이너에 메모리 제한이 필요합니다: k8s/deployment.yaml의 resources.limits.memory`,
  'service-client.guarded': `
    faults are guarded: set FAULTS=open on the Deployment, or give its token in FAULTS_TOKEN
    장애가 보호되어 있습니다. 디플로이먼트에 FAULTS=open을 설정하거나 FAULTS_TOKEN에 토큰을 넣으십시오`,
  'service-client.didNotAnswer': `
    {pod} did not answer DELETE /faults
    {pod}이(가) DELETE /faults에 응답하지 않았습니다`,
});
