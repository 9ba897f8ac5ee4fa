/** Why a drill could not go on, and what was not checked. */
export const KOREAN_CAUSES: Readonly<Record<string, string>> = {
  'pods that left': '종료된 파드',
  'ready endpoints': '준비된 엔드포인트',
};
