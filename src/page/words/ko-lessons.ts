import type { LessonWords } from './words.ts';

export const lessons: Readonly<Record<string, LessonWords>> = {
  'traffic-routing': {
    title: '트래픽 라우팅',
    watchFor: '준비된 모든 파드에 표식이 나뉘어 쌓입니다. 순서대로가 아니라 무작위입니다.',
    steps: { spread: '준비된 모든 파드가 무작위 선택에 맞는 비율로 요청을 받음' },
  },
  'self-healing': {
    title: '셀프 힐링',
    watchFor:
      '삭제된 파드는 이름이 다른 파드로 대체되고, 메모리가 바닥난 파드는 같은 이름으로 재시작합니다(↻). 유실은 0을 유지합니다.',
    steps: {
      replaced: '파드 하나가 사라지고 다른 파드가 대신함',
      restarted: '파드가 OOMKilled된 뒤 재시작됨',
    },
  },
  autoscaling: {
    title: '오토스케일링',
    watchFor:
      '1분 안에 파드가 2개에서 4개로 늘고, 부하가 끝난 뒤 HPA의 안정화 시간이 지나면 다시 2개가 됩니다.',
    steps: { out: 'CPU 부하에서 파드가 두 배로 늘고 유실 없음', in: '파드 수가 처음으로 돌아옴' },
  },
  'rolling-update': {
    title: '롤링 업데이트',
    watchFor: '두 가지 모양이 함께 보이다가 새 버전만 남습니다. 유실은 0을 유지합니다.',
    steps: { mixed: '두 버전이 함께 응답함', complete: '새 버전만 응답하고 유실 없음' },
  },
  'failed-update': {
    title: '업데이트 실패',
    watchFor:
      '아무 변화가 없습니다. 파드도 버전도 그대로이고 유실은 0입니다. 실패한 파드는 트래픽을 받지 않습니다.',
    steps: {},
    unseen: '실패한 파드는 준비되지 않으므로 밖에서는 보이지 않습니다. kubectl rollout status로 확인합니다.',
  },
  'node-drain': {
    title: '노드 드레인',
    watchFor: '해당 노드의 파드가 종료되고 다른 노드에 새 파드가 나타납니다. 유실은 0을 유지합니다.',
    steps: { moved: '한 노드의 파드가 다른 노드로 옮겨 가고 유실 없음' },
  },
  monitoring: {
    title: '모니터링',
    watchFor:
      '여기서 재시작 시각을 확인하고, Grafana에서 그 파드와 그 시각을, Loki에서 그때의 로그를 찾습니다.',
    steps: {},
    unseen: '찾았는지는 직접 확인합니다. 모니터링 스택은 npm run drill -- monitoring이 점검합니다.',
  },
  surge: {
    title: '서비스 오픈 날',
    watchFor:
      '장애 주입이 아닌 실제 트래픽입니다. 느린 응답이 먼저 보이고, 파드가 늘어난 뒤 다시 빨라집니다.',
    steps: { grown: '장애 주입 없이 파드가 두 배로 늘고 유실 없음', shrunk: '파드 수가 처음으로 돌아옴' },
  },
  resize: {
    title: '파드 리사이즈',
    watchFor: '파드 카드의 한도가 바뀌고, 가동 시간은 계속 이어집니다.',
    steps: { resized: '재시작 없이 파드의 한도가 바뀜' },
  },
  drift: {
    title: '코드형 인프라',
    watchFor: '손으로 바꾼 내용이 diff에 나타나고, apply를 하면 되돌아옵니다. 유실은 0을 유지합니다.',
    steps: {},
    unseen: '매니페스트는 밖에서 보이지 않습니다. kubectl diff로 확인합니다.',
  },
};
