import type { ActiveFault, SampleAnswer } from '../../src/contract.ts';
import type { Sample } from '../../src/page/sampling.ts';

export const STARTED_AT = '2026-11-23T09:00:00.000Z';

/** What a healthy pod would answer. */
export function answerOf(hostname: string, changes: Partial<SampleAnswer> = {}): SampleAnswer {
  return {
    hostname,
    version: '1.0.0',
    colour: '#0072b2',
    pod: { name: null, namespace: null, node: null, ip: null },
    startedAt: STARTED_AT,
    uptimeSeconds: 10,
    lifecycle: 'ready',
    configDigest: '0123456789ab',
    grafanaUrl: null,
    limits: { cpuMillicores: 200, memoryBytes: 200 * 2 ** 20 },
    usage: { cpuMillicores: 20, memoryBytes: 50 * 2 ** 20, throttledSeconds: 0 },
    readiness: { status: 'ok', reason: 'ready' },
    faults: [],
    guard: 'open',
    requestsOnConnection: 1,
    ...changes,
  };
}

export function faultOf(fault: string, secondsLeft: number): ActiveFault {
  return {
    fault,
    message: `${fault} is what happens`,
    parameters: {},
    startedAt: STARTED_AT,
    endsAt: new Date(Date.parse(STARTED_AT) + 60_000).toISOString(),
    ending: 'expiry',
    secondsLeft,
    progress: {},
  };
}

/** A request of the fresh lane that was answered at once. */
export function answered(atMs: number, answer: SampleAnswer, changes: Partial<Sample> = {}): Sample {
  return {
    lane: 'fresh',
    sentAtMs: atMs,
    latencyMs: 2,
    answer,
    loss: null,
    pod: answer.hostname,
    version: answer.version,
    ...changes,
  };
}

export function lost(atMs: number, changes: Partial<Sample> = {}): Sample {
  return {
    lane: 'fresh',
    sentAtMs: atMs,
    latencyMs: 2,
    answer: null,
    loss: 'no-answer',
    pod: null,
    version: null,
    ...changes,
  };
}
