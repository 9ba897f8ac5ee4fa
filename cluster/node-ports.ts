/** A NodePort is the whole cluster's: one Service holds it, in whatever namespace. */

import { capture, type Machine } from './machine.ts';

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly ports?: readonly { readonly nodePort?: number }[] };
}

/** The Service that holds it, as `name` and `namespace`; null where none does or the user may not see all. */
export async function holderOf(
  machine: Machine,
  context: string,
  port: number,
): Promise<Service['metadata'] | null> {
  const question = ['get', 'services', '--all-namespaces', '--output', 'json'];
  const answer = await capture(machine, 'kubectl', '--context', context, ...question);
  if (answer.exitCode !== 0) return null;
  const { items } = JSON.parse(answer.stdout) as { items: Service[] };
  const holder = items.find(({ spec }) => spec.ports?.some(({ nodePort }) => nodePort === port));
  return holder?.metadata ?? null;
}
