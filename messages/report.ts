/** The report's own words. Every report's script includes them, and no other catalogue. */

import { catalogue, type Say } from './message.ts';

export const REPORT = catalogue({
  count: ['{count}', '{count}'],
  // Durations: 30.3 s, 2 min 05 s, and seconds that are a string already
  'duration.tenths': ['{ms:seconds}', '{ms:seconds}'],
  'duration.minutes': ['{ms:minutes}', '{ms:minutes}'],
  'duration.seconds': ['{count} s', '{count}초'],
  'duration.between': ['{from} to {to} s', '{from}~{to}초'],

  // The first screen
  'overall.none': ['No drill was judged', '판정한 점검이 없습니다'],
  'overall.onePassed': ['The drill passed', '점검을 통과했습니다'],
  'overall.passed': ['All {judged} drills passed', '점검 {judged}개를 모두 통과했습니다'],
  'overall.failed': `
    {failed} of {judged} {judged:drill|drills} failed
    점검 {judged}개 중 {failed}개가 실패했습니다`,
  'overall.skipped': ['{overall}, {skipped} skipped', '{overall}, {skipped}개 건너뜀'],
  'losses.nothingSent': ['nothing was sent', '전송한 요청이 없습니다'],
  'losses.below': `
    {lost} of {sent} lost: below {share} with {certainty} certainty
    {sent}건 중 {lost}건 유실: {certainty} 신뢰수준에서 {share} 미만`,
  'losses.andMeant': `
    {bound}; {meant} more in controls, which are meant to lose
    {bound}. 잃도록 만든 대조 실험에서 {meant}건 더 유실`,
  'losses.counted': `
    {sent} requests counted, {lost} lost. {bound}
    요청 {sent}건 집계, {lost}건 유실. {bound}`,
  'losses.meant': ['meant to be lost: {lost} of {sent}', '유실되도록 만든 대조 실험: {sent}건 중 {lost}건'],
  'losses.meantOf': ['{meant} meant to be', '대조 실험 {meant}건'],
  'report.title': ['drill report', '점검 리포트'],
  'report.nothingRun': ['nothing was run', '실행한 점검이 없습니다'],
  'report.comparedWith': ['compared with', '비교 대상'],
  'evidence.cluster': ['cluster', '클러스터'],
  'evidence.Kubernetes': ['Kubernetes', 'Kubernetes'],
  'evidence.nodes': ['nodes', '노드'],
  'evidence.kube-proxy': ['kube-proxy', 'kube-proxy'],
  'evidence.namespace': ['namespace', '네임스페이스'],
  'evidence.images': ['images', '이미지'],
  'evidence.flags': ['flags', '플래그'],
  'evidence.tool': ['tool', '도구'],
  'evidence.started (UTC)': ['started (UTC)', '시작 (UTC)'],
  'evidence.started (local)': ['started (local)', '시작 (현지)'],

  // Tables
  'report.verdicts': ['Verdicts', '판정'],
  'report.checks': ['Checks', '검사'],
  'report.figures': ['Figures', '수치'],
  'report.events': ['Events', '이벤트'],
  'report.lostRequests': ['Lost requests', '유실된 요청'],
  'report.result': ['result', '결과'],
  'report.drill': ['drill', '점검'],
  'report.what': ['what', '내용'],
  'report.requests': ['requests', '요청'],
  'report.lost': ['lost', '유실'],
  'report.took': ['took', '소요'],
  'report.check': ['check', '검사'],
  'report.expected': ['expected', '기대'],
  'report.actual': ['actual', '실제'],
  'report.from': ['from', '시작'],
  'report.to': ['to', '끝'],
  'report.how': ['how', '유형'],
  'report.why': ['why', '원인'],
  'report.number': ['no.', '번호'],
  'report.at': ['at', '시각'],
  'report.kind': ['kind', '종류'],
  'report.figure': ['figure', '수치'],
  'report.byHand': ['by hand', '수동'],
  'report.byItself': ['by itself', '자동'],
  'report.ready': ['ready', '준비됨'],
  'report.desired': ['desired', '원하는 수'],
  'report.hpaDesired': ['desired by the HPA', 'HPA가 원하는 수'],
  'report.whatToDo': ['What to do:', '조치:'],
  'report.asExpected': ['{actual} (expected {expected})', '{actual} (기대 {expected})'],
  'report.moreLosses': ['and {more} more times', '그 밖에 {more}번'],
  'data.title': ['The picture as a table', '그림의 내용을 표로'],
  'data.caption': `
    Requests of each {span}, and replicas at its end
    {span}마다의 요청 수와 그 끝의 레플리카 수`,
  'moment.sigtermMs': ['SIGTERM', 'SIGTERM'],
  'moment.leftEndpointsMs': ['out of the endpoints', '엔드포인트에서 제외'],
  'moment.containerEndedMs': ['container ended', '컨테이너 종료'],
  'moment.removedMs': ['pod removed', '파드 제거'],
  'kind.action': ['the drill', '점검'],
  'kind.probe-failed': ['probe failed', '프로브 실패'],
  'kind.oom-killed': ['OOM kill', 'OOM kill'],
  'kind.restarted': ['restart', '재시작'],
  'kind.scaled': ['scaling', '스케일링'],
  'kind.revision': ['revision', '리비전'],
  'kind.deadline': ['deadline', '기한'],
  'kind.pod': ['pod', '파드'],
  'kind.note': ['cluster', '클러스터'],
  'how.refused': ['refused', '연결 거부'],
  'how.reset': ['reset', '연결 끊김'],
  'how.timeout': ['timeout', '시간 초과'],
  'how.5xx': ['5xx', '5xx'],
  'how.wrong-body': ['wrong-body', '다른 본문'],
  'outcome.refused': ['{count} refused', '연결 거부 {count}건'],
  'outcome.reset': ['{count} reset', '연결 끊김 {count}건'],
  'outcome.timeout': ['{count} timeout', '시간 초과 {count}건'],
  'outcome.5xx': ['{count} 5xx', '5xx {count}건'],
  'outcome.wrong-body': ['{count} wrong-body', '다른 본문 {count}건'],

  // The picture
  'timeline.summary': `
    {drill}: {sent} requests, none lost, {pods} pods.
    {drill}: 요청 {sent}건, 유실 없음, 파드 {pods}개.`,
  'timeline.summaryOfLosses': `
    {drill}: {sent} requests, {lost} lost, from {from:seconds} to {to:seconds}, {pods} pods.
    {drill}: 요청 {sent}건, {from:seconds}부터 {to:seconds}까지 {lost}건 유실, 파드 {pods}개.`,
  'timeline.keys': `
    Arrow keys move through time, plus and minus zoom, 0 shows all.
    화살표 키로 시간을 이동하고, +와 -로 확대·축소하며, 0으로 전체를 봅니다.`,
  'timeline.hint': `
    Point at a moment, or use the arrow keys; drag to zoom.
    시점을 가리키거나 화살표 키를 사용하십시오. 드래그하면 확대합니다.`,
  'timeline.lost': ['{lost} lost', '{lost}건 유실'],
  'timeline.nothingLost': ['nothing lost of {sent}', '{sent}건 중 유실 없음'],
  'timeline.events': ['events', '이벤트'],
  'timeline.rate': ['req/s', '요청/s'],
  'timeline.replicas': ['replicas', '레플리카'],
  'timeline.memory': ['memory', '메모리'],
  'timeline.span': ['{phase} from {from:seconds} to {to:seconds}', '{from:seconds}~{to:seconds} {phase}'],
  'timeline.pod': ['pod {pod}: {spans}', '파드 {pod}: {spans}'],
  'timeline.answers': ['{count} answers', '응답 {count}건'],
  'zoom.in': ['zoom in', '확대'],
  'zoom.out': ['zoom out', '축소'],
  'zoom.showAll': ['show all', '전체 보기'],
  'zoom.all': ['all', '전체'],
  'zoom.toIt': ['zoom to it', '이 구간 확대'],
  'phase.pending': ['pending', '대기 중(pending)'],
  'phase.starting': ['starting', '시작 중'],
  'phase.ready': ['ready', '준비됨'],
  'phase.not-ready': ['not ready', '준비되지 않음'],
  'phase.down': ['down', '중단됨'],
  'phase.leaving': ['terminating', '종료 중'],
  'legend.answers': ['answers', '응답'],
  'legend.version': ['version {version}', '버전 {version}'],
  'legend.lost': ['lost requests', '유실된 요청'],
  'legend.starting': ['not ready yet', '아직 준비 안 됨'],
  'legend.mean': ['mean CPU as the HPA saw it', 'HPA가 본 평균 CPU'],
  'legend.prometheus': ['memory as Prometheus has it', 'Prometheus의 메모리'],
  'level.limit': ['limit {value}', '제한 {value}'],
  'level.request': ['request {value}', '요청 {value}'],
  'level.HPA target': ['HPA target {value}', 'HPA 목표 {value}'],
  'readout.lost': ['LOST {outcomes}', '유실: {outcomes}'],
  'readout.replicas': ['{ready} ready of {desired}', '레플리카 {desired}개 중 {ready}개 준비'],
  'readout.hpa': ['HPA desires {count}', 'HPA가 원하는 수 {count}'],

  // The terminal
  'traffic.rate': ['{rate} req/s', '{rate} 요청/s'],
  'traffic.sent': ['{sent} sent', '{sent}건 전송'],
  'traffic.nothingLost': ['nothing lost', '유실 없음'],
  'traffic.lost': ['{lost} LOST', '{lost}건 유실'],
  'view.traffic': ['traffic', '트래픽'],
  'view.limit': ['of at most {time}', '최대 {time}'],
  'view.pod': ['pod {pod} {state}', '파드 {pod} {state}'],
  'view.gone': ['gone', '사라짐'],
  'view.remedy': ['remedy: {remedy}', '조치: {remedy}'],
  'view.lost': ['lost: {cause}', '유실: {cause}'],
  'view.more': ['… and {more} more', '… 그 밖에 {more}개'],
  'view.moreCauses': ['and {more} more causes, in the report', '원인 {more}개는 리포트에 더 있습니다'],
});

export type ReportWords = Say<typeof REPORT>;
