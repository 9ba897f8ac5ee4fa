import type { Static, TSchema } from 'typebox';
// Imported as a namespace, so that the bundle takes only what is used: the default export adds 28 kB.
import * as Type from 'typebox';

/**
 * The HTTP contract: the schemas of what clients (curl, the page, the drills) may rely on, and the types
 * that follow from them. A description says what a name does not say, above all the unit. No behaviour
 * lives here.
 */

const instant = (description: string, example = '2026-11-25T09:30:00.000Z') =>
  Type.String({ format: 'date-time', description, examples: [example] });
const orNull = <T extends TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });
const figures = (options: { description: string; examples: unknown[] }) =>
  Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()]), options);
const POD = Type.String({
  description: 'the host name of who answered, which is the name of the pod',
  examples: ['app-1-2-2-1-7c9d8b6f5-x2x7z'],
});

export const LifecycleState = Type.Enum(['starting', 'ready', 'draining', 'closed'] as const);
export type LifecycleState = Static<typeof LifecycleState>;

/** Why a request for a fault was refused. Clients with their own messages choose them by this code. */
export const RefusalCode = Type.Enum([
  'faults-off',
  'token-needed',
  'foreign-site',
  'unnamed-site',
  'unknown-host',
  'shutting-down',
  'no-memory-limit',
  'at-memory-limit',
  'delay-too-long',
  'read-only-folder',
] as const);
export type RefusalCode = Static<typeof RefusalCode>;

/** The shape of every error. */
export const ErrorAnswer = Type.Object(
  {
    statusCode: Type.Integer({ examples: [400] }),
    error: Type.String({ examples: ['Bad Request'] }),
    message: Type.String({
      description: 'names what was wrong, what is allowed, and what was got',
      examples: ['seconds must be an integer from 1 to 3600, got 0'],
    }),
    code: Type.Optional(RefusalCode),
    figures: Type.Optional(
      figures({
        description: 'what is in the message of a code; names carry their unit',
        examples: [{ maximumMilliseconds: 15000, askedMilliseconds: 16000 }],
      }),
    ),
  },
  { title: 'ErrorAnswer', description: 'what was wrong' },
);
export type ErrorAnswer = Readonly<Static<typeof ErrorAnswer>>;

/** The limits beyond which real traffic is shed (503 with Retry-After), and how many requests were shed. */
export const PressureAnswer = Type.Object(
  {
    requestsInFlight: Type.Integer({ description: 'of real traffic, at this moment' }),
    maxRequestsInFlight: Type.Integer({ description: 'MAX_REQUESTS_IN_FLIGHT', examples: [1000] }),
    eventLoopDelayMs: Type.Number({
      description: 'milliseconds, mean of the latest second',
      examples: [1.2],
    }),
    maxEventLoopDelayMs: Type.Integer({
      description: 'milliseconds, MAX_EVENT_LOOP_DELAY_MS',
      examples: [500],
    }),
    requestsShed: Type.Object(
      { requestsInFlight: Type.Integer(), eventLoopDelay: Type.Integer() },
      { description: 'requests refused since the start, by cause' },
    ),
  },
  { description: 'what real traffic is refused by, with 503 and Retry-After' },
);
export type PressureAnswer = DeepReadonly<Static<typeof PressureAnswer>>;

const InfoProperties = {
  hostname: POD,
  version: Type.String({ examples: ['1.0.0'] }),
  colour: Type.String({ description: 'a CSS colour of this version', examples: ['#0072b2'] }),
  pod: Type.Object({
    name: orNull(Type.String(), 'from the downward API; null where the platform does not tell'),
    namespace: orNull(Type.String(), 'as name'),
    node: orNull(Type.String(), 'as name'),
    zone: orNull(Type.String(), 'as name; null below Kubernetes 1.35, and on nodes without a zone'),
    ip: orNull(Type.String(), 'as name'),
  }),
  startedAt: instant('the start of the process: a changed value means a restarted container'),
  uptimeSeconds: Type.Number({ description: 'seconds since then', examples: [12.3] }),
  lifecycle: LifecycleState,
  configDigest: Type.String({
    description:
      'of the configuration in effect: two pods of one revision have the same. Names, addresses and the token are no part of it',
    examples: ['0f1e2d3c4b5a'],
  }),
  grafanaUrl: orNull(
    Type.String(),
    'GRAFANA_URL: an http or https URL, or :PORT for a port of the address that the page was reached by',
  ),
  limits: Type.Object({
    cpuMillicores: orNull(
      Type.Integer(),
      'thousandths of a core, at this moment: a resize changes it; null: no limit',
    ),
    memoryBytes: orNull(Type.Integer(), 'bytes, at this moment; null: no limit'),
  }),
  usage: Type.Object({
    cpuMillicores: orNull(
      Type.Integer(),
      'thousandths of a core, mean over the time since the previous reading, at least one second',
    ),
    memoryBytes: orNull(Type.Integer(), 'bytes: the working set, as kubectl top counts it'),
    throttledSeconds: orNull(
      Type.Number(),
      'seconds in total for which the CPU limit throttled the container',
    ),
  }),
  pressure: PressureAnswer,
  answeredByClient: Type.Record(Type.String(), Type.Integer(), {
    description:
      'answers since the start of the process to each of the latest 16 clients that named themselves in X-App-Client, whatever the status',
    examples: [{ 'traffic-m1k2x3': 512 }],
  }),
};

