/** What is said when the service is up: where it answers, and what to type next. */

import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { findGrafana, findService, type Place } from './address.ts';
import type { Machine } from './machine.ts';
import { MONITORING } from './monitoring.ts';
import { readRecord } from './record.ts';
import type { Situation } from './situation.ts';

export async function sayWhere(
  { machine, options, target, namespace }: Situation,
  terminal: Terminal,
): Promise<void> {
  const { imagePrefix } = options;
  const { context, contextNamespace, provider, cluster } = target;
  const url = await findService(machine, { context, namespace, isLocal: provider.isLocal });
  // Only where the context would lead elsewhere.
  const where = namespace === contextNamespace ? [] : ['--namespace', namespace];
  const drill = ['npm run drill -- traffic-routing', '--context', context, ...where];
  if (url) drill.push('--url', url);
  if (imagePrefix !== DEFAULT_PREFIX) {
    drill.push('--image-update', `${imagePrefix}/app-update`, '--image-error', `${imagePrefix}/app-error`);
  }
  terminal.say();
  if (url) {
    terminal.say(`The live page:  ${url}/`);
  } else {
    terminal.say(
      `The pods are ready, but their NodePort does not answer from here. ${provider.unreachable(cluster.name, namespace)}`,
    );
    terminal.say(
      'For one pod at a time, which is enough for the live page but not for watching traffic move:',
    );
    const forward = ['port-forward', ...where, `service/${WORKLOAD.name}`, `${WORKLOAD.nodePort}:8080`];
    terminal.say(`    kubectl --context ${context} ${forward.join(' ')}`);
  }
  if (options.monitoring || readRecord(context)?.monitoring)
    await sayWhereGrafanaIs(machine, { context, namespace, isLocal: provider.isLocal }, terminal);
  terminal.say(`Next:           ${drill.join(' ')}`);
  terminal.say('When done:      npm run down');
}

async function sayWhereGrafanaIs(machine: Machine, place: Place, terminal: Terminal): Promise<void> {
  const url = await findGrafana(machine, place);
  if (url) return terminal.say(`Grafana:        ${url}/`);
  const { namespace, grafanaPort } = MONITORING;
  const forward = `port-forward --namespace ${namespace} service/grafana ${grafanaPort}:3000`;
  terminal.say(
    `Grafana does not answer from here at NodePort ${grafanaPort}. For as long as this runs, it does:`,
  );
  terminal.say(`    kubectl --context ${place.context} ${forward}`);
}
