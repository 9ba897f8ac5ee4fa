/** The HPA and `kubectl top` read the pods' CPU from metrics-server. Not every cluster has one. */

import type { Command, Machine } from '../scripts/machine.ts';
import { ask, kubectl } from './kubectl.ts';

/** For Kubernetes 1.31 and later. */
export const METRICS_SERVER = 'v0.8.1';
const manifest = `https://github.com/kubernetes-sigs/metrics-server/releases/download/${METRICS_SERVER}/components.yaml`;

export async function hasMetrics(machine: Machine, context: string): Promise<boolean> {
  const name = 'apiservice/v1beta1.metrics.k8s.io';
  const answer = await ask(machine, context, 'get', name, '--ignore-not-found', '--output', 'name');
  return answer.stdout.trim() !== '';
}

export function installCommands(context: string): Command[] {
  // The kubelets of these clusters have self-signed certificates, which metrics-server refuses by default.
  const patch = [
    { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--kubelet-insecure-tls' },
  ];
  const deployment = ['--namespace', 'kube-system', 'deployment/metrics-server'];
  return [
    { argv: kubectl(context, 'apply', '--filename', manifest) },
    { argv: kubectl(context, 'patch', ...deployment, '--type', 'json', '--patch', JSON.stringify(patch)) },
    { argv: kubectl(context, 'rollout', 'status', ...deployment, '--timeout', '180s') },
  ];
}

export function removeCommand(context: string): Command {
  return { argv: kubectl(context, 'delete', '--ignore-not-found', '--filename', manifest) };
}
