/**
 * The lessons in order: README, docs, the page and `npm run drill -- all` have this order. A lesson's name is
 * that of its drill and of its page, docs/lessons/{en,ko}/NAME.md.
 */
export const LESSONS = [
  { name: 'traffic-routing', en: 'Traffic routing', ko: '트래픽 라우팅', hasPage: true, drillMinutes: 1 },
  { name: 'self-healing', en: 'Self-healing', ko: '셀프 힐링', hasPage: true, drillMinutes: 1 },
  { name: 'autoscaling', en: 'Autoscaling', ko: '오토스케일링', hasPage: true, drillMinutes: 2 },
  { name: 'rolling-update', en: 'Rolling update', ko: '롤링 업데이트', hasPage: true, drillMinutes: 1 },
  { name: 'graceful-shutdown', en: 'Graceful shutdown', ko: '정상 종료', hasPage: true, drillMinutes: 1 },
  {
    name: 'failed-update',
    en: 'Failed update and undo',
    ko: '업데이트 실패와 롤백',
    hasPage: true,
    drillMinutes: 1,
  },
  { name: 'node-drain', en: 'Node drain', ko: '노드 드레인', hasPage: false, drillMinutes: 1 },
  { name: 'monitoring', en: 'Monitoring', ko: '모니터링', hasPage: true, drillMinutes: 1 },
  { name: 'surge', en: 'Surge: opening day', ko: '트래픽 급증: 오픈 날', hasPage: true, drillMinutes: 4 },
  {
    name: 'infrastructure-as-code',
    en: 'Infrastructure as code',
    ko: '코드형 인프라',
    hasPage: true,
    drillMinutes: null,
  },
  { name: 'resize', en: 'Resize', ko: '리사이즈', hasPage: true, drillMinutes: 1 },
  {
    name: 'drift',
    en: 'Environments and drift',
    ko: '환경별 배포와 드리프트',
    hasPage: true,
    drillMinutes: 1,
  },
] as const;

type Lesson = (typeof LESSONS)[number];

/** A lesson that a drill judges. `drillMinutes` is the length of its recording on a cluster of two nodes. */
export type DrilledLesson = Extract<Lesson, { readonly drillMinutes: number }>['name'];
