/** What a drill did, what the cluster said, and what is left where a cleanup failed. */
export const KOREAN_EVENTS: Readonly<Record<string, string>> = {
  'GET /memory-leak: {pod} is to be OOMKilled in {time} s':
    'GET /memory-leak: {pod} OOMKilled 예고 {time} s 후',
  'evicted {pod}': '{pod} 축출',
  // From the watches
  // Waiting
  // What is left
  // The report
  // Errors
};
