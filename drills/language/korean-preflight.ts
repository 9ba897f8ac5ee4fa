/** What is asked of a cluster before a drill begins. */
export const KOREAN_PREFLIGHT: Readonly<Record<string, string>> = {
  present: '있음',
  // The Service and the way to it
  // What a drill needs
  // Warnings
};
