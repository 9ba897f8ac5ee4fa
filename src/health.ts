import type { Container } from './container.ts';
import type { ProbeAnswer } from './contract.ts';
import type { FaultRegistry } from './faults/registry.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { ReadinessLead } from './readiness-lead.ts';

/** The answers to the three probes. */
export class Health {
  readonly #lifecycle: Lifecycle;
  readonly #registry: FaultRegistry;
  readonly #container: Container;
  readonly #readinessLead: ReadinessLead;
  #wantsTraffic = true;

  constructor(needs: {
    lifecycle: Lifecycle;
    registry: FaultRegistry;
    container: Container;
    readinessLead: ReadinessLead;
  }) {
    this.#lifecycle = needs.lifecycle;
    this.#registry = needs.registry;
    this.#container = needs.container;
    this.#readinessLead = needs.readinessLead;
  }

  startup(): ProbeAnswer {
    return this.#lifecycle.state === 'starting' ? unavailable('still starting') : ok('started');
  }

  /** Draining and memory pressure are no reasons for a restart. */
  liveness(): ProbeAnswer {
    return this.#registry.find('unlive') ? unavailable('fault unlive is active') : ok('alive');
  }

  /**
   * Whether the latest readiness answer was positive. A pod that is removed from the Service closes its
   * keep-alive connections too.
   */
  get wantsTraffic(): boolean {
    return this.#wantsTraffic && this.#lifecycle.state === 'ready';
  }

  /** Readiness for the kubelet. The answer is remembered. */
  tellReadiness(): ProbeAnswer {
    const answer = this.readiness();
    this.#wantsTraffic = answer.status === 'ok';
    return answer;
  }

  readiness(): ProbeAnswer {
    const { state } = this.#lifecycle;
    if (state !== 'ready') return unavailable(state);
    if (this.#registry.find('unready')) return unavailable('fault unready is active');
    return this.#memoryPressure() ?? ok('ready');
  }

  /** Makes Kubernetes move traffic away before the kernel kills. */
  #memoryPressure(): ProbeAnswer | null {
    const leak = this.#registry.find('memory-leak');
    if (leak?.plan.ending === 'oom-kill') {
      // The kill comes before the probe would have failed often enough.
      if (leak.secondsLeft < this.#readinessLead.seconds)
        return unavailable(`out of memory in ${Math.max(0, leak.secondsLeft).toFixed(1)} s`);
      // A failing liveness probe would restart the container before the kill.
      if (this.#readinessLead.isSharedWithLiveness) return null;
    }
    const limitBytes = this.#container.memoryLimitBytes;
    if (limitBytes === null) return null;
    const percent = (this.#container.memoryUsage().unreclaimableBytes / limitBytes) * 100;
    if (percent < this.#readinessLead.memoryPercent) return null;
    return unavailable(
      `memory is at ${percent.toFixed(0)} % of the limit; not ready from ${this.#readinessLead.memoryPercent} % on`,
    );
  }
}

function ok(reason: string): ProbeAnswer {
  return { status: 'ok', reason };
}

function unavailable(reason: string): ProbeAnswer {
  return { status: 'unavailable', reason };
}
