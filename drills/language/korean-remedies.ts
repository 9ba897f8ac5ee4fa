/**
 * What to do, and what was expected, where a check of any drill failed. Lines that are commands only stay as
 * they are.
 */
export const KOREAN_REMEDIES: Readonly<Record<string, string>> = {
  // Traffic routing
  // Self-healing
  // Autoscaling
  // Updates
  // Node drain
  // In-cluster traffic
};
