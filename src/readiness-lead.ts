/** failureThreshold, unless the manifest says otherwise. */
const FAILURE_THRESHOLD = 3;
/** periodSeconds, unless the manifest says otherwise. */
const DEFAULT_PERIOD_SECONDS = 10;
/** From the kubelet's verdict until the rules of every node have changed. */
const ENDPOINT_PROPAGATION_SECONDS = 2;
const REMEMBERED_PROBES = 8;

/**
 * How long before a kill readiness has to fail, so that no request is lost. It follows from how often the
 * kubelet probes. A liveness probe on the same path fails as well: the kubelet may then end the container in
 * the last moments before the kill.
 */
export class ReadinessLead {
  /** Share of the memory limit, in percent, from which readiness is off whatever the kubelet does. */
  readonly memoryPercent: number;
  readonly #alone = new Probing(1);
  readonly #withLiveness = new Probing(2);

  constructor(memoryPercent: number) {
    this.memoryPercent = memoryPercent;
  }

  /** @param isSharedPath a path that is made for liveness too */
  noteProbe(isSharedPath: boolean): void {
    (isSharedPath ? this.#withLiveness : this.#alone).note();
  }

  get isSharedWithLiveness(): boolean {
    return this.#withLiveness.periodSeconds !== null;
  }

  /** `null` where no kubelet probes. */
  get periodSeconds(): number | null {
    return this.#withLiveness.periodSeconds ?? this.#alone.periodSeconds;
  }

  /** Time until three probes have failed and every node has removed the endpoint. */
  get leastSeconds(): number {
    return FAILURE_THRESHOLD * (this.periodSeconds ?? 1) + ENDPOINT_PROPAGATION_SECONDS;
  }

  /** Adds half a period, since a probe may come late. */
  get seconds(): number {
    const periodSeconds = this.periodSeconds ?? 1;
    return FAILURE_THRESHOLD * periodSeconds + Math.max(ENDPOINT_PROPAGATION_SECONDS, periodSeconds / 2);
  }

  /** How long before the kill liveness can have failed often enough. */
  get secondsAfterLivenessFailed(): number {
    return this.seconds - (FAILURE_THRESHOLD - 1) * (this.periodSeconds ?? 1);
  }
}

class Probing {
  readonly #probes: number;
  readonly #askedAtMs: number[] = [];

  /** @param probes how many ask the path, each with the same period */
  constructor(probes: number) {
    this.#probes = probes;
  }

  note(): void {
    this.#askedAtMs.push(performance.now());
    if (this.#askedAtMs.length > REMEMBERED_PROBES) this.#askedAtMs.shift();
  }

  /** The manifest has whole seconds. */
  get periodSeconds(): number | null {
    if (this.#askedAtMs.length === 0) return null;
    const periodsMs = this.#askedAtMs
      .slice(this.#probes)
      .map((atMs, index) => atMs - (this.#askedAtMs[index] ?? atMs))
      .sort((a, b) => a - b);
    const medianMs = periodsMs[Math.floor(periodsMs.length / 2)];
    return medianMs === undefined ? DEFAULT_PERIOD_SECONDS : Math.max(1, Math.round(medianMs / 1000));
  }
}
