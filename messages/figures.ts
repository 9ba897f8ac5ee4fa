import { catalogue } from './message.ts';

/** Times and counts of a drill: their names and values. */
export const FIGURES = catalogue({
  'figure.podsThatLeft': ['pods that left', '종료된 파드'],
  'figure.readyEndpoints': ['ready endpoints', '준비된 엔드포인트'],
  'figure.differences': ['differences found', '발견한 차이'],
  'figure.appliedToRolledOut': ['applied to rolled out', '적용부터 롤아웃 완료까지'],
  'figure.deletionToScheduled': ['deletion to replacement scheduled', '삭제부터 대체 파드 스케줄까지'],
  'figure.deletionToReady': ['deletion to replacement ready', '삭제부터 대체 파드 준비까지'],
  'figure.deletionToAnswer': `
    deletion to first answer of the replacement
    삭제부터 대체 파드의 첫 응답까지`,
  'figure.setToDeadline': ['image set to deadline exceeded', '이미지 변경부터 기한 초과까지'],
  'figure.undoToRestored': ['undo to old revision restored', 'undo부터 이전 리비전 복원까지'],
  'figure.requestCosts': ['one request costs', '요청 하나의 비용'],
  'figure.allUsers': ['all users', '모든 사용자'],
  'figure.desired': ['desired replicas', '원하는 레플리카 수'],
  'figure.fourPodsReady': ['4 pods ready after', '파드 4개 준비까지'],
  'figure.restarted': ['containers restarted', '다시 시작된 컨테이너'],
  'figure.p99Surge': ['p99 during the surge', '급증 중 p99'],
  'figure.p99BaselineToFour': ['p99 at the baseline -> with 4 pods', '기준선 -> 파드 4개일 때 p99'],
  'figure.surgeToTwo': ['end of the surge to 2 desired', '급증 종료부터 원하는 레플리카 2까지'],
  'figure.announcedFirst': ['announced first', '처음 예고'],
  'figure.announcedAgain': ['announced after the resize', '변경(resize) 후 예고'],
  'figure.leakedFor': ['leaked for', '누수 시간'],
  'figure.throttled': ['throttled', '스로틀링'],
  'figure.fourReady': ['4 ready after', '4개 준비까지'],
  'figure.stoppedToTwo': ['load stopped to 2 desired', '부하 중지부터 원하는 레플리카 2까지'],
  'figure.leakToKill': ['leak to kill', '누수 시작부터 종료까지'],
  'figure.announced': ['announced', '예고'],
  'figure.killToStarted': ['kill to container started', '종료부터 컨테이너 시작까지'],
  'figure.killToReady': ['kill to ready again', '종료부터 다시 준비까지'],
  'figure.killToAnswer': ['kill to first answer', '종료부터 첫 응답까지'],
  'figure.setToComplete': ['image set to rollout complete', '이미지 변경부터 롤아웃 완료까지'],
  'figure.setToNewAnswer': ['image set to first new answer', '이미지 변경부터 새 버전의 첫 응답까지'],
  'figure.setToOldAnswer': ['image set to last old answer', '이미지 변경부터 이전 버전의 마지막 응답까지'],
  'figure.versions': ['versions seen', '관측된 버전'],
  'figure.evictionsRefused': `
    evictions refused by the budget (429)
    PodDisruptionBudget이 거부한 축출(429)`,
  'figure.fewestEndpoints': ['fewest ready endpoints', '준비된 엔드포인트의 최솟값'],
  'figure.cordonToDrained': ['cordon to drained', 'cordon부터 드레인 완료까지'],
  'figure.highest': ['highest in Prometheus', 'Prometheus의 최댓값'],
  'figure.lastScrape': ['last scrape before the kill', '종료 전 마지막 수집'],
  'figure.firstScrape': ['first scrape after the restart', '재시작 후 첫 수집'],
  'figure.scrapedEvery': ['scraped every', '수집 간격'],
  'figure.linesInLoki': ['lines in Loki', 'Loki의 줄 수'],
  'figure.impactFor': ['users were affected for', '사용자가 불편을 겪은 시간'],
  'figure.slow': ['requests slow (over 1 s)', '느린 요청(1초 초과)'],
  'figure.shed': ['requests shed (503)', '거부된 요청(503)'],
  'figure.requestsLost': ['requests lost', '유실된 요청'],
  'figure.countOfRequests': ['{count} of {all}', '{all}건 중 {count}건'],
  'figure.sent': ['requests sent', '전송한 요청'],
  'figure.p99': ['latency p99', '지연 시간 p99'],
  'figure.answersOf': ['answers of {pod}', '{pod}의 응답'],
  'figure.scaledAfter': ['{from} -> {to} after', '{from} -> {to} 소요'],
  'figure.linesFound': ['{found} of {all}', '{all}줄 중 {found}줄'],
  'figure.way.at-once': ['at once', '즉시'],
  'figure.way.pre-stop': ['preStop.sleep', 'preStop.sleep'],
  'figure.way.as-found': ['as found', '원래 설정'],
  'figure.requestsByWay': ['{way}: requests', '{way}: 요청'],
  'figure.deletionToEndpoints': `
    {way}: deletion to endpoints without the pod
    {way}: 삭제부터 엔드포인트에서 빠질 때까지`,
  'figure.deletionToLastOfANode': `
    {way}: deletion to the last request that a node sent there
    {way}: 삭제부터 노드가 보낸 마지막 요청까지`,
  'figure.deletionToLast': `
    {way}: deletion to the last request that {node} sent there
    {way}: 삭제부터 {node} 노드가 보낸 마지막 요청까지`,
});
