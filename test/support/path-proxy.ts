import { createServer, request } from 'node:http';
import { listenOnLoopback } from './listen.ts';

/** The prefix of a Service's paths behind `kubectl proxy`. An Ingress can have a shorter one. */
const PREFIX = '/api/v1/namespaces/default/services/app-1-2-2-1:http/proxy';

/**
 * A proxy that removes a prefix from the path of each request.
 * @returns the address of the service, prefix included
 */
export async function proxyBelowPath(port: number): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '' } = incoming;
    if (!url.startsWith(`${PREFIX}/`)) return void outgoing.writeHead(404).end();
    const path = url.slice(PREFIX.length);
    const sent = request({ port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on('error', () => outgoing.destroy());
    incoming.pipe(sent);
  });
  return `http://127.0.0.1:${await listenOnLoopback(server)}${PREFIX}/`;
}
