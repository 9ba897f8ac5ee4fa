import { catalogue } from '../../../messages/message.ts';

/** The lessons of the strip: title, what to watch for, each step as it is seen, or who can tell. */
export const LESSON_MESSAGES = catalogue({
  'lesson.traffic-routing': { en: 'Traffic routing', ko: '트래픽 라우팅' },
  'lesson.traffic-routing.watchFor': {
    en: 'Every ready pod gets its share of the marks, by chance and not in turn.',
    ko: '준비된 모든 파드에 표식이 나뉘어 쌓입니다. 순서대로가 아니라 무작위입니다.',
  },
  'lesson.traffic-routing.step.spread': {
    en: 'every ready pod gets the share that random choice gives',
    ko: '준비된 모든 파드가 무작위 선택에 맞는 비율로 요청을 받음',
  },
  'lesson.self-healing': { en: 'Self-healing', ko: '셀프 힐링' },
  'lesson.self-healing.watchFor': {
    en: 'A deleted pod is replaced by one of another name; one that is out of memory restarts under its own (↻). Lost stays 0.',
    ko: '삭제된 파드는 이름이 다른 파드로 대체되고, 메모리가 바닥난 파드는 같은 이름으로 재시작합니다(↻). 유실은 0을 유지합니다.',
  },
  'lesson.self-healing.step.replaced': {
    en: 'a pod went and another one took its place',
    ko: '파드 하나가 사라지고 다른 파드가 대신함',
  },
  'lesson.self-healing.step.restarted': {
    en: 'a pod was OOMKilled and restarted',
    ko: '파드가 OOMKilled된 뒤 재시작됨',
  },
  'lesson.autoscaling': { en: 'Autoscaling', ko: '오토스케일링' },
  'lesson.autoscaling.watchFor': {
    en: 'Two pods become four within a minute, and two again when the load is over and the HPA has waited.',
    ko: '1분 안에 파드가 2개에서 4개로 늘고, 부하가 끝난 뒤 HPA의 안정화 시간이 지나면 다시 2개가 됩니다.',
  },
  'lesson.autoscaling.step.out': {
    en: 'twice as many pods under CPU load, nothing lost',
    ko: 'CPU 부하에서 파드가 두 배로 늘고 유실 없음',
  },
  'lesson.autoscaling.step.in': { en: 'as few pods as before', ko: '파드 수가 처음으로 돌아옴' },
  'lesson.rolling-update': { en: 'Rolling update', ko: '롤링 업데이트' },
  'lesson.rolling-update.watchFor': {
    en: 'Two shapes at the same time, then only the new one. Lost stays 0.',
    ko: '두 가지 모양이 함께 보이다가 새 버전만 남습니다. 유실은 0을 유지합니다.',
  },
  'lesson.rolling-update.step.mixed': { en: 'two versions answer', ko: '두 버전이 함께 응답함' },
  'lesson.rolling-update.step.complete': {
    en: 'only the new version answers, nothing lost',
    ko: '새 버전만 응답하고 유실 없음',
  },
  'lesson.graceful-shutdown': { en: 'Graceful shutdown', ko: '정상 종료' },
  'lesson.graceful-shutdown.watchFor': {
    en: 'With DRAIN_DELAY_MS=0 each pod that stops costs some requests, in red. As before, none.',
    ko: 'DRAIN_DELAY_MS=0이면 멈추는 파드마다 요청 몇 건이 빨간색으로 유실됩니다. 원래 설정에서는 없습니다.',
  },
  'lesson.graceful-shutdown.unseen': {
    en: 'The page does not know how a pod was told to stop; the drill counts all three ways.',
    ko: '파드가 어떻게 멈추도록 설정되었는지 페이지는 알 수 없습니다. 점검이 세 가지 방법을 모두 셉니다.',
  },
  'lesson.failed-update': { en: 'Failed update', ko: '업데이트 실패' },
  'lesson.failed-update.watchFor': {
    en: 'Nothing: the same pods, the same version, 0 lost. The pod that fails gets no traffic.',
    ko: '아무 변화가 없습니다. 파드도 버전도 그대로이고 유실은 0입니다. 실패한 파드는 트래픽을 받지 않습니다.',
  },
  'lesson.failed-update.unseen': {
    en: 'What fails is not ready and so is not seen from outside; kubectl rollout status tells.',
    ko: '실패한 파드는 준비되지 않으므로 밖에서는 보이지 않습니다. kubectl rollout status로 확인합니다.',
  },
  'lesson.node-drain': { en: 'Node drain', ko: '노드 드레인' },
  'lesson.node-drain.watchFor': {
    en: 'The pods of that node are terminating, others appear on other nodes. Lost stays 0.',
    ko: '해당 노드의 파드가 종료되고 다른 노드에 새 파드가 나타납니다. 유실은 0을 유지합니다.',
  },
  'lesson.node-drain.step.moved': {
    en: 'the pods of a node moved to others, nothing lost',
    ko: '한 노드의 파드가 다른 노드로 옮겨 가고 유실 없음',
  },
  'lesson.monitoring': { en: 'Monitoring', ko: '모니터링' },
  'lesson.monitoring.watchFor': {
    en: 'Note the time of the restart here; find that pod and that minute in Grafana, and its log in Loki.',
    ko: '여기서 재시작 시각을 확인하고, Grafana에서 그 파드와 그 시각을, Loki에서 그때의 로그를 찾습니다.',
  },
  'lesson.monitoring.unseen': {
    en: 'Whether it was found only you can tell; npm run drill -- monitoring checks the stack.',
    ko: '찾았는지는 직접 확인합니다. 모니터링 스택은 npm run drill -- monitoring이 점검합니다.',
  },
  'lesson.surge': { en: 'Opening day', ko: '서비스 오픈 날' },
  'lesson.surge.watchFor': {
    en: 'Real traffic and no fault: slow marks first, then more pods, then quick marks again.',
    ko: '장애 주입이 아닌 실제 트래픽입니다. 느린 응답이 먼저 보이고, 파드가 늘어난 뒤 다시 빨라집니다.',
  },
  'lesson.surge.step.grown': {
    en: 'twice as many pods with no fault active, nothing lost',
    ko: '장애 주입 없이 파드가 두 배로 늘고 유실 없음',
  },
  'lesson.surge.step.shrunk': { en: 'as few pods as before', ko: '파드 수가 처음으로 돌아옴' },
  'lesson.resize': { en: 'Resize', ko: '파드 리사이즈' },
  'lesson.resize.watchFor': {
    en: "The limit on the pod's card changes, and its uptime goes on.",
    ko: '파드 카드의 한도가 바뀌고, 가동 시간은 계속 이어집니다.',
  },
  'lesson.resize.step.resized': {
    en: 'the limits of a pod changed without a restart',
    ko: '재시작 없이 파드의 한도가 바뀜',
  },
  'lesson.drift': { en: 'Infrastructure as code', ko: '코드형 인프라' },
  'lesson.drift.watchFor': {
    en: 'What was changed by hand shows in the diff, and is undone by apply. Lost stays 0.',
    ko: '손으로 바꾼 내용이 diff에 나타나고, apply를 하면 되돌아옵니다. 유실은 0을 유지합니다.',
  },
  'lesson.drift.unseen': {
    en: 'Manifests are not seen from outside; kubectl diff tells.',
    ko: '매니페스트는 밖에서 보이지 않습니다. kubectl diff로 확인합니다.',
  },
});
