import type { Service } from '../service.ts';

/** The answer of `GET /` for curl. */
export function writeGuide({ identity, registry }: Pick<Service, 'identity' | 'registry'>): string {
  const { hostname, version } = identity;
  const kinds = registry.kinds.map(({ kind, summary }) => `  POST /faults/${kind.padEnd(12)} ${summary}`);
  return `${[
    `app-1-2-2-1 ${version} on ${hostname}: something to point Kubernetes at`,
    'In a browser this address is a live page that shows what the Service does.',
    '',
    'Who answers',
    '  GET /hostname             the pod that answered',
    '  GET /version              the version that answered',
    '  GET /info                 both, with limits and usage (JSON)',
    '  GET /work                 costs 5 ms of CPU, as real work does     ?milliseconds=5',
    '  GET /livez /readyz /startupz   the probes, with a reason',
    '  GET /metrics              for Prometheus',
    '',
    'What can go wrong, on purpose',
    '  GET /cpu-load             holds 65 % of the CPU limit for 120 s      ?millicores=130&seconds=120',
    '  GET /memory-leak          leaks until the kernel kills, in 30 s      ?seconds=30',
    '  GET /faults               what is active, and every parameter with its bounds',
    ...kinds,
    '  DELETE /faults            stops everything on the pod that answers; the others are not asked   ?pod=NAME',
    '',
    'GET /openapi.json describes it all.',
  ].join('\n')}\n`;
}
