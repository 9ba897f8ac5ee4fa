import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Container } from '../container.ts';
import { ErrorAnswer, InfoAnswer } from '../contract.ts';
import { checkHost } from '../plugins/host-check.ts';
import { remoteAddress } from '../plugins/request-line.ts';
import type { Service } from '../service.ts';

/** Over a shorter time single slices of CPU would show instead of a mean. */
const MIN_WINDOW_MS = 1000;

export type InfoSources = Pick<Service, 'identity' | 'lifecycle' | 'container' | 'pressure'>;

export function info(app: FastifyInstance, service: InfoSources & Pick<Service, 'config'>): void {
  const schema = {
    summary: 'who answers, its limits and what it uses',
    response: { 200: InfoAnswer, 403: ErrorAnswer },
  };
  const readInfo = infoReader(app, service);
  const options = { schema, onRequest: checkHost(service.config.faults.allowedHosts) };
  app.get('/info', options, (request) => ({ ...readInfo(), client: clientOf(request) }));
}

const MAX_HEADER_LENGTH = 200;

function clientOf(request: FastifyRequest): InfoAnswer['client'] {
  const forwardedFor = request.headers['x-forwarded-for']?.toString().slice(0, MAX_HEADER_LENGTH) ?? null;
  return { address: remoteAddress(request), forwardedFor };
}

/** Each client measures CPU over its own windows. */
export function infoReader(
  app: FastifyInstance,
  { identity, lifecycle, container, pressure }: InfoSources,
): () => Omit<InfoAnswer, 'client'> {
  const cpuUsage = cpuUsageMeter(container);
  return () => {
    const throttledMs = container.throttledMs();
    return {
      hostname: identity.hostname,
      version: identity.version,
      colour: identity.colour,
      pod: identity.pod,
      startedAt: identity.startedAt.toISOString(),
      uptimeSeconds: uptimeSeconds(),
      lifecycle: lifecycle.state,
      configDigest: identity.configDigest,
      grafanaUrl: identity.grafanaUrl,
      limits: { cpuMillicores: container.cpuLimitMillicores, memoryBytes: container.memoryLimitBytes },
      usage: {
        cpuMillicores: cpuUsage(),
        memoryBytes: container.memoryUsage().workingSetBytes,
        throttledSeconds: throttledMs === null ? null : Math.round(throttledMs) / 1000,
      },
      pressure: pressure.answer,
      answeredByClient: app.answeredByClient(),
    };
  };
}

export function uptimeSeconds(): number {
  return Math.round(process.uptime() * 10) / 10;
}

/**
 * The mean in millicores between two readings that are at least a second apart; `null` before the second
 * one.
 */
function cpuUsageMeter(container: Container): () => number | null {
  let from = { atMs: performance.now(), usageMs: container.cpuUsageMs() };
  let latest: number | null = null;
  return () => {
    const atMs = performance.now();
    const elapsedMs = atMs - from.atMs;
    if (elapsedMs < MIN_WINDOW_MS) return latest;
    const usageMs = container.cpuUsageMs();
    latest = Math.round(((usageMs - from.usageMs) / elapsedMs) * 1000);
    from = { atMs, usageMs };
    return latest;
  };
}
