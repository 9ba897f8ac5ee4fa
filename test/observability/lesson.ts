import type { ServiceProcess } from './started-service.ts';
import { startService } from './started-service.ts';

const STAND_IN = new URL('fake-container.ts', import.meta.url).href;

const started: ServiceProcess[] = [];

/** For afterAll: a process that outlives a failed test would keep the test runner waiting. */
export function killServices(): void {
  for (const service of started) service.process.kill('SIGKILL');
}

/** Limits that one process of the service stays below, and that its faults come near to. */
export async function startInContainer(environment: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  const service = await startService(
    {
      STAND_IN_CPU_MILLICORES: '1000',
      STAND_IN_MEMORY_MIB: '320',
      STAND_IN_THROTTLED_SHARE: '0',
      DRAIN_DELAY_MS: '3000',
      ...environment,
    },
    ['--import', STAND_IN],
  );
  started.push(service);
  return service;
}

/** Every fault that leaves the process alive, for longer than a test takes. */
export const HARMLESS_FAULTS = {
  'cpu-load': 'millicores=150&seconds=120',
  'memory-leak': 'maxMib=140&mibPerSecond=100&seconds=120',
  latency: 'milliseconds=700&percent=50&seconds=120',
  errors: 'status=500&percent=50&seconds=120',
  unready: 'seconds=120',
  unlive: 'seconds=120',
  'disk-fill': 'maxMib=2&mibPerSecond=2&seconds=120',
} as const;

export async function startFault(url: string, fault: string, query: string): Promise<void> {
  const answer = await fetch(`${url}/faults/${fault}?${query}`, { method: 'POST' });
  if (answer.status !== 202) throw new Error(`${fault} was not started: ${await answer.text()}`);
}

/** Requests at a steady pace until stopped, whatever becomes of each. */
export function sendTraffic(urls: readonly string[]): { stop(): Promise<void> } {
  const pending = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    for (const url of urls) {
      const request = fetch(`${url}/hostname`).then(
        (answer) => answer.text(),
        () => {},
      );
      pending.add(request);
      void request.finally(() => pending.delete(request));
    }
  }, 50);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}
