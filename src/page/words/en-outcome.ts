import type { RefusalCode } from '../../contract.ts';
import type { Missed, OrderResult, Parameters } from '../state/order-result.ts';
import { shortNameOf } from '../state/pod.ts';
import type { Status } from '../state/status.ts';
import { parameters, statuses } from './en-fixed.ts';
import { count } from './en-parts.ts';
import { figure, refusal } from './parts.ts';

export function outcome(event: OrderResult): string {
  switch (event.kind) {
    case 'started':
      return `${shortNameOf(event.pod)}: ${started(event.fault, event.parameters, event)}.`;
    case 'started-on':
      return `${event.fault} started on ${event.started} of ${count(event.of, 'pod', 'pods')}.`;
    case 'trying':
      return `Looking for ${shortNameOf(event.pod)} behind the Service, try ${event.tries}…`;
    case 'missed':
      return `${missed(event.missed)}; nothing was done (${event.tries} tries).`;
    case 'stopped':
      return `${event.stopped} of ${event.of} stopped; ${event.missed.map(missed).join('; ')}.`;
    case 'verified':
      return `${count(event.stopped, 'fault', 'faults')} stopped; ${count(event.pods, 'pod', 'pods')} asked, no fault is active.`;
    case 'out-of-bounds':
      return `${parameters[event.parameter as keyof typeof parameters] ?? event.parameter} must be ${bounds(event.minimum, event.maximum) || 'a number'}, got ${event.value}.`;
    case 'wrong-token':
      return 'The token is wrong.';
    case 'token-needed':
      return 'Faults need a token here (FAULTS=token).';
    case 'guard-off':
      return 'Faults are off here (FAULTS=off).';
    case 'no-answer':
      return 'No answer: whether it was done is not known.';
    case 'refused':
      return `Refused: ${refusal(event, refusals)}`;
  }
}

const refusals: Readonly<Record<RefusalCode, string>> = {
  'faults-off': 'faults are off here (FAULTS=off).',
  'token-needed': 'faults need a token here (FAULTS=token).',
  'foreign-site': 'the request seems to come from another site. Open this page again.',
  'unnamed-site': 'the browser does not say which page asks. Open this page again, or use curl.',
  'unknown-host':
    'this page has a host name that is not allowed: add it to ALLOWED_HOSTS on the Deployment, or use the address of a node.',
  'shutting-down': 'the pod is shutting down.',
  'no-memory-limit': 'no memory limit would end the leak. Set one, or fill in At most (MiB).',
  'at-memory-limit': 'the container is at its memory limit already.',
  'read-only-folder': '{folder} cannot be written to: mount an emptyDir there, or set DISK_FILL_DIR.',
  'delay-too-long': 'delay and jitter may be {maximumMilliseconds} ms together, got {askedMilliseconds} ms.',
};

export function bounds(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return '';
  return maximum === undefined ? `from ${minimum}` : `${minimum} to ${maximum}`;
}

export function cannotStop(status: Status, endsInSeconds: number): string {
  const why =
    status === 'hung' ? 'hears nothing while it hangs' : `is ${statuses[status]} and gets no requests`;
  return `cannot be stopped from here: the pod ${why}; ends by itself in ${Math.ceil(endsInSeconds)} s`;
}

function missed({ pod, status, endsInSeconds }: Missed): string {
  const end = endsInSeconds === null ? '' : `, its fault ends by itself in ${Math.ceil(endsInSeconds)} s`;
  return `${shortNameOf(pod)} ${status === 'ready' ? 'was not met' : `is ${statuses[status]}`}${end}`;
}

function started(
  fault: string,
  values: Parameters,
  { endsInSeconds, ending }: { endsInSeconds: number; ending: string },
): string {
  const value = (name: string) => figure(values[name]);
  const seconds = `for ${figure(endsInSeconds)} s`;
  switch (fault) {
    case 'cpu-load':
      return `${value('millicores')}m of CPU in total ${seconds}`;
    case 'memory-leak': {
      const pace = `leaks ${value('mibPerSecond')} MiB/s`;
      if (ending === 'oom-kill') return `${pace}, OOMKilled in ${figure(endsInSeconds)} s`;
      if (ending === 'heap-abort') return `${pace}, aborts at its heap limit in ${figure(endsInSeconds)} s`;
      return `${pace}${values.maxMib === undefined ? '' : ` up to ${value('maxMib')} MiB`}, given back after ${figure(endsInSeconds)} s`;
    }
    case 'latency': {
      const jitter = Number(values.jitterMilliseconds ?? 0) > 0 ? ` ± ${value('jitterMilliseconds')}` : '';
      return `${value('percent')}\u00a0% of the answers take ${value('milliseconds')}${jitter} ms longer ${seconds}`;
    }
    case 'errors':
      return `${value('percent')}\u00a0% of the answers are ${value('status')} ${seconds}`;
    case 'unready':
      return `readiness is 503 ${seconds}: Kubernetes takes it out of the Service`;
    case 'unlive':
      return `liveness is 503 ${seconds}: the kubelet restarts the container`;
    case 'hang':
      return `answers nothing ${seconds}: probes time out`;
    case 'crash':
      return `exits with code ${value('exitCode')} in ${figure(endsInSeconds)} s`;
    case 'disk-fill':
      return `writes ${value('mibPerSecond')} MiB/s up to ${value('maxMib')} MiB ${seconds}`;
    default:
      return `${fault} ${seconds}`;
  }
}
