/** The addresses at which the NodePort of a Service may answer. */

interface Service {
  readonly spec?: { readonly ports?: readonly { readonly nodePort?: number }[] };
}

interface Node {
  readonly name: string;
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
}

/** The NodePort of the first port that has one. */
export function nodePortOf(service: Service | null): number | undefined {
  return service?.spec?.ports?.find(({ nodePort }) => nodePort !== undefined)?.nodePort;
}

/** The internal addresses of all nodes, then the external ones: traffic inside a network stays inside. */
export function nodeHosts(nodes: readonly Node[]): { readonly node: string; readonly host: string }[] {
  return ['InternalIP', 'ExternalIP'].flatMap((type) =>
    nodes.flatMap(({ name, addresses }) =>
      addresses
        .filter((one) => one.type === type)
        .map(({ address }) => ({ node: name, host: urlHost(address) })),
    ),
  );
}

/** A URL has an IPv6 address in brackets. */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
