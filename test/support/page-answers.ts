import type { ActiveFault, FaultStarted, SampleAnswer } from '../../src/contract.ts';
import type { Model } from '../../src/page/state/model.ts';
import type { Sample } from '../../src/page/state/sampler.ts';

export const STARTED_AT = '2026-11-23T09:00:00.000Z';

/** The answer of a healthy pod. */
export function answerOf(hostname: string, changes: Partial<SampleAnswer> = {}): SampleAnswer {
  return {
    hostname,
    version: '1.0.0',
    colour: '#0072b2',
    pod: { name: null, namespace: null, node: null, zone: null, ip: null },
    startedAt: STARTED_AT,
    uptimeSeconds: 10,
    lifecycle: 'ready',
    configDigest: '0123456789ab',
    grafanaUrl: null,
    limits: { cpuMillicores: 200, memoryBytes: 200 * 2 ** 20 },
    usage: { cpuMillicores: 20, memoryBytes: 50 * 2 ** 20, throttledSeconds: 0 },
    pressure: {
      requestsInFlight: 0,
      maxRequestsInFlight: 1000,
      eventLoopDelayMs: 1,
      maxEventLoopDelayMs: 250,
      requestsShed: { requestsInFlight: 0, eventLoopDelay: 0 },
    },
    answeredByClient: {},
    readiness: { status: 'ok', reason: 'ready' },
    faults: [],
    guard: 'open',
    requestsOnConnection: 1,
    ...changes,
  };
}

export function faultOf(fault: string, secondsLeft: number): ActiveFault {
  return { ...aMinuteOf(fault), secondsLeft, progress: {} };
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
    status: 200,
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
    status: null,
    ...changes,
  };
}

/** The answer 202 to the start of a fault. */
export function startedOn(pod: string, fault: string, changes: Partial<FaultStarted> = {}): FaultStarted {
  return { pod, ...aMinuteOf(fault), endsInSeconds: 60, ...changes };
}

function aMinuteOf(fault: string) {
  return {
    fault,
    message: `${fault} is what happens`,
    parameters: {},
    startedAt: STARTED_AT,
    endsAt: new Date(Date.parse(STARTED_AT) + 60_000).toISOString(),
    ending: 'expiry',
  } as const;
}

export const PERIOD_MS = 100;

/** Answers from each pod in turn, ten a second. Returns the time of the end. */
export function goRound(model: Model, names: readonly string[], requests: number, fromMs: number): number {
  let atMs = fromMs;
  for (let index = 0; index < requests; index += 1) {
    const name = names[index % names.length] ?? '';
    model.record(answered(atMs, answerOf(name, { uptimeSeconds: 100 + atMs / 1000 })));
    if (atMs % 1000 === 0) model.tick(atMs);
    atMs += PERIOD_MS;
  }
  return atMs;
}

export function tickUntil(model: Model, fromMs: number, toMs: number): void {
  for (let atMs = fromMs; atMs <= toMs; atMs += 1000) model.tick(atMs);
}

/** The log, as kinds and pods. */
export function story(model: Model): string[] {
  return model.log.entries.map(({ event }) => {
    return 'pod' in event ? `${event.kind} ${event.pod}` : event.kind;
  });
}
