/** Kubernetes' default for failureThreshold. */
const FAILURE_THRESHOLD = 3;
/** Kubernetes' default for periodSeconds. */
const DEFAULT_PERIOD_SECONDS = 10;
/** From the kubelet's decision until kube-proxy has removed the endpoint on every node. */
const ENDPOINT_PROPAGATION_SECONDS = 2;
const REMEMBERED_PROBES = 8;

/**
 * How long before a kill readiness has to fail, so that no request is lost. It depends on how often the
 * kubelet probes. A liveness probe on the same path fails as well, so the kubelet may end the container in
 * the last moments before the kill.
 */
export class ReadinessLead {
  /** From this share of the memory limit on, in percent, the pod is not ready. */
  readonly memoryPercent: number;
  readonly #readinessPath = new ProbePeriod(1);
  readonly #sharedPath = new ProbePeriod(2);

  constructor(memoryPercent: number) {
    this.memoryPercent = memoryPercent;
  }

  /** @param isSharedPath the liveness probe uses the same path */
  noteProbe(isSharedPath: boolean): void {
    (isSharedPath ? this.#sharedPath : this.#readinessPath).note();
  }

  get isSharedWithLiveness(): boolean {
    return this.#sharedPath.periodSeconds !== null;
  }

  /** `null` if no kubelet probes. */
  get periodSeconds(): number | null {
    return this.#sharedPath.periodSeconds ?? this.#readinessPath.periodSeconds;
  }

  /** Time until three probes have failed and every node has removed the endpoint. */
  get minSeconds(): number {
    return FAILURE_THRESHOLD * (this.periodSeconds ?? 1) + ENDPOINT_PROPAGATION_SECONDS;
  }

  /** Adds half a period, since a probe may come late. */
  get seconds(): number {
    const periodSeconds = this.periodSeconds ?? 1;
    return FAILURE_THRESHOLD * periodSeconds + Math.max(ENDPOINT_PROPAGATION_SECONDS, periodSeconds / 2);
  }

  /** How long before the kill the liveness probe may have failed often enough for a restart. */
  get secondsAfterLivenessFailed(): number {
    return this.seconds - (FAILURE_THRESHOLD - 1) * (this.periodSeconds ?? 1);
  }
}

class ProbePeriod {
  readonly #probes: number;
  readonly #probedAtMs: number[] = [];

  /** @param probes how many probes use the path, each with the same period */
  constructor(probes: number) {
    this.#probes = probes;
  }

  note(): void {
    this.#probedAtMs.push(performance.now());
    if (this.#probedAtMs.length > REMEMBERED_PROBES) this.#probedAtMs.shift();
  }

  /** Manifests use whole seconds. */
  get periodSeconds(): number | null {
    if (this.#probedAtMs.length === 0) return null;
    const periodsMs = this.#probedAtMs
      .slice(this.#probes)
      .map((atMs, index) => atMs - (this.#probedAtMs[index] ?? atMs))
      .sort((a, b) => a - b);
    const medianMs = periodsMs[Math.floor(periodsMs.length / 2)];
    return medianMs === undefined ? DEFAULT_PERIOD_SECONDS : Math.max(1, Math.round(medianMs / 1000));
  }
}
