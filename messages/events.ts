import { catalogue } from './message.ts';

/** Events of the cluster, as the report shows them. */
export const EVENTS = catalogue({
  'mark.times': ['{label} ×{times}', '{label} ×{times}'],
  'event.probe.startup': ['startup probe failed: {pod}{how}', '스타트업 프로브 실패: {pod}{how}'],
  'event.probe.readiness': ['readiness probe failed: {pod}{how}', '레디니스 프로브 실패: {pod}{how}'],
  'event.probe.liveness': ['liveness probe failed: {pod}{how}', '라이브니스 프로브 실패: {pod}{how}'],
  'event.whileItStops': ['{failed}, while it stops', '{failed}, 종료 중'],
  'event.oomKilled': ['OOMKilled: {pod} (exit code {code})', 'OOMKilled: {pod} (종료 코드 {code})'],
  'event.exit': ['{pod}: exit code {code}', '{pod}: 종료 코드 {code}'],
  'event.restarted': ['{pod} restarted', '{pod} 재시작'],
  'event.evicted': ['{pod} evicted', '{pod} 축출됨'],
  'event.noContainer': ['no such container', '해당 컨테이너 없음'],
  'event.revision': ['revision {revision}: {image}', '리비전 {revision}: {image}'],
  'event.scaled': ['scaled {from} → {to}', '스케일 {from} → {to}'],
  'event.cordoned': ['{node} cordoned', '{node} cordon됨'],
  'event.uncordoned': ['{node} uncordoned', '{node} uncordon됨'],

  'event.probe.refused': [' (refused)', ' (연결 거부)'],
  'event.probe.timeout': [' (timeout)', ' (시간 초과)'],
});
