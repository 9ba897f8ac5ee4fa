/** CPU time that this thread has used. A thread uses none while it waits for a core or is throttled. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Spins until this thread has used the CPU time or has to stop. */
export function useCpu(milliseconds: number, isStopped = () => false): void {
  const endMs = threadCpuMs() + milliseconds;
  while (threadCpuMs() < endMs && !isStopped());
}
