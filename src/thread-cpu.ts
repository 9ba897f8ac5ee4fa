/** CPU time that this thread has used. A thread that waits for a core, or is throttled, uses none. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Spins until this thread has used the CPU time, or is told to stop. */
export function useCpu(milliseconds: number, isStopped = () => false): void {
  const endMs = threadCpuMs() + milliseconds;
  while (threadCpuMs() < endMs && !isStopped());
}
