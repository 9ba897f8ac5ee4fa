import { catalogue } from './message.ts';

/** Why `npm run up` or `npm run down` does not begin, or failed, and what to do. */
export const UP_REFUSALS = catalogue({
  'consent.elsewhere': `
    {context} is not a cluster on this machine. If you mean it, name it: --context {context}
    {context}은(는) 이 머신의 클러스터가 아닙니다. 이 클러스터가 맞으면 이름을 지정하십시오: --context {context}`,
  'consent.nobody': `
    Nobody is here to ask. Say --yes, or name the cluster: --context NAME
    물어볼 사람이 없습니다. --yes를 쓰거나 클러스터를 지정하십시오: --context NAME`,
  'consent.nothingTouched': ['Nothing was touched.', '아무것도 변경하지 않았습니다.'],
  'consent.notDeletedUnasked': [
    'The {provider} cluster "{name}" that `npm run up` made runs and does not answer. Nothing is deleted unasked:\n  npm run down -- --context {context}     deletes it\n  npm run up                               then makes a new one',
    '`npm run up`이 만든 {provider} 클러스터("{name}")가 실행 중이지만 응답하지 않습니다. 묻지 않고 삭제하지는 않습니다:\n  npm run down -- --context {context}     클러스터를 삭제합니다\n  npm run up                               그다음 새로 만듭니다',
  ],

  'target.noContext': `
    There is no context "{name}". kubectl knows: {contexts}.
    컨텍스트 "{name}"이(가) 없습니다. kubectl이 아는 컨텍스트: {contexts}.`,
  'target.none': ['none', '없음'],
  'target.doesNotAnswer': [
    'The cluster behind "{context}" does not answer. Start it, or check `kubectl --context {context} version`.',
    '"{context}"의 클러스터가 응답하지 않습니다. 시작하거나 `kubectl --context {context} version`으로 확인하십시오.',
  ],
  'target.notMadeByUp': [
    'There is a {provider} cluster "{name}" that `npm run up` did not make, and it does not answer. Repair it or delete it.',
    '`npm run up`이 만들지 않은 {provider} 클러스터("{name}")가 있으며 응답하지 않습니다. 고치거나 삭제하십시오.',
  ],
  'target.unknownTool': `
    A cluster can be made with {tools}; not with "{name}".
    클러스터를 만들 수 있는 도구: {tools}. "{name}"은(는) 쓸 수 없습니다.`,
  'target.toolIsMissing': [
    '{name} is not installed.\n{install}',
    '{name}이(가) 설치되어 있지 않습니다.\n{install}',
  ],
  'target.noneAnswers': [
    'No cluster answers behind {contexts}.\n{install}',
    '{contexts}의 클러스터가 응답하지 않습니다.\n{install}',
  ],
  'target.install': [
    'There is no Kubernetes cluster here yet. Install what is missing, then try again:\n{missing:\n}',
    '아직 쿠버네티스 클러스터가 없습니다. 없는 것을 설치한 뒤 다시 실행하십시오:\n{missing:\n}',
  ],
  'target.installDocker': [
    '  docker    runs the containers       https://docs.docker.com/get-started/get-docker/',
    '  docker    컨테이너를 실행합니다       https://docs.docker.com/get-started/get-docker/',
  ],
  'target.installKubectl': [
    '  kubectl   talks to the cluster      https://kubernetes.io/docs/tasks/tools/',
    '  kubectl   클러스터에 연결합니다       https://kubernetes.io/docs/tasks/tools/',
  ],
  'target.installKind': [
    '  kind      makes a cluster in docker https://kind.sigs.k8s.io/docs/user/quick-start/#installation\n            (or k3d https://k3d.io, or minikube https://minikube.sigs.k8s.io/docs/start/)',
    '  kind      docker에 클러스터를 만듭니다 https://kind.sigs.k8s.io/docs/user/quick-start/#installation\n            (또는 k3d https://k3d.io, minikube https://minikube.sigs.k8s.io/docs/start/)',
  ],
  'target.recordOfUnknownProvider': `
    The record of "{context}" names a kind of cluster that is not known: {provider}.
    "{context}"의 기록에 알 수 없는 종류의 클러스터가 있습니다: {provider}.`,

  'start.remedy': ['{program} says why above.', '이유는 위의 {program} 출력에 있습니다.'],
  'start.doesNotAnswer': [
    'The cluster was started and does not answer: `kubectl --context {context} get nodes` says more.',
    '클러스터를 시작했지만 응답하지 않습니다. `kubectl --context {context} get nodes`로 확인하십시오.',
  ],
  'create.portIsTaken': [
    'another program, perhaps another cluster, holds port 31221 or 30001 of this machine. Stop it, then `npm run up` again.',
    '다른 프로그램(다른 클러스터일 수 있습니다)이 이 머신의 포트 31221 또는 30001을 쓰고 있습니다. 멈춘 뒤 `npm run up`을 다시 실행하십시오.',
  ],
  'create.remedy': `
    {tool} says why above; most often the container engine is not running or has too little memory.
    이유는 위의 {tool} 출력에 있습니다. 대개 컨테이너 엔진이 실행 중이 아니거나 메모리가 부족합니다.`,

  'situation.elsewhereAlready': `
    The service is in namespace "{namespace}" of this cluster already, and NodePort {port} can be held once. First: npm run down -- --context {context}
    서비스가 이미 이 클러스터의 네임스페이스 "{namespace}"에 있고, NodePort {port}은(는) 하나의 서비스만 쓸 수 있습니다. 먼저 실행하십시오: npm run down -- --context {context}`,
  'situation.noNamespace': `
    There is no namespace "{namespace}". First: kubectl --context {context} create namespace {namespace}
    네임스페이스("{namespace}")가 없습니다. 먼저 실행하십시오: kubectl --context {context} create namespace {namespace}`,
  'situation.portIsTaken': [
    'NodePort {port} belongs to the Service "{name}" of namespace "{namespace}". Nothing was touched.\nTo free it: kubectl --context {context} delete service {name} --namespace {namespace}',
    'NodePort {port}은(는) 네임스페이스 "{namespace}"의 서비스("{name}")가 쓰고 있습니다. 아무것도 변경하지 않았습니다.\n포트를 비우려면: kubectl --context {context} delete service {name} --namespace {namespace}',
  ],
  'manifests.notRendered': `
    {folder} cannot be rendered: {error}
    {folder}을(를) 렌더링할 수 없습니다: {error}`,
  'manifests.notRead': `
    {context} does not say what it has: {error}
    {context}의 오브젝트를 읽을 수 없습니다: {error}`,

  'images.howTheyTravel': [
    'The nodes of {context} are not on this machine, so the images have to travel. Either through your registry:\n  IMAGE_PREFIX=registry.example.com/you npm run up -- --context {context}\nor, where the nodes have them already:\n  npm run up -- --context {context} --no-images',
    '{context}의 노드는 이 머신에 없으므로 이미지를 전달해야 합니다. 레지스트리를 쓰려면:\n  IMAGE_PREFIX=registry.example.com/you npm run up -- --context {context}\n이미지가 이미 노드에 있으면:\n  npm run up -- --context {context} --no-images',
  ],
  'images.prefix': `
    IMAGE_PREFIX "{prefix}" cannot begin an image's name: a registry and folders without https:// and without a slash at the end, e.g. registry.example.com/you
    IMAGE_PREFIX "{prefix}": 이미지 이름의 앞부분으로 쓸 수 없습니다. 레지스트리와 경로를 https:// 없이, 끝에 슬래시 없이 쓰십시오. 예: registry.example.com/you`,
  'images.build.remedy': `
    the lines above are {program}'s. The base image is pulled the first time, which needs a connection.
    위의 내용은 {program}의 출력입니다. 처음에는 베이스 이미지를 풀하므로 인터넷 연결이 필요합니다.`,
  'images.push.remedy': [
    "the lines above are {program}'s. Pushing needs `{program} login` first; docker builds for another architecture than its own, or for several, with its containerd image store and emulation (QEMU) only.",
    '위의 내용은 {program}의 출력입니다. 푸시하려면 먼저 `{program} login`이 필요합니다. docker는 containerd 이미지 저장소와 에뮬레이션(QEMU)이 있어야 다른 아키텍처나 여러 아키텍처용으로 빌드합니다.',
  ],
  'images.load.remedy': `
    {provider} says why above; a full disk of the container engine is the usual reason.
    이유는 위의 {provider} 출력에 있습니다. 대개 컨테이너 엔진의 디스크가 가득 찬 것입니다.`,
  'engine.dockerIsStopped': `
    docker is installed but does not run. Start Docker, then try again.
    docker가 설치되어 있지만 실행 중이 아닙니다. Docker를 시작한 뒤 다시 실행하십시오.`,
  'engine.podmanIsStopped': [
    'podman is installed but does not run. `podman machine start` starts it.',
    'podman이 설치되어 있지만 실행 중이 아닙니다. `podman machine start`로 시작하십시오.',
  ],
  'engine.none': [
    'There is nothing to build images with. Install one of:\n  docker    https://docs.docker.com/get-started/get-docker/\n  podman    https://podman.io/docs/installation',
    '이미지를 빌드할 도구가 없습니다. 다음 중 하나를 설치하십시오:\n  docker    https://docs.docker.com/get-started/get-docker/\n  podman    https://podman.io/docs/installation',
  ],
  'engine.needsDocker': [
    "This cluster runs docker's own images, and docker does not answer. `docker context ls` shows the engines that there are.",
    '이 클러스터는 docker의 이미지를 그대로 실행하는데 docker가 응답하지 않습니다. `docker context ls`로 사용할 수 있는 엔진을 확인하십시오.',
  ],
  'engine.needsNerdctl': [
    'This cluster runs the images of its containerd, and nerdctl does not answer. Rancher Desktop brings it; with Colima, `colima nerdctl install` puts it on the PATH.',
    '이 클러스터는 containerd의 이미지를 실행하는데 nerdctl이 응답하지 않습니다. Rancher Desktop에는 포함되어 있고, Colima에서는 `colima nerdctl install`로 PATH에 설치합니다.',
  ],

  'apply.portIsTaken': [
    'another Service of this cluster holds NodePort {port}: `kubectl get services -A` shows which.',
    '이 클러스터의 다른 서비스가 NodePort {port}을(를) 쓰고 있습니다. `kubectl get services -A`로 확인하십시오.',
  ],
  'kubectl.saysWhy': ['kubectl says why above.', '이유는 위의 kubectl 출력에 있습니다.'],
  'metricsServer.remedy': [
    'the service is up, and without metrics-server only the autoscaling lesson does not work. Its manifest is downloaded, which needs a connection: `npm run up` tries again.',
    '서비스는 실행 중입니다. metrics-server가 없으면 오토스케일링 실습만 동작하지 않습니다. 매니페스트를 내려받으려면 인터넷 연결이 필요합니다. `npm run up`이 다시 시도합니다.',
  ],

  'pods.look': [
    'look at `kubectl --context {context} get pods {which}` and `kubectl describe` one of them.',
    '`kubectl --context {context} get pods {which}`로 보고, 그중 하나를 `kubectl describe`로 확인하십시오.',
  ],
  'pods.reasons': ['{reasons:\n  }\n  More: {look}', '{reasons:\n  }\n  더 보기: {look}'],
  'pods.unscheduled': ['No node takes the pod: {message}', '파드를 스케줄할 노드가 없습니다: {message}'],
  'pods.waiting': ['{reason}: {message}\n  {remedy}', '{reason}: {message}\n  {remedy}'],
  'pods.noImage': [
    'The node does not have the image and cannot pull it. Run `npm run up` again: it builds and loads the images.',
    '노드에 이미지가 없고 풀할 수도 없습니다. `npm run up`을 다시 실행하면 이미지를 빌드하고 로드합니다.',
  ],
  'pods.noConfig': `
    Something that the pod refers to is missing. overlays/locked needs its Secret first: its first lines say how.
    파드가 참조하는 것이 없습니다. overlays/locked에는 시크릿이 먼저 필요하며, 만드는 방법은 그 파일의 첫 줄에 있습니다.`,
  'pods.crashes': [
    'The container ends by itself. Its last log lines: `kubectl logs {pod} --namespace {namespace} --previous`.',
    '컨테이너가 스스로 종료됩니다. 마지막 로그: `kubectl logs {pod} --namespace {namespace} --previous`.',
  ],

  'monitoring.otherNamespace': [
    'There is a namespace "{namespace}" in this cluster that is somebody else\'s, most likely with a Prometheus and a Grafana of its own. Nothing was touched.\nWhat that one has, and what it lacks for the lesson:\n  npm run monitoring -- check --context {context}',
    '이 클러스터에 다른 사람의 네임스페이스("{namespace}")가 있으며, 아마 별도의 Prometheus와 Grafana가 있습니다. 아무것도 변경하지 않았습니다.\n무엇이 있고 실습에 무엇이 부족한지 확인하려면:\n  npm run monitoring -- check --context {context}',
  ],
  'monitoring.terminating': [
    'The namespace "{namespace}" is just being deleted. Wait until it is gone, then try again:\n  kubectl --context {context} wait --for delete namespace/{namespace} --timeout 120s',
    '네임스페이스("{namespace}")가 삭제되는 중입니다. 없어진 뒤 다시 실행하십시오:\n  kubectl --context {context} wait --for delete namespace/{namespace} --timeout 120s',
  ],
  'monitoring.portIsTaken': [
    'NodePort {port} belongs to the Service "{name}" of namespace "{namespace}". Nothing was touched.\nIf that is a Grafana, use it: `npm run monitoring -- check --context {context}` says what it lacks. Otherwise free the port: kubectl --context {context} delete service {name} --namespace {namespace}',
    'NodePort {port}은(는) 네임스페이스 "{namespace}"의 서비스("{name}")가 쓰고 있습니다. 아무것도 변경하지 않았습니다.\nGrafana라면 그대로 쓰십시오. 부족한 것은 `npm run monitoring -- check --context {context}`가 알려 줍니다. 아니라면 포트를 비우십시오: kubectl --context {context} delete service {name} --namespace {namespace}',
  ],
  'monitoring.cannotPull': [
    'the nodes cannot pull {images}. They need a way to the registry, or the images by hand:\n{commands:\n}\nthen: npm run up -- --monitoring --context {context}\nThe service itself is up.',
    '노드가 {images}을(를) 풀할 수 없습니다. 레지스트리에 연결되어야 합니다. 또는 이미지를 직접 넣으십시오:\n{commands:\n}\n그다음: npm run up -- --monitoring --context {context}\n서비스 자체는 실행 중입니다.',
  ],
  'monitoring.onEachNode': [
    '  on each node: sudo crictl pull {image}',
    '  노드마다: sudo crictl pull {image}',
  ],

  'down.notOnRecord': [
    '`npm run up` did nothing to "{context}". On record: {contexts}.',
    '`npm run up`이 "{context}"에 한 일이 없습니다. 기록에 있는 컨텍스트: {contexts}.',
  ],
  'down.several': [
    '`npm run up` is on record for several clusters. Name the one that is meant:\n{commands:\n}',
    '`npm run up`의 기록이 있는 클러스터가 여러 개입니다. 하나를 지정하십시오:\n{commands:\n}',
  ],
  'down.doesNotAnswer': [
    'The cluster behind "{context}" does not answer. Start it, then `npm run down` again.',
    '"{context}"의 클러스터가 응답하지 않습니다. 시작한 뒤 `npm run down`을 다시 실행하십시오.',
  ],
  'down.remedy': [
    'the lines above say why. `npm run down` can be repeated.',
    '이유는 위의 출력에 있습니다. `npm run down`은 다시 실행할 수 있습니다.',
  ],
  'down.imageInUse': [
    'an image that a pod still uses stays. `npm run down` can be repeated.',
    '파드가 아직 쓰는 이미지는 남습니다. `npm run down`은 다시 실행할 수 있습니다.',
  ],

  'unreachable.localhost': `
    {provider} puts NodePorts on localhost: look whether another program holds port 31221.
    {provider}은(는) NodePort를 localhost에 엽니다. 다른 프로그램이 포트 31221을 쓰고 있는지 확인하십시오.`,
  'unreachable.k3d': [
    'A k3d cluster answers only on ports that were mapped when it was made, and those of "{name}" were not. `npm run up -- --create k3d` makes one that has 31221.',
    'k3d 클러스터는 만들 때 매핑한 포트에서만 응답하는데, "{name}"에는 매핑되어 있지 않습니다. `npm run up -- --create k3d`로 31221이 매핑된 클러스터를 만들 수 있습니다.',
  ],
  'unreachable.kind': [
    'On macOS and Windows a kind cluster answers only on ports that were mapped when it was made, and those of "{name}" were not. `npm run up -- --create kind` makes one that has 31221.',
    'macOS와 Windows에서 kind 클러스터는 만들 때 매핑한 포트에서만 응답하는데, "{name}"에는 매핑되어 있지 않습니다. `npm run up -- --create kind`로 31221이 매핑된 클러스터를 만들 수 있습니다.',
  ],
  'unreachable.minikube': [
    "minikube's nodes are on a network of their own here. This prints a URL that works for as long as it runs:\n    {command}",
    '여기서 minikube의 노드는 별도의 네트워크에 있습니다. 다음 명령은 실행되는 동안 쓸 수 있는 URL을 출력합니다:\n    {command}',
  ],
  'unreachable.other': `
    A firewall or a private network may be between here and the nodes.
    여기와 노드 사이에 방화벽이나 사설 네트워크가 있을 수 있습니다.`,
});
