import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { ApiError } from '../../drills/cluster/http.ts';
import type { V1Service } from '../../drills/cluster/objects.ts';
import { message } from '../../messages/all.ts';
import { saidBy, type Text } from '../../messages/message.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { type StackKind, StackService } from './stack-service.ts';

/** The addresses of `--prometheus`, `--loki` and `--grafana`; null: find the Service. */
export type StackAddresses = Readonly<Record<StackKind, string | null>>;

export interface Stack extends Readonly<Record<StackKind, StackService | null>> {
  /** A line for each Service that looked like one of the three and did not answer as such. */
  readonly tried: readonly Text[];
}

export const NO_STACK: Stack = { prometheus: null, loki: null, grafana: null, tried: [] };

const KINDS: readonly StackKind[] = ['prometheus', 'loki', 'grafana'];
const PORTS: Readonly<Record<StackKind, number>> = { prometheus: 9090, loki: 3100, grafana: 3000 };
/** The names of ports. A chart may serve Grafana's 3000 at port 80. */
const PORT_NAMES: readonly string[] = ['http', 'web', 'http-web', 'http-metrics', 'service'];
/** The path at which only this program answers, with its version. */
const VERSION_PATHS: Readonly<Record<StackKind, string>> = {
  prometheus: '/api/v1/status/buildinfo',
  loki: '/loki/api/v1/status/buildinfo',
  grafana: '/api/health',
};
const OWN_LABEL = 'app.kubernetes.io/part-of';
const OWN_STACK = WORKLOAD.name;

/**
 * Finds the monitoring stack of a cluster by the labels and ports of its Services, in any namespace. Of
 * several Services it takes the first that answers. The stack of this project comes first.
 */
export async function findStack(api: ApiServer, given: StackAddresses): Promise<Stack> {
  const tried: Text[] = [];
  const services = KINDS.every((kind) => given[kind] !== null) ? [] : await listServices(api, tried);
  const find = async (kind: StackKind): Promise<StackService | null> => {
    const address = given[kind];
    const candidates =
      address === null
        ? services.flatMap((service) => candidate(api, kind, service))
        : [StackService.atAddress(kind, address)];
    for (const one of candidates) if (await answersAsItself(one, tried)) return one;
    return null;
  };
  const [prometheus, loki, grafana] = await Promise.all([find('prometheus'), find('loki'), find('grafana')]);
  return { prometheus, loki, grafana, tried };
}

async function listServices(api: ApiServer, tried: Text[]): Promise<V1Service[]> {
  try {
    const { items } = await api.get<{ items: V1Service[] }>('/api/v1/services');
    return items.toSorted((a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)));
  } catch (err) {
    if (!(err instanceof ApiError)) throw err;
    tried.push(message('stack.services', { said: err.said }));
    return [];
  }
}

/** The Services of this project come first, and a Service with an address before a headless one. */
function rank({ metadata, spec }: V1Service): number {
  return (metadata?.labels?.[OWN_LABEL] === OWN_STACK ? 0 : 2) + (spec?.clusterIP === 'None' ? 1 : 0);
}

function nameOf({ metadata }: V1Service): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

function candidate(api: ApiServer, kind: StackKind, service: V1Service): StackService[] {
  const labels = service.metadata?.labels ?? {};
  if (![labels['app.kubernetes.io/name'], labels.app].some((label) => isNamedAs(kind, label))) return [];
  const ports = service.spec?.ports ?? [];
  const port =
    ports.find((one) => one.port === PORTS[kind]) ??
    ports.find((one) => one.targetPort === PORTS[kind]) ??
    ports.find((one) => PORT_NAMES.includes(one.name ?? ''));
  if (port === undefined) return [];
  const { namespace = '', name = '' } = service.metadata ?? {};
  return [StackService.behindApiServer(api, kind, { namespace, name, port: port.port })];
}

/** `grafana`, and also `kube-prometheus-stack-prometheus` and `loki-stack`: a chart adds its own name. */
function isNamedAs(kind: StackKind, label: string | undefined): boolean {
  return label !== undefined && new RegExp(`(^|-)${kind}(-stack)?$`).test(label);
}

async function answersAsItself(service: StackService, tried: Text[]): Promise<boolean> {
  try {
    const answer = await service.get<VersionAnswer>(VERSION_PATHS[service.kind]);
    if (!isFrom(service.kind, answer)) {
      tried.push(message('stack.notAsItself', { where: service.where, kind: service.kind }));
      return false;
    }
    service.version = answer.data?.version ?? answer.version ?? null;
    return true;
  } catch (err) {
    tried.push(message('stack.problem', { where: service.where, problem: saidBy(err) }));
    return false;
  }
}

interface VersionAnswer {
  readonly status?: string;
  readonly data?: { readonly version?: string };
  readonly version?: string;
  readonly database?: string;
}

function isFrom(kind: StackKind, answer: VersionAnswer): boolean {
  if (kind === 'prometheus') return answer.status === 'success' && answer.data !== undefined;
  if (kind === 'grafana') return answer.database !== undefined;
  return answer.version !== undefined;
}
