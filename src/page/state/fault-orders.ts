import type { FaultStarted, FaultsStopped } from '../../contract.ts';
import { type Order, type OrderReply, sendOrder } from './fault-client.ts';
import type { Model } from './model.ts';
import type { Missed, OrderResult, Parameters } from './order-result.ts';
import type { Pod } from './pod.ts';
import type { Fetch } from './sampler.ts';
import { statusOf } from './status.ts';

interface Needs {
  readonly model: Model;
  readonly fetch: Fetch;
  now(): number;
  token(): string;
  tell(outcome: OrderResult): void;
}

/**
 * Starts and stops faults through the Service, tells what became of it, and lets the model know what was
 * answered.
 */
export class Orders {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** @param pod `null`: whichever answers */
  async start(fault: string, parameters: Parameters, pod: string | null): Promise<void> {
    const result = await this.#send({ method: 'POST', path: `/faults/${fault}`, pod, parameters });
    this.#needs.tell(
      result.kind === 'done' ? this.#begun(result.answer as FaultStarted) : this.#failed(result, pod),
    );
  }

  /** On every pod that the Service chooses among. */
  async startEverywhere(fault: string, parameters: Parameters): Promise<void> {
    const pods = this.#needs.model.serving(this.#needs.now());
    let started = 0;
    for (const { name } of pods) {
      const result = await this.#send({ method: 'POST', path: `/faults/${fault}`, pod: name, parameters });
      if (result.kind === 'done') {
        this.#begun(result.answer as FaultStarted);
        started += 1;
      } else if (result.kind === 'refused') return this.#needs.tell(this.#failed(result, name));
    }
    this.#needs.tell({ kind: 'started-on', fault, started, of: pods.length });
  }

  async stop(pod: string, fault: string): Promise<void> {
    const result = await this.#send({ method: 'DELETE', path: `/faults/${fault}`, pod });
    if (result.kind !== 'done') return this.#needs.tell(this.#failed(result, pod));
    this.#needs.model.faultsStopped(pod, [fault], this.#needs.now());
    this.#needs.tell({ kind: 'verified', stopped: 1, pods: 1 });
  }

  /** Asks every pod, also those of which no fault is known: an answer is the proof that none is left. */
  async stopAll(): Promise<void> {
    const { model, now, tell } = this.#needs;
    const known = model.pods.reduce((sum, { faults }) => sum + faults.length, 0);
    const missed: Missed[] = [];
    let [stopped, reached, missedFaults] = [0, 0, 0];
    for (const pod of model.pods) {
      const status = statusOf(pod, now());
      if (pod.faults.length === 0 && status !== 'ready' && status !== 'unready') continue;
      // Nobody hears what a process that is blocked is told.
      const result =
        status === 'hung' ? null : await this.#send({ method: 'DELETE', path: '/faults', pod: pod.name });
      if (result?.kind === 'refused') return tell(this.#failed(result, pod.name));
      if (result?.kind === 'done') {
        const answer = result.answer as FaultsStopped;
        model.faultsStopped(
          pod.name,
          pod.faults.map(({ fault }) => fault),
          now(),
        );
        stopped += answer.stopped.length;
        reached += 1;
      } else if (pod.faults.length > 0 || status === 'ready') {
        missed.push(this.#missed(pod.name));
        missedFaults += pod.faults.length;
      }
    }
    if (missed.length === 0) return tell({ kind: 'verified', stopped, pods: reached });
    tell({ kind: 'stopped', stopped, of: Math.max(known, stopped + missedFaults), missed });
  }

  #send(order: Omit<Order, 'token'>): Promise<OrderReply> {
    const { fetch, token, tell } = this.#needs;
    const { pod } = order;
    return sendOrder({ ...order, token: token() }, fetch, (tries) => {
      if (pod !== null) tell({ kind: 'trying', pod, tries });
    });
  }

  #begun(started: FaultStarted): OrderResult {
    this.#needs.model.faultOrdered(started, this.#needs.now());
    return { ...started, kind: 'started' };
  }

  #failed(result: Exclude<OrderReply, { kind: 'done' }>, pod: string | null): OrderResult {
    if (result.kind === 'unanswered') return { kind: 'no-answer' };
    if (result.kind === 'missed')
      return { kind: 'missed', missed: this.#missed(pod ?? ''), tries: result.tries };
    if (result.code === 'token-needed')
      return { kind: this.#needs.token() === '' ? 'token-needed' : 'wrong-token' };
    if (result.code === 'faults-off') return { kind: 'guard-off' };
    return result;
  }

  #missed(name: string): Missed {
    const { model, now } = this.#needs;
    const pod: Pod | undefined = model.pod(name);
    if (!pod) return { pod: name, status: 'finished', endsInSeconds: null };
    const endsAtMs = Math.max(0, ...pod.faults.map((fault) => fault.endsAtMs));
    const endsInSeconds = endsAtMs > now() ? (endsAtMs - now()) / 1000 : null;
    return { pod: name, status: statusOf(pod, now()), endsInSeconds };
  }
}
