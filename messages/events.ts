import { catalogue } from './message.ts';

/** What the cluster said, as the report tells it. */
export const EVENTS = catalogue({
  'mark.times': { en: '{label} ×{times}', ko: '{label} ×{times}' },
  'event.probe.startup': { en: 'startup probe failed: {pod}{how}', ko: '스타트업 프로브 실패: {pod}{how}' },
  'event.probe.readiness': {
    en: 'readiness probe failed: {pod}{how}',
    ko: '레디니스 프로브 실패: {pod}{how}',
  },
  'event.probe.liveness': {
    en: 'liveness probe failed: {pod}{how}',
    ko: '라이브니스 프로브 실패: {pod}{how}',
  },
  'event.whileItStops': { en: '{failed}, while it stops', ko: '{failed}, 종료 중' },
  'event.oomKilled': { en: 'OOMKilled: {pod} (exit code {code})', ko: 'OOMKilled: {pod} (종료 코드 {code})' },
  'event.exit': { en: '{pod}: exit code {code}', ko: '{pod}: 종료 코드 {code}' },
  'event.restarted': { en: '{pod} restarted', ko: '{pod} 재시작' },
  'event.evicted': { en: '{pod} evicted', ko: '{pod} 축출됨' },
  'event.noContainer': { en: 'no such container', ko: '해당 컨테이너 없음' },
  'event.revision': { en: 'revision {revision}: {image}', ko: '리비전 {revision}: {image}' },
  'event.scaled': { en: 'scaled {from} → {to}', ko: '스케일 {from} → {to}' },
  'event.cordoned': { en: '{node} cordoned', ko: '{node} cordon됨' },
  'event.uncordoned': { en: '{node} uncordoned', ko: '{node} uncordon됨' },

  'event.probe.refused': { en: ' (refused)', ko: ' (연결 거부)' },
  'event.probe.timeout': { en: ' (timeout)', ko: ' (시간 초과)' },
});
