import { KOREAN_CAUSES } from './korean-causes.ts';
import { KOREAN_EVENTS } from './korean-events.ts';
import { KOREAN_EVIDENCE } from './korean-evidence.ts';
import { KOREAN_LESSONS } from './korean-lessons.ts';
import { KOREAN_MONITORING } from './korean-monitoring.ts';
import { KOREAN_PREFLIGHT } from './korean-preflight.ts';
import { KOREAN_REMEDIES } from './korean-remedies.ts';
import { KOREAN_SURGE } from './korean-surge.ts';

/**
 * By sentence pattern; `{name}` stands for what changes. Kubernetes' own words stay as its documentation has
 * them.
 */
export const KOREAN: Readonly<Record<string, string>> = {
  ...KOREAN_REMEDIES,
  ...KOREAN_CAUSES,
  ...KOREAN_PREFLIGHT,
  ...KOREAN_LESSONS,
  ...KOREAN_EVENTS,
  ...KOREAN_MONITORING,
  ...KOREAN_SURGE,
  ...KOREAN_EVIDENCE,
  // Checks of every drill
  none: '없음',
  // Traffic routing
  'answers of {pod}': '{pod}의 응답',
  'deletion to replacement scheduled': '삭제부터 대체 파드 스케줄까지',
  'deletion to replacement ready': '삭제부터 대체 파드 준비까지',
  'deletion to first answer of the replacement': '삭제부터 대체 파드의 첫 응답까지',
  // Self-healing
  'not ready': '준비되지 않음',
  'leak to kill': '누수 시작부터 종료까지',
  announced: '예고',
  'kill to container started': '종료부터 컨테이너 시작까지',
  'kill to ready again': '종료부터 다시 준비까지',
  'kill to first answer': '종료부터 첫 응답까지',
  // Autoscaling
  'desired replicas': '원하는 레플리카 수',
  '{from} -> {to} after': '{from} -> {to} 소요',
  '{count} ready after': '{count}개 준비까지',
  'load stopped to 2 desired': '부하 중지부터 원하는 레플리카 2까지',
  // Updates
  '{count} at {time}': '{time}에 {count}개',
  'image set to rollout complete': '이미지 변경부터 롤아웃 완료까지',
  'image set to first new answer': '이미지 변경부터 새 버전의 첫 응답까지',
  'image set to last old answer': '이미지 변경부터 이전 버전의 마지막 응답까지',
  'versions seen': '관측된 버전',
  'image set to deadline exceeded': '이미지 변경부터 기한 초과까지',
  'undo to old revision restored': 'undo부터 이전 리비전 복원까지',
  // Node drain
  'evictions refused by the budget (429)': 'PodDisruptionBudget이 거부한 축출(429)',
  'fewest ready endpoints': '준비된 엔드포인트의 최솟값',
  'cordon to drained': 'cordon부터 드레인 완료까지',
  // Figures of the traffic
  'requests sent': '전송한 요청',
  'latency p99': '지연 시간 p99',
  // Preflight
  // The terminal
  'of at most {time}': '최대 {time}',
  '{count} sent': '{count}건 전송',
  'nothing lost': '유실 없음',
  '{count} LOST': '{count}건 유실',
  LOST: '유실',
  expected: '기대',
  remedy: '조치',
  report: '리포트',
  left: '남음',
  pod: '파드',
  gone: '사라짐',
  traffic: '트래픽',
  ready: '준비됨',
  // The report
  'All {count} drills passed': '점검 {count}개를 모두 통과했습니다',
  'The drill passed': '점검을 통과했습니다',
  '{failed} of {count} drills failed': '점검 {count}개 중 {failed}개가 실패했습니다',
  '{failed} of {count} drill failed': '점검 {count}개 중 {failed}개가 실패했습니다',
  'No drill was judged': '판정한 점검이 없습니다',
  '{count} skipped': '{count}개 건너뜀',
  'drill report': '점검 리포트',
  'nothing was run': '실행한 점검이 없습니다',
  '{count} requests counted, {lost} lost': '요청 {count}건 집계, {lost}건 유실',
  '{count} lost': '{count}건 유실',
  'nothing lost of {count}': '{count}건 중 유실 없음',
  'Point at a moment, or use the arrow keys; drag to zoom.':
    '시점을 가리키거나 화살표 키를 사용하십시오. 드래그하면 확대합니다.',
  'Arrow keys move through time, plus and minus zoom, 0 shows all.':
    '화살표 키로 시간을 이동하고, +와 -로 확대·축소하며, 0으로 전체를 봅니다.',
  'zoom in': '확대',
  'zoom out': '축소',
  'show all': '전체 보기',
  'zoom to it': '이 구간 확대',
  all: '전체',
  Verdicts: '판정',
  Checks: '검사',
  Figures: '수치',
  Events: '이벤트',
  'Lost requests': '유실된 요청',
  'lost requests': '유실된 요청',
  result: '결과',
  check: '검사',
  actual: '실제',
  drill: '점검',
  what: '내용',
  requests: '요청',
  lost: '유실',
  took: '소요',
  from: '시작',
  to: '끝',
  how: '유형',
  at: '시각',
  kind: '종류',
  'What to do:': '조치:',
  'not ready yet': '아직 준비 안 됨',
  stopping: '종료 중',
  desired: '원하는 수',
  'desired by the HPA': 'HPA가 원하는 수',
  'mean CPU as the HPA saw it': 'HPA가 본 평균 CPU',
  'ready of': '준비 / 원하는 수',
  'HPA desires': 'HPA가 원하는 수',
  cluster: '클러스터',
  nodes: '노드',
  namespace: '네임스페이스',
  images: '이미지',
  flags: '플래그',
  tool: '도구',
  'started (UTC)': '시작 (UTC)',
  'started (local)': '시작 (현지)',
  'the drill': '점검',
  'probe failed': '프로브 실패',
  restart: '재시작',
  scaling: '스케일링',
  revision: '리비전',
  deadline: '기한',
  // Errors
  // Help
};
