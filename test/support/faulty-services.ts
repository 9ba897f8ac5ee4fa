import { MAIN, ServiceProcess } from './service-process.ts';

const FAKE_CGROUP = new URL('fake-cgroup.ts', import.meta.url).href;

const kills: (() => void | Promise<void>)[] = [];

/** For afterAll: a process that outlives a failed test would keep the test runner waiting. */
export function killServices(): void {
  for (const kill of kills) void kill();
}

/** The service stays below these limits, and its faults come near them. */
export async function startInContainer(environment: Record<string, string>): Promise<ServiceProcess> {
  const env = {
    FAKE_CPU_MILLICORES: '1000',
    FAKE_MEMORY_MIB: '320',
    FAKE_THROTTLED_SHARE: '0',
    DRAIN_DELAY_MS: '3000',
    ...environment,
  };
  return ServiceProcess.listening(env, ['--import', FAKE_CGROUP], MAIN, (kill) => void kills.push(kill));
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

/** Sends requests at a steady rate until stopped; answers and errors do not matter. */
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
