/** The drills drift and resize, and what every drill is for. */
export const KOREAN_LESSONS: Readonly<Record<string, string>> = {
  // Drift
  'differences found': '발견한 차이',
  'applied to rolled out': '적용부터 롤아웃 완료까지',
  // Resize
  'announced first': '처음 예고',
  'announced after the resize': '변경(resize) 후 예고',
  'leaked for': '누수 시간',
  throttled: '스로틀링',
  'memory {memory}, cpu {cpu}': '메모리 {memory}, CPU {cpu}',
  // What each drill does, in its help
};
