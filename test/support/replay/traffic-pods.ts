import type { ServerResponse } from 'node:http';
import { readArguments } from '../../../drills/traffic/arguments.ts';
import { writeLine } from '../../../drills/traffic/ndjson.ts';
import { Tally } from '../../../drills/traffic/tally.ts';
import { startTraffic } from '../../../drills/traffic/traffic.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- what the drill under test posts
type PodObject = any;

/** What happens to a pod whose image has another client, or none. */
export interface ForeignClient {
  /** The states of its container, one for each request; the last one stays. */
  readonly states: readonly unknown[];
  readonly log: readonly string[];
}

interface TrafficPod {
  readonly object: PodObject;
  readonly log: string[];
  readonly followers: Set<ServerResponse>;
  readonly stop: AbortController;
  finished: boolean;
  asked: number;
}

/**
 * The pods that a drill starts to send its traffic: the client runs here, its log is served as the kubelet
 * would.
 */
export class TrafficPods {
  readonly #pods = new Map<string, TrafficPod>();
  readonly #appPort: () => number;
  readonly #foreign: ForeignClient | undefined;

  constructor(appPort: () => number, foreign?: ForeignClient) {
    this.#appPort = appPort;
    this.#foreign = foreign;
  }

  names(): string[] {
    return [...this.#pods.keys()];
  }

  has(name: string): boolean {
    return this.#pods.has(name);
  }

  create(object: PodObject): PodObject {
    const pod: TrafficPod = {
      object,
      log: [],
      followers: new Set(),
      stop: new AbortController(),
      finished: false,
      asked: 0,
    };
    this.#pods.set(object.metadata.name, pod);
    if (this.#foreign !== undefined) {
      pod.log.push(...this.#foreign.log.map((line) => `${line}\n`));
      pod.finished = true;
      return object;
    }
    const [, , ...flags] = object.spec.containers[0].command;
    const args = readArguments(flags);
    if (args === null) throw new Error('no help desired');
    const tally = new Tally();
    const write = (line: string) => {
      pod.log.push(line);
      for (const follower of pod.followers) follower.write(line);
    };
    // A clock of its own, as a process elsewhere has.
    const zeroMs = performance.now() - 5000;
    const traffic = startTraffic({
      ...args,
      url: `http://127.0.0.1:${this.#appPort()}/hostname`,
      now: () => performance.now() - zeroMs,
      signal: pod.stop.signal,
      onRecord: (record) => {
        tally.add(record);
        write(writeLine({ record }));
      },
    });
    void traffic.done.then(() => {
      write(writeLine({ summary: tally.summary() }));
      pod.finished = true;
      for (const follower of pod.followers) follower.end();
    });
    return object;
  }

  serve(name: string, method: string, subresource: string, query: URLSearchParams, response: ServerResponse) {
    const pod = this.#pods.get(name);
    if (pod === undefined) return void response.writeHead(404).end('{}');
    if (subresource === 'log') {
      response.writeHead(200);
      for (const line of pod.log.slice(-Number(query.get('tailLines') ?? 0))) response.write(line);
      if (pod.finished) return void response.end();
      pod.followers.add(response);
      response.on('close', () => pod.followers.delete(response));
      return;
    }
    if (method === 'DELETE') {
      pod.stop.abort();
      // Its log is served until it is deleted at once.
      if (query.get('gracePeriodSeconds') === '0') this.#pods.delete(name);
      return void response.end('{}');
    }
    const { states } = this.#foreign ?? { states: [{ running: {} }] };
    const state = states[Math.min(pod.asked, states.length - 1)];
    pod.asked += 1;
    response.end(JSON.stringify({ ...pod.object, status: { containerStatuses: [{ state }] } }));
  }

  breakLogs(): void {
    for (const pod of this.#pods.values()) for (const follower of pod.followers) follower.destroy();
  }
}
