import { setTimeout as sleep } from 'node:timers/promises';
import { WORKLOAD } from '../../scripts/workload.ts';
import { ApiError } from '../cluster/api-server.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { DrillFailure } from '../drill-failure.ts';
import { readLine } from '../traffic/ndjson.ts';
import type { DrillRun, RunningTraffic, TrafficPlan } from './drill-run.ts';
import { CLIENT, clientFlags, trafficPod } from './traffic-pod.ts';

const START_TIMEOUT_MS = 60_000;
/** The grace period of the pod, 10 s, and some for the API server. */
const LOG_END_TIMEOUT_MS = 15_000;
const FIRST_LINE_TIMEOUT_MS = 20_000;
const POLL_MS = 300;
/** A pod's log is silent only when its client is: at one request a second this is dead. */
const SILENCE_MS = 30_000;
const WITHOUT_CLIENT = `its image must be the app's, with ${CLIENT} in it; or give an address that works from here with --url`;
/** Of the client, where it does not know a flag. */
const USAGE_ERROR = 2;

/**
 * The same client, in a pod of its own from the app's image, towards the Service; its log is read while it
 * grows.
 */
export async function startInClusterTraffic(
  run: DrillRun,
  clusterUrl: string,
  plan: TrafficPlan,
  firstNumber: number,
): Promise<RunningTraffic> {
  const { api, namespace } = run.setup;
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  const name = `${WORKLOAD.name}-traffic-${Date.now().toString(36)}`;
  run.cleanups.add({
    done: `the traffic pod ${name} is removed`,
    left: `the traffic pod ${name} is there`,
    remedy: `kubectl delete pod ${name}`,
    run: () => removePod(run, `${pods}/${name}`),
  });
  run.note(`the Service is out of reach from here: pod ${name} sends the traffic`);
  await api.post(pods, trafficPod(run, name, clusterUrl, clientFlags(run, plan, firstNumber)));
  await untilRunning(run, `${pods}/${name}`, name);

  const log = new FollowedLog(run);
  const following = log.follow(`${pods}/${name}/log`);
  await log.untilRead(`${pods}/${name}`, name);
  return {
    get originMs() {
      return log.originMs;
    },
    stop: async () => {
      // SIGTERM lets the client account for what is outstanding; its log ends with it.
      await api.delete(`${pods}/${name}`, { gracePeriodSeconds: '10' });
      log.end();
      await following;
    },
  };
}

class FollowedLog {
  /** The least delay seen between an answer and the arrival of its line tells the two clocks apart. */
  originMs = Number.POSITIVE_INFINITY;
  #deadlineMs = Number.POSITIVE_INFINITY;
  readonly #run: DrillRun;
  #lastError: Error | null = null;
  #isRead = false;
  #isGivenUp = false;
  readonly #seen = new Set<number>();

  constructor(run: DrillRun) {
    this.#run = run;
  }

  /** The client was told to stop: its log ends soon, and is not waited for after that. */
  end(): void {
    this.#deadlineMs = performance.now() + LOG_END_TIMEOUT_MS;
  }

  /**
   * A followed log breaks off with its connection: it is then read again from the beginning, known lines left
   * out.
   */
  async follow(path: string): Promise<void> {
    const { api } = this.#run.setup;
    for (;;) {
      try {
        for await (const line of api.lines(
          path,
          { follow: 'true' },
          new AbortController().signal,
          SILENCE_MS,
        ))
          if (this.#take(line) === 'end') return;
      } catch (err) {
        if (err instanceof ApiError && err.status === 404) return;
        this.#lastError = err instanceof Error ? err : new Error(String(err));
      }
      if (this.#isGivenUp || performance.now() > this.#deadlineMs) return;
      await sleep(POLL_MS);
    }
  }

  /** Nothing that is sent counts before its log comes: a drill that never saw one would call that silence. */
  async untilRead(path: string, pod: string): Promise<void> {
    const deadlineMs = performance.now() + FIRST_LINE_TIMEOUT_MS;
    try {
      while (!this.#isRead) {
        this.#run.signal.throwIfAborted();
        if (performance.now() > deadlineMs)
          throw new DrillFailure(
            `the log of the traffic pod ${pod} cannot be read: ${this.#lastError?.message ?? 'it stays empty'}`,
            'kubectl logs of any pod must work: the API server reaches the kubelet at port 10250; or give an address that works from here with --url',
          );
        await sleep(POLL_MS);
        // A client that does not know a flag runs for a moment.
        if (!this.#isRead) await readContainer(this.#run, path);
      }
    } finally {
      this.#isGivenUp = !this.#isRead;
    }
  }

  #take(text: string): 'end' | 'more' {
    const line = readLine(text);
    if (line === null) return 'more';
    this.#isRead = true;
    if ('start' in line) return 'more';
    if ('summary' in line) return 'end';
    const { record } = line;
    if (this.#seen.has(record.number)) return 'more';
    this.#seen.add(record.number);
    this.originMs = Math.min(this.originMs, this.#run.nowMs() - record.scheduledMs - record.latencyMs);
    this.#run.record(record);
    return 'more';
  }
}

async function untilRunning(run: DrillRun, path: string, name: string): Promise<void> {
  run.waitingFor = `the traffic pod ${name} to run`;
  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    run.signal.throwIfAborted();
    const { running, waiting, phase } = await readContainer(run, path);
    if (running !== undefined) return;
    if (performance.now() > deadlineMs)
      throw new DrillFailure(`the traffic pod does not run: ${waiting?.reason ?? phase}`, WITHOUT_CLIENT);
    await sleep(POLL_MS);
  }
}

/** @throws DrillFailure where it has ended: the client sends until it is stopped. */
async function readContainer(run: DrillRun, path: string) {
  const { spec, status } = await run.setup.api.get<V1Pod>(path);
  const state = status?.containerStatuses?.[0]?.state;
  if (state?.terminated === undefined) return { ...state, phase: status?.phase };
  const { exitCode } = state.terminated;
  const image = spec?.containers[0]?.image;
  throw new DrillFailure(
    `the traffic pod does not run: exit code ${exitCode} of the image ${image}: ${await readLastLine(run, `${path}/log`)}`,
    exitCode === USAGE_ERROR
      ? `the traffic client in the image ${image} is older than these drills: npm run images builds it, then load it (kind load docker-image, minikube image load, k3d image import); or give an address that works from here with --url`
      : WITHOUT_CLIENT,
  );
}

async function readLastLine(run: DrillRun, path: string): Promise<string> {
  let last = 'its log is empty';
  try {
    const lines = run.setup.api.lines(path, { tailLines: '1' }, run.signal, FIRST_LINE_TIMEOUT_MS);
    for await (const line of lines) last = line;
    return last;
  } catch {
    return 'its log cannot be read';
  }
}

async function removePod(run: DrillRun, path: string): Promise<void> {
  try {
    await run.setup.api.delete(path, { gracePeriodSeconds: '0' });
  } catch (err) {
    if (!(err instanceof ApiError) || err.status !== 404) throw err;
  }
}
