import type { Container } from './container.ts';
import type { ProbeAnswer } from './contract.ts';
import type { FaultRegistry } from './faults/registry.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { ReadinessLead } from './readiness-lead.ts';

interface Sources {
  readonly lifecycle: Lifecycle;
  readonly registry: FaultRegistry;
  readonly container: Container;
  readonly readinessLead: ReadinessLead;
}

/** The answers to the three probes. */
export class Health {
  readonly #sources: Sources;
  #wantsTraffic = true;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  startup(): ProbeAnswer {
    return this.#sources.lifecycle.state === 'starting' ? unavailable('still starting') : ok('started');
  }

  /** Draining and memory pressure are no reasons for a restart. */
  liveness(): ProbeAnswer {
    return this.#sources.registry.find('unlive') ? unavailable('fault unlive is active') : ok('alive');
  }

  /**
   * Whether the latest readiness answer was positive. A pod that is removed from the Service closes its
   * keep-alive connections too.
   */
  get wantsTraffic(): boolean {
    return this.#wantsTraffic && this.#sources.lifecycle.state === 'ready';
  }

  /** Readiness for the kubelet. The answer is remembered. */
  answerReadinessProbe(): ProbeAnswer {
    const answer = this.readiness();
    this.#wantsTraffic = answer.status === 'ok';
    return answer;
  }

  readiness(): ProbeAnswer {
    const { lifecycle, registry } = this.#sources;
    if (lifecycle.state !== 'ready') return unavailable(lifecycle.state);
    if (registry.find('unready')) return unavailable('fault unready is active');
    return this.#memoryPressure() ?? ok('ready');
  }

  /** Makes Kubernetes move traffic away before the kernel kills. */
  #memoryPressure(): ProbeAnswer | null {
    const { registry, container, readinessLead } = this.#sources;
    const leak = registry.find('memory-leak');
    if (leak?.plan.ending === 'oom-kill') {
      // The kill comes before the probe would have failed often enough.
      if (leak.secondsLeft < readinessLead.seconds)
        return unavailable(`out of memory in ${Math.max(0, leak.secondsLeft).toFixed(1)} s`);
      // A failing liveness probe would restart the container before the kill.
      if (readinessLead.isSharedWithLiveness) return null;
    }
    const limitBytes = container.memoryLimitBytes;
    if (limitBytes === null) return null;
    const percent = (container.memoryUsage().unreclaimableBytes / limitBytes) * 100;
    if (percent < readinessLead.memoryPercent) return null;
    return unavailable(
      `memory is at ${percent.toFixed(0)} % of the limit; not ready from ${readinessLead.memoryPercent} % on`,
    );
  }
}

function ok(reason: string): ProbeAnswer {
  return { status: 'ok', reason };
}

function unavailable(reason: string): ProbeAnswer {
  return { status: 'unavailable', reason };
}
