/**
 * The HTTP contract: the names and shapes that clients (curl, the page, the drills) may rely on.
 * Types only, plus the few names that appear on the wire; no behaviour lives here.
 */

/** Both headers are on every answer, so that a client can tell pods and versions apart on any path. */
export const HEADERS = { version: 'x-app-version', hostname: 'x-app-hostname' } as const;

export type LifecycleState = 'starting' | 'ready' | 'draining' | 'closed';

/** The one shape of every error. */
export interface ErrorAnswer {
  readonly statusCode: number;
  readonly error: string;
  readonly message: string;
}

/** `GET /info`. `null` where the platform does not tell. */
export interface InfoAnswer {
  readonly hostname: string;
  readonly version: string;
  readonly colour: string;
  readonly pod: {
    readonly name: string | null;
    readonly namespace: string | null;
    readonly node: string | null;
    readonly ip: string | null;
  };
  /** ISO 8601, the start of the process: a changed value means a restarted container. */
  readonly startedAt: string;
  readonly uptimeSeconds: number;
  readonly lifecycle: LifecycleState;
  /** Of the configuration in effect: two pods of one revision have the same. Names, addresses and the token are no part of it. */
  readonly configDigest: string;
  /** `GRAFANA_URL`: an http or https URL, or `:PORT` for a port of the address that the page was reached by. */
  readonly grafanaUrl: string | null;
  readonly limits: { readonly cpuMillicores: number | null; readonly memoryBytes: number | null };
  readonly usage: {
    /** Mean over the time since the previous reading, at least one second. */
    readonly cpuMillicores: number | null;
    /** The working set, as `kubectl top` counts it. */
    readonly memoryBytes: number | null;
    /** Total time that the CPU limit held the container back. */
    readonly throttledSeconds: number | null;
  };
}

/** `GET /work`. */
export interface WorkAnswer {
  readonly pod: string;
  /** CPU time that was asked for. */
  readonly milliseconds: number;
  /** CPU time that was used for it. The kernel counts in ticks of up to 4 ms; the mean over many requests is exact. */
  readonly usedMilliseconds: number;
}

/** `GET /livez`, `/readyz` (and `/ready`), `/startupz`: 200 with status "ok", 503 with "unavailable". */
export interface ProbeAnswer {
  readonly status: 'ok' | 'unavailable';
  readonly reason: string;
}

/** `GET /page/sample`: one pod as seen from its own answer. Readings of the container are at most a second old. */
export interface SampleAnswer extends InfoAnswer {
  readonly readiness: ProbeAnswer;
  readonly faults: readonly ActiveFault[];
  readonly guard: FaultsAnswer['guard'];
  /** 1 where the connection was opened for this request. */
  readonly requestsOnConnection: number;
}

/** How a fault ends when nobody stops it. */
export type FaultEnding = 'expiry' | 'oom-kill' | 'heap-abort' | 'restart' | 'eviction' | 'exit';

/** The 202 of a started fault. */
export interface FaultStarted {
  /** The host name (= the pod's name) of who started it. */
  readonly pod: string;
  /** The kind, as in `/faults/{kind}`. */
  readonly fault: string;
  /** One sentence for people: what will happen. */
  readonly message: string;
  /** With every default filled in. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly startedAt: string;
  /** The announced end, ISO 8601. */
  readonly endsAt: string;
  readonly endsInSeconds: number;
  readonly ending: FaultEnding;
}

/** One of `GET /faults` `.active`. */
export interface ActiveFault extends Omit<FaultStarted, 'pod' | 'endsInSeconds'> {
  readonly secondsLeft: number;
  /** Latest figures, renewed every second; names carry their unit. */
  readonly progress: Readonly<Record<string, number | string | boolean>>;
}

/** One of `GET /faults` `.kinds`: the API explains itself. */
export interface FaultKind {
  readonly fault: string;
  readonly summary: string;
  /** e.g. `POST /faults/cpu-load`. */
  readonly start: string;
  /** JSON schema properties with type, minimum, maximum, default and description. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface FaultsAnswer {
  readonly pod: string;
  readonly guard: 'open' | 'token' | 'off';
  readonly active: readonly ActiveFault[];
  readonly kinds: readonly FaultKind[];
}

/** `DELETE /faults` and `DELETE /faults/{kind}`: 200 whether or not anything was active. */
export interface FaultsStopped {
  readonly pod: string;
  readonly stopped: readonly string[];
}
