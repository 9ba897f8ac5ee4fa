import { catalogue } from './message.ts';

/** `npm run up` and `npm run down`: their flags, plans, questions and the summary. */
export const UP = catalogue({
  'up.flag.context': `
    a context of the kubeconfig; without it, a cluster on this machine is found, or a new one is offered
    kubectl이 아는 클러스터. 지정하지 않으면 이 머신의 클러스터를 찾거나 새로 만들지 묻습니다`,
  'up.flag.create': `
    creates a cluster with this tool: kind, k3d or minikube
    이 도구로 새 클러스터를 만듭니다: kind, k3d, minikube`,
  'up.flag.namespace': ['an existing namespace', '이미 있는 네임스페이스'],
  'up.flag.overlay': ['overlays/NAME instead of k8s/', 'k8s/ 대신 overlays/NAME'],
  'up.flag.noImages': `
    builds and loads no images: the nodes have them, or pull them
    이미지를 빌드하거나 적재하지 않습니다. 노드에 이미 있거나 노드가 풀(pull)할 때 사용합니다`,
  'up.flag.monitoring': `
    also installs Prometheus, Loki and Grafana, in their own namespace
    Prometheus, Loki, Grafana도 별도의 네임스페이스에 설치합니다`,
  'up.flag.dryRun': ['shows the plan and changes nothing', '계획만 보여 주고 아무것도 변경하지 않습니다'],
  'up.help.IMAGE_PREFIX': `
    the part of the image names before /app; with a registry in it, the images are pushed there (default: 1pro)
    이미지 이름에서 /app 앞부분. 레지스트리가 들어 있으면 그곳에 푸시합니다 (기본값: 1pro)`,
  'up.notForDown': ['--{flag} means nothing to npm run down', '--{flag}: npm run down에서는 쓸 수 없습니다'],

  'plan.start': `
    The plan: start the {tool} cluster "{cluster}" (context {context}), which is stopped
    계획: 멈춰 있는 {tool} 클러스터 "{cluster}"(컨텍스트 {context})를 시작합니다`,
  'plan.startFirst': `
    The plan for the service follows when the cluster answers. Nothing is deleted.
    클러스터가 응답하면 서비스의 계획을 보여 줍니다. 아무것도 삭제하지 않습니다.`,
  'plan.up.new': `
    The plan: the service into a new {cluster} (context {context}: {nodes})
    계획: 새 {cluster}(컨텍스트 {context}: {nodes})에 서비스를 올립니다`,
  'plan.up.existing': `
    The plan: the service into the {cluster} (context {context})
    계획: {cluster}(컨텍스트 {context})에 서비스를 올립니다`,
  'plan.cluster': ['{provider} cluster "{name}"', '{provider} 클러스터 "{name}"'],
  'plan.otherCluster': ['cluster', '클러스터'],
  'plan.deleteCluster': [
    'The plan: take away what `npm run up` made (context {context})',
    '계획: `npm run up`이 만든 클러스터를 삭제합니다(컨텍스트 {context})',
  ],
  'plan.down': [
    'The plan: take away what `npm run up` brought (context {context})',
    '계획: `npm run up`이 설치한 것을 제거합니다(컨텍스트 {context})',
  ],
  'plan.piped': ['{input} | {command}', '{input} | {command}'],
  'plan.asTheyWere': ['(as they were)', '(이전 상태 그대로)'],
  'plan.withVariable': ['{command} (with {variable})', '{command} ({variable} 추가)'],
  'plan.notNeeded': ['not needed', '필요하지 않음'],
  'plan.done': ['done in {seconds} s', '완료, {seconds}초'],
  'plan.running': ['... {seconds} s', '... {seconds}초'],
  'plan.exitCode': ['ended with exit code {code}', '종료 코드: {code}'],
  'plan.inVain': `
    was stopped after {seconds} s: it could not succeed
    {seconds}초 뒤에 중단했습니다. 더 기다려도 성공할 수 없습니다`,
  'plan.failed': [
    'Failed: {step}\n  {command}\n  {ending}\n{undone}\nWhat to do: {remedy}',
    '실패: {step}\n  {command}\n  {ending}\n{undone}\n조치: {remedy}',
  ],
  'plan.takingAway': ['undoing this step: {command}', '이 단계를 되돌리는 중: {command}'],
  'plan.takenAway': [
    '\nWhat this step had brought was taken away again.\n',
    '\n이 단계에서 설치한 것을 다시 제거했습니다.\n',
  ],
  'plan.notTakenAway': [
    '\nThis step could not be undone; `npm run down` tries once more.\n',
    '\n이 단계를 되돌리지 못했습니다. `npm run down`이 다시 시도합니다.\n',
  ],

  'step.start': ['Start it', '클러스터 시작'],
  'step.create': ['Make a cluster with {tool}', '{tool}로 클러스터 생성'],
  'step.replace': `
    Replace the cluster that does not answer with {tool}
    응답하지 않는 클러스터를 {tool}로 교체`,
  'step.build': ['Build {images} with {program}', '{images} 빌드({program} 사용)'],
  'step.buildAndPush': `
    Build {images} with {program} and push them
    {images} 빌드 및 푸시({program} 사용)`,
  'step.load': ["Load them into the cluster's nodes", '이미지를 클러스터의 노드에 로드'],
  'step.apply': ['Apply the manifests', '매니페스트 적용'],
  'step.restart': `
    Restart the pods, if the image that they run has been built anew
    실행 중인 이미지가 새로 빌드되었으면 파드 재시작`,
  'step.waitUntilReady': ['Wait until the pods are ready', '파드가 준비될 때까지 대기'],
  'step.metricsServer': `
    Install metrics-server {version} (for autoscaling)
    metrics-server {version} 설치(오토스케일링용)`,
  'step.metricsServerAddon': ['Switch on metrics-server', 'metrics-server 애드온 활성화'],
  'step.applyMonitoring': `
    Apply observability/: Prometheus, Loki, Grafana and what feeds them, into the namespace "{namespace}"
    observability/ 적용: Prometheus, Loki, Grafana와 수집기를 네임스페이스 "{namespace}"에 설치`,
  'step.waitForMonitoring': `
    Wait until they are ready (the first time, while the nodes pull their images)
    준비될 때까지 대기(처음에는 노드가 이미지를 풀하는 동안)`,
  'step.deleteCluster': `
    Delete the {provider} cluster "{name}" and all that is in it
    {provider} 클러스터("{name}")와 그 안의 모든 것을 삭제`,
  'step.useContext': `
    Make {context} kubectl's current context again
    kubectl의 현재 컨텍스트를 {context}로 되돌림`,
  'step.delete': `
    Delete what was applied, and wait until the pods are gone
    적용한 오브젝트를 삭제하고 파드가 없어질 때까지 대기`,
  'step.putBack': ['Put back {objects}', '원래대로 복원: {objects}'],
  'step.deleteMonitoring': `
    Delete Prometheus, Loki, Grafana and what they have kept
    Prometheus, Loki, Grafana와 저장된 데이터를 삭제`,
  'step.removeMetricsServer': ['Remove metrics-server', 'metrics-server 제거'],
  'step.removeImages': ["Remove the images from the cluster's nodes", '클러스터의 노드에서 이미지 제거'],

  'nodes.kind': `
    three nodes, their ports 31221 and 30001 on this machine and on no other
    노드 3개, 포트 31221과 30001은 이 머신에서만 접근 가능`,
  'nodes.k3d': `
    two nodes, their ports 31221 and 30001 on this machine and on no other
    노드 2개, 포트 31221과 30001은 이 머신에서만 접근 가능`,
  'nodes.minikube': ['two nodes, with metrics-server', '노드 2개, metrics-server 포함'],

  'note.monitoringIsThere': [
    'observability/ is there already, and not by this command: it is used as it is, and `npm run down` leaves it.',
    'observability/가 이미 있으며 이 명령이 설치한 것이 아닙니다. 그대로 사용하고 `npm run down`도 제거하지 않습니다.',
  ],
  'note.objectsAreThere': [
    'Already there, and not by this command: {objects}. They are changed; `npm run down` puts them back.',
    '이미 있으며 이 명령이 만든 것이 아닙니다: {objects}. 변경한 뒤 `npm run down`이 원래대로 복원합니다.',
  ],
  'note.noMetricsServer': `
    This cluster has no metrics-server, and a cluster that is not on this machine is not changed beyond the namespace: autoscaling will not work until you install it.
    이 클러스터에는 metrics-server가 없습니다. 이 머신의 클러스터가 아니면 네임스페이스 밖은 변경하지 않으므로, 직접 설치해야 오토스케일링이 동작합니다.`,
  'note.currentContext': [
    "kubectl's current context becomes {context}; `npm run down` goes back to {previous}.",
    'kubectl의 현재 컨텍스트가 {context}로 바뀝니다. `npm run down`이 {previous}로 되돌립니다.',
  ],
  'note.notTouched': ['Not touched: {contexts}.', '변경하지 않음: {contexts}.'],
  'note.downUndoes': ['`npm run down` undoes all of it.', '`npm run down`이 모두 되돌립니다.'],

  'consent.goAhead': ['Go ahead?', '진행하시겠습니까?'],
  'consent.delete': `
    Delete the {provider} cluster "{name}", which does not answer, with all that is in it?
    응답하지 않는 {provider} 클러스터("{name}")를 그 안의 모든 것과 함께 삭제하시겠습니까?`,

  'summary.page': ['The live page:  {url}/', '라이브 페이지:  {url}/'],
  'summary.noAnswer': [
    'The pods are ready, but their NodePort does not answer from here. {remedy}\nFor one pod at a time, which is enough for the live page but not for watching traffic move:\n    {command}',
    '파드는 준비되었지만 여기서는 NodePort가 응답하지 않습니다. {remedy}\n한 번에 파드 하나에만 연결하는 방법입니다. 라이브 페이지에는 충분하지만 트래픽의 이동은 볼 수 없습니다:\n    {command}',
  ],
  'summary.grafana': ['Grafana:        {url}/', 'Grafana:        {url}/'],
  'summary.noGrafana': [
    'Grafana does not answer from here at NodePort {port}. For as long as this runs, it does:\n    {command}',
    '여기서는 NodePort {port}에서 Grafana가 응답하지 않습니다. 다음 명령이 실행되는 동안에는 응답합니다:\n    {command}',
  ],
  'summary.next': ['Next:           {command}', '다음 명령:      {command}'],
  'summary.whenDone': ['When done:      npm run down', '끝낼 때:        npm run down'],

  'down.nothing': [
    'Nothing to undo: no `npm run up` is on record here.',
    '되돌릴 것이 없습니다. 여기에는 `npm run up`의 기록이 없습니다.',
  ],
  'down.contextIsGone': [
    'The context {context} is gone, and with it all that `npm run up` made. Nothing to undo.',
    '컨텍스트({context})가 없어졌고 `npm run up`이 만든 것도 함께 없어졌습니다. 되돌릴 것이 없습니다.',
  ],
  'down.done': [
    '\nAll undone. The images that were built stay in the container engine of this machine.',
    '\n모두 되돌렸습니다. 빌드한 이미지는 이 머신의 컨테이너 엔진에 남아 있습니다.',
  ],

  'images.help': `
    npm run images -- [--push] [--engine COMMAND] [FLAG OF THE BUILD COMMAND...]: builds the three images
    npm run images -- [--push] [--engine COMMAND] [빌드 명령의 플래그...]: 이미지 세 개를 빌드합니다`,
  'images.otherFlags': `
    every other flag is passed to the build command, e.g. --network host
    그 밖의 플래그는 빌드 명령에 전달됩니다. 예: --network host`,
  'images.flag.push': ['pushes the images, too', '빌드한 뒤 푸시합니다'],
  'images.flag.engine': `
    the command to build with, e.g. 'nerdctl --namespace k8s.io'
    빌드에 쓸 명령. 예: 'nerdctl --namespace k8s.io'`,
  'images.flag.engine.default': ['docker or podman, whichever answers', 'docker와 podman 중 응답하는 것'],
  'images.built': ['built {images} with {engine}', '{images} 빌드 완료({engine} 사용)'],
  'images.pushed': ['built and pushed {images} with {engine}', '{images} 빌드 및 푸시 완료({engine} 사용)'],
  'images.size': `
    {image}: {unpacked} MB unpacked, {compressed} MB compressed
    {image}: 압축을 푼 크기 {unpacked} MB, 압축된 크기 {compressed} MB`,
  'images.failed': `
    {program} {command} failed; what it says is above
    {program} {command} 실패. 이유는 위의 출력에 있습니다`,
});