/** `GET /info`. */
export const InfoAnswer = Type.Object(
  {
    ...InfoProperties,
    client: Type.Object(
      {
        address: Type.String({
          description:
            'the address that the connection came from: the client, or a node or proxy that passed it on',
          examples: ['10.244.0.1'],
        }),
        forwardedFor: orNull(
          Type.String(),
          'X-Forwarded-For, in which a proxy says for whom it asks; anybody can write it. null: there is none',
        ),
      },
      { description: 'from where this request came' },
    ),
  },
  { title: 'InfoAnswer', description: 'who answers, its limits and what it uses' },
);
export type InfoAnswer = DeepReadonly<Static<typeof InfoAnswer>>;

/** `GET /work`. */
export const WorkAnswer = Type.Object(
  {
    pod: POD,
    milliseconds: Type.Integer({
      description: 'CPU time that was asked for, in milliseconds',
      examples: [5],
    }),
    waitMilliseconds: Type.Integer({
      description: 'time that it waited before that, without CPU',
      examples: [0],
    }),
    usedMilliseconds: Type.Number({
      description:
        'CPU time that was used for it. The kernel counts in ticks of up to 4 ms; the mean over many requests is exact',
      examples: [5.012],
    }),
  },
  { title: 'WorkAnswer', description: 'the work is done' },
);
export type WorkAnswer = Readonly<Static<typeof WorkAnswer>>;

/** `GET /livez`, `/readyz` (and `/ready`), `/startupz`: 200 with status "ok", 503 with "unavailable". */
export const ProbeAnswer = Type.Object(
  {
    status: Type.Enum(['ok', 'unavailable'] as const),
    reason: Type.String({ description: 'why, for people', examples: ['ready'] }),
  },
  { title: 'ProbeAnswer', description: 'the answer, with its reason' },
);
export type ProbeAnswer = Readonly<Static<typeof ProbeAnswer>>;

/** How a fault ends if nobody stops it. */
export const FaultEnding = Type.Enum(['expiry', 'oom-kill', 'heap-abort', 'exit'] as const, {
  description: 'how it ends when nobody stops it',
});
export type FaultEnding = Static<typeof FaultEnding>;

const FaultProperties = {
  fault: Type.String({ description: 'the kind, as in /faults/{kind}', examples: ['cpu-load'] }),
  message: Type.String({
    description: 'one sentence for people: what will happen',
    examples: ['this container will use 130m of CPU in total for 120 s'],
  }),
  parameters: figures({
    description: 'with every default filled in',
    examples: [{ millicores: 130, seconds: 120 }],
  }),
  startedAt: instant('when it was started'),
  endsAt: instant('the announced end', '2026-11-25T09:32:00.000Z'),
  ending: FaultEnding,
};

/** The 202 of a started fault. */
export const FaultStarted = Type.Object(
  { pod: POD, ...FaultProperties, endsInSeconds: Type.Number({ description: 'seconds', examples: [120] }) },
  { title: 'FaultStarted', description: 'what will happen, and when it ends' },
);
export type FaultStarted = DeepReadonly<Static<typeof FaultStarted>>;

/** An item of `active` in `GET /faults`. */
export const ActiveFault = Type.Object(
  {
    ...FaultProperties,
    secondsLeft: Type.Number({ description: 'seconds to the announced end', examples: [42.1] }),
    progress: figures({
      description: 'latest figures, renewed every second; names carry their unit',
      examples: [{ targetMillicores: 130, actualMillicores: 131 }],
    }),
  },
  { title: 'ActiveFault', description: 'a fault that is active' },
);
export type ActiveFault = DeepReadonly<Static<typeof ActiveFault>>;

/** An item of `kinds` in `GET /faults`: the API describes itself. */
export const FaultKind = Type.Object(
  {
    fault: Type.String({ examples: ['cpu-load'] }),
    summary: Type.String(),
    start: Type.String({ description: 'the request that starts it', examples: ['POST /faults/cpu-load'] }),
    parameters: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
      description: 'JSON schema properties with type, minimum, maximum, default and description',
    }),
  },
  { title: 'FaultKind', description: 'a kind of fault with its bounds' },
);
export type FaultKind = DeepReadonly<Static<typeof FaultKind>>;

export const Guard = Type.Enum(['open', 'token', 'off'] as const, {
  description: 'who may start faults: anyone, who has the token, nobody',
});

export const FaultsAnswer = Type.Object(
  { pod: POD, guard: Guard, active: Type.Array(ActiveFault), kinds: Type.Array(FaultKind) },
  { title: 'FaultsAnswer', description: 'what is active, and what can be started' },
);
export type FaultsAnswer = DeepReadonly<Static<typeof FaultsAnswer>>;

/** `DELETE /faults` and `DELETE /faults/{kind}`: 200, even if nothing was active. */
export const FaultsStopped = Type.Object(
  {
    pod: POD,
    stopped: Type.Array(Type.String(), {
      description: 'the kinds that were active',
      examples: [['cpu-load']],
    }),
    message: Type.String({
      description: 'one sentence for people: what was stopped, and what was not reached',
      examples: ['stopped: cpu-load; on pod app-1-2-2-1-7c9d8b6f5-x2x7z only, no other pod was asked'],
    }),
  },
  { title: 'FaultsStopped', description: 'what was stopped' },
);
export type FaultsStopped = DeepReadonly<Static<typeof FaultsStopped>>;

/**
 * `GET /page/sample`: one pod, as its own answer describes it. Readings of the container are at most a
 * second old.
 */
export const SampleAnswer = Type.Object(
  {
    ...InfoProperties,
    readiness: ProbeAnswer,
    faults: Type.Array(ActiveFault),
    guard: Guard,
    requestsOnConnection: Type.Integer({
      description: '1 where the connection was opened for this request',
      examples: [1],
    }),
  },
  { title: 'SampleAnswer', description: 'one pod as it is' },
);
export type SampleAnswer = DeepReadonly<Static<typeof SampleAnswer>>;

/** Readers cannot change an answer. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
