/** The last lines of `up`: the addresses of the service and of Grafana, and the next command. */

import { message } from '../messages/all.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import type { Machine } from '../scripts/machine.ts';
import type { Terminal } from '../scripts/terminal.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { findGrafana, findService, type Place } from './address.ts';
import { kubectl } from './kubectl.ts';
import { MONITORING } from './monitoring.ts';
import { readRecord } from './record.ts';
import type { Situation } from './situation.ts';

export async function saySummary(
  { machine, options, target, namespace }: Situation,
  terminal: Terminal,
): Promise<void> {
  const { imagePrefix } = options;
  const { context, contextNamespace, provider, cluster } = target;
  const url = await findService(machine, { context, namespace, isLocal: provider.isLocal });
  // The namespace of the context is the default.
  const where = namespace === contextNamespace ? [] : ['--namespace', namespace];
  const drill = ['npm run drill -- traffic-routing', '--context', context, ...where];
  if (url) drill.push('--url', url);
  if (imagePrefix !== DEFAULT_PREFIX) {
    drill.push('--image-update', `${imagePrefix}/app-update`, '--image-error', `${imagePrefix}/app-error`);
  }
  terminal.say();
  if (url) terminal.say(message('summary.page', { url }));
  else {
    const forward = ['port-forward', ...where, `service/${WORKLOAD.name}`, `${WORKLOAD.nodePort}:8080`];
    const remedy = provider.unreachable(cluster.name, namespace);
    terminal.say(message('summary.noAnswer', { remedy, command: kubectl(context, ...forward).join(' ') }));
  }
  if (options.monitoring || readRecord(context)?.monitoring)
    await sayGrafanaAddress(machine, { context, namespace, isLocal: provider.isLocal }, terminal);
  terminal.say(message('summary.next', { command: drill.join(' ') }));
  terminal.say(message('summary.whenDone'));
}

async function sayGrafanaAddress(machine: Machine, place: Place, terminal: Terminal): Promise<void> {
  const url = await findGrafana(machine, place);
  if (url) return terminal.say(message('summary.grafana', { url }));
  const port = String(MONITORING.grafanaPort);
  const forward = ['port-forward', '--namespace', MONITORING.namespace, 'service/grafana', `${port}:3000`];
  terminal.say(message('summary.noGrafana', { port, command: kubectl(place.context, ...forward).join(' ') }));
}
