export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)}초`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}분`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)}시간`;
  return `${Math.round(seconds / 86_400)}일`;
}
