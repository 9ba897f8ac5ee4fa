import type { FaultKind, FaultsAnswer, FaultsStopped, FaultStarted } from '../../contract.ts';
import type { Missed, Order, OrderReply, OrderResult, Parameters } from './fault-client.ts';
import { ORDER_TIMEOUT_MS, sendOrder } from './fault-client.ts';
import type { Model } from './model.ts';
import type { Fetch } from './sampler.ts';
import { statusOf } from './status.ts';

const ASK_AGAIN_MS = 3000;

interface Needs {
  readonly model: Model;
  readonly fetch: Fetch;
  now(): number;
  onChange(): void;
}

/** What the fault form shows, and the orders that it sends. Kinds, bounds and defaults come from the API. */
export class FaultControl {
  kinds: readonly FaultKind[] = [];
  /** The chosen kind of fault. */
  kind = '';
  /** The chosen pod; `null`: whichever answers. A pod that is gone stays chosen. */
  target: string | null = null;
  token = '';
  /** The typed values. They must survive a narrow window, for which the form is built again. */
  readonly parameters = new Map<string, string>();
  result: OrderResult | null = null;
  isBusy = false;
  #guard: FaultsAnswer['guard'] = 'open';
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Every answer of a pod has the guard too. */
  get guard(): FaultsAnswer['guard'] {
    return this.#needs.model.pods.at(-1)?.answer.guard ?? this.#guard;
  }

  get canControl(): boolean {
    return this.guard === 'open' || (this.guard === 'token' && this.token !== '');
  }

  get chosenKind(): FaultKind | undefined {
    return this.kinds.find(({ fault }) => fault === this.kind);
  }

  get isAnyActive(): boolean {
    return this.#needs.model.pods.some(({ faults }) => faults.length > 0);
  }

  /** Asks for every kind and its bounds until a pod answers. */
  async learn(): Promise<void> {
    const answer = await this.#needs
      .fetch('faults', { cache: 'no-store', signal: AbortSignal.timeout(ORDER_TIMEOUT_MS) })
      .then((response) => (response.ok ? (response.json() as Promise<FaultsAnswer>) : null))
      .catch(() => null);
    if (!answer) {
      setTimeout(() => void this.learn(), ASK_AGAIN_MS);
      return;
    }
    this.kinds = answer.kinds;
    this.#guard = answer.guard;
    if (!this.chosenKind) this.kind = this.kinds[0]?.fault ?? '';
    this.#needs.onChange();
  }

  choose(choice: Partial<Pick<FaultControl, 'kind' | 'target' | 'token'>>): void {
    Object.assign(this, choice);
    if (choice.kind !== undefined) {
      this.parameters.clear();
      // Bounds follow from the container's limits, which a resize changes.
      void this.learn();
    }
    this.#needs.onChange();
  }

  tell(result: OrderResult): void {
    this.result = result;
    this.#needs.onChange();
  }

  start(fault: string, parameters: Parameters): void {
    const pod = this.target;
    this.#run(async () => {
      const reply = await this.#send({ method: 'POST', path: `faults/${fault}`, pod, parameters });
      return reply.kind === 'done' ? this.#started(reply.answer as FaultStarted) : this.#failed(reply, pod);
    });
  }

  /** On every pod that the Service routes to. */
  startEverywhere(fault: string, parameters: Parameters): void {
    this.#run(async () => {
      const pods = this.#needs.model.serving(this.#needs.now());
      let started = 0;
      for (const { name } of pods) {
        const reply = await this.#send({ method: 'POST', path: `faults/${fault}`, pod: name, parameters });
        if (reply.kind === 'refused') return this.#failed(reply, name);
        if (reply.kind !== 'done') continue;
        this.#started(reply.answer as FaultStarted);
        started += 1;
      }
      return { kind: 'started-on', fault, started, of: pods.length };
    });
  }

  stop(pod: string, fault: string): void {
    this.#run(async () => {
      const reply = await this.#send({ method: 'DELETE', path: `faults/${fault}`, pod });
      if (reply.kind !== 'done') return this.#failed(reply, pod);
      this.#needs.model.podTable.faultsStopped(pod, [fault], this.#needs.now());
      return { kind: 'verified', stopped: 1, pods: 1 };
    });
  }

  /** Asks every pod, even one without a known fault: only its answer proves that no fault is active. */
  stopAll(): void {
    this.#run(async () => {
      const { model, now } = this.#needs;
      const known = model.pods.reduce((sum, { faults }) => sum + faults.length, 0);
      const missed: Missed[] = [];
      let [stopped, reached, missedFaults] = [0, 0, 0];
      for (const pod of model.pods) {
        const status = statusOf(pod, now());
        if (pod.faults.length === 0 && status !== 'ready' && status !== 'unready') continue;
        // A blocked process answers no order.
        const reply =
          status === 'hung' ? null : await this.#send({ method: 'DELETE', path: 'faults', pod: pod.name });
        if (reply?.kind === 'refused') return this.#failed(reply, pod.name);
        if (reply?.kind === 'done') {
          const kinds = pod.faults.map(({ fault }) => fault);
          model.podTable.faultsStopped(pod.name, kinds, now());
          stopped += (reply.answer as FaultsStopped).stopped.length;
          reached += 1;
        } else if (pod.faults.length > 0 || status === 'ready') {
          missed.push(this.#missed(pod.name));
          missedFaults += pod.faults.length;
        }
      }
      if (missed.length === 0) return { kind: 'verified', stopped, pods: reached };
      return { kind: 'stopped', stopped, of: Math.max(known, stopped + missedFaults), missed };
    });
  }

  /** One order at a time. */
  #run(order: () => Promise<OrderResult>): void {
    if (this.isBusy) return;
    this.isBusy = true;
    this.#needs.onChange();
    void order().then((result) => {
      this.isBusy = false;
      this.tell(result);
    });
  }

  #send(order: Omit<Order, 'token'>): Promise<OrderReply> {
    const { pod } = order;
    return sendOrder({ ...order, token: this.token }, this.#needs.fetch, (tries) => {
      if (pod !== null) this.tell({ kind: 'trying', pod, tries });
    });
  }

  #started(started: FaultStarted): OrderResult {
    this.#needs.model.podTable.faultOrdered(started, this.#needs.now());
    return { ...started, kind: 'started' };
  }

  #failed(reply: Exclude<OrderReply, { kind: 'done' }>, pod: string | null): OrderResult {
    if (reply.kind === 'unanswered') return { kind: 'no-answer' };
    if (reply.kind === 'missed') return { ...reply, missed: this.#missed(pod ?? '') };
    if (reply.code === 'token-needed') return { kind: this.token === '' ? 'token-needed' : 'wrong-token' };
    return reply.code === 'faults-off' ? { kind: 'guard-off' } : reply;
  }

  #missed(name: string): Missed {
    const { model, now } = this.#needs;
    const pod = model.pod(name);
    if (!pod) return { pod: name, status: 'finished', endsInSeconds: null };
    const endsAtMs = Math.max(0, ...pod.faults.map((fault) => fault.endsAtMs));
    const endsInSeconds = endsAtMs > now() ? (endsAtMs - now()) / 1000 : null;
    return { pod: name, status: statusOf(pod, now()), endsInSeconds };
  }
}
