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
  report: '리포트',
  left: '남음',
  ready: '준비됨',
  // The report
  // Errors
  // Help
};
