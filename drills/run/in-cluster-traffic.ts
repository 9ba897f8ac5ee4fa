import { setTimeout as sleep } from 'node:timers/promises';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import { poll } from '../../scripts/poll.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { ApiError } from '../cluster/http.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Text } from '../timeline.ts';
import { readLine } from '../traffic/ndjson.ts';
import type { DrillRun, RunningTraffic, TrafficPlan } from './drill-run.ts';
import { CLIENT, clientFlags, trafficPod } from './traffic-pod.ts';

const START_TIMEOUT_MS = 60_000;
/** The grace period of the pod, 10 s, and some for the API server. */
const LOG_END_TIMEOUT_MS = 15_000;
const FIRST_LINE_TIMEOUT_MS = 20_000;
const POLL_MS = 300;
/** The client logs every request, at least one a second. After this silence the connection is dead. */
const SILENCE_MS = 30_000;
const WITHOUT_CLIENT = message('in-cluster.needsClient', { path: CLIENT });
/** The exit code of a client that does not know a flag. */
const USAGE_ERROR = 2;

/** Runs the same client in a pod of its own, from the app's image, and follows the log of this pod. */
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
    done: message('in-cluster.removed', { pod: name }),
    left: message('in-cluster.left', { pod: name }),
    remedy: `kubectl delete pod ${name}`,
    run: () => removePod(run, `${pods}/${name}`),
  });
  run.note(message('in-cluster.sends', { pod: name }));
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
  /**
   * The drill's time at which the client's clock shows 0, by the log line that came soonest after its answer.
   */
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

  /** The client was told to stop: its log must end within LOG_END_TIMEOUT_MS. */
  end(): void {
    this.#deadlineMs = performance.now() + LOG_END_TIMEOUT_MS;
  }

  /**
   * A followed log ends when its connection breaks. The log is then read again from the beginning, without
   * the known lines.
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

  /** Waits for the first line: without a log, a drill would report that no request was answered. */
  async untilRead(path: string, pod: string): Promise<void> {
    const isRead = async () => {
      // A client that does not know a flag runs for a moment.
      if (!this.#isRead) await readContainer(this.#run, path);
      return this.#isRead;
    };
    const { signal } = this.#run;
    try {
      if (await poll(isRead, Boolean, { everyMs: POLL_MS, withinMs: FIRST_LINE_TIMEOUT_MS, signal })) return;
      throw new DrillFailure(
        message('in-cluster.logUnreadable', {
          pod,
          error: this.#lastError === null ? message('in-cluster.logStaysEmpty') : saidBy(this.#lastError),
        }),
        message('in-cluster.logsMustWork'),
      );
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
  run.waitingFor = message('in-cluster.toRun', { pod: name });
  const { running, waiting, phase } = await poll(
    () => readContainer(run, path),
    (container) => container.running !== undefined,
    { everyMs: POLL_MS, withinMs: START_TIMEOUT_MS, signal: run.signal },
  );
  if (running === undefined)
    throw new DrillFailure(
      message('in-cluster.doesNotRun', { reason: waiting?.reason ?? phase ?? '' }),
      WITHOUT_CLIENT,
    );
}

/** @throws DrillFailure where the container has ended: the client sends until it is stopped */
async function readContainer(run: DrillRun, path: string) {
  const { spec, status } = await run.setup.api.get<V1Pod>(path);
  const state = status.containerStatuses?.[0]?.state;
  if (state?.terminated === undefined) return { ...state, phase: status.phase };
  const { exitCode } = state.terminated;
  const image = spec.containers[0]?.image ?? '';
  throw new DrillFailure(
    message('in-cluster.doesNotRun', {
      reason: message('in-cluster.exitCode', {
        code: `${exitCode}`,
        image,
        line: await readLastLine(run, `${path}/log`),
      }),
    }),
    exitCode === USAGE_ERROR ? message('in-cluster.oldClient', { image }) : WITHOUT_CLIENT,
  );
}

async function readLastLine(run: DrillRun, path: string): Promise<Text> {
  let last: Text = message('in-cluster.logEmpty');
  try {
    const lines = run.setup.api.lines(path, { tailLines: '1' }, run.signal, FIRST_LINE_TIMEOUT_MS);
    for await (const line of lines) last = line;
    return last;
  } catch {
    return message('in-cluster.noLog');
  }
}

async function removePod(run: DrillRun, path: string): Promise<void> {
  try {
    await run.setup.api.delete(path, { gracePeriodSeconds: '0' });
  } catch (err) {
    if (!(err instanceof ApiError) || err.status !== 404) throw err;
  }
}
