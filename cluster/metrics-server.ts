/** The HPA and `kubectl top` read the pods' CPU from metrics-server; not every cluster comes with one. */

import type { Command } from './command.ts';
import { capture, type Machine } from './machine.ts';

/** Released for Kubernetes 1.31 and later. */
export const METRICS_SERVER = 'v0.8.1';
const manifest = `https://github.com/kubernetes-sigs/metrics-server/releases/download/${METRICS_SERVER}/components.yaml`;

export async function hasMetrics(machine: Machine, context: string): Promise<boolean> {
  const name = 'apiservice/v1beta1.metrics.k8s.io';
  const answer = await capture(
    machine,
    'kubectl',
    '--context',
    context,
    'get',
    name,
    '--ignore-not-found',
    '--output',
    'name',
  );
  return answer.stdout.trim() !== '';
}

export function installCommands(context: string): Command[] {
  const kubectl = ['kubectl', '--context', context] as const;
  // Such clusters' kubelets sign their own certificates, which metrics-server refuses unless it is told not
  // to.
  const patch = [
    { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--kubelet-insecure-tls' },
  ];
  const deployment = ['--namespace', 'kube-system', 'deployment/metrics-server'] as const;
  return [
    { argv: [...kubectl, 'apply', '--filename', manifest] },
    { argv: [...kubectl, 'patch', ...deployment, '--type', 'json', '--patch', JSON.stringify(patch)] },
    { argv: [...kubectl, 'rollout', 'status', ...deployment, '--timeout', '180s'] },
  ];
}

export function removeCommand(context: string): Command {
  return { argv: ['kubectl', '--context', context, 'delete', '--ignore-not-found', '--filename', manifest] };
}
