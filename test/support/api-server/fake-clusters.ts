import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect as connectSocket, type Server } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { listenOnLoopback } from '../listen.ts';
import { isMissing } from '../missing-tool.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const opensslIsMissing = isMissing(
  'openssl',
  isHere('openssl', 'version'),
  'no kubeconfig with certificates is checked',
);

export interface Certificates {
  readonly folder: string;
  /** In base64, as a kubeconfig holds it. */
  readonly data: (name: 'ca.crt' | 'client.crt' | 'client.key') => string;
}

/** A certificate authority, and its certificates for a server `localhost` and a client `kim`. */
export function makeCertificates(): Certificates {
  const folder = temporaryFolder();
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-subj', '/CN=authority', '-keyout', 'ca.key', '-out', 'ca.crt');
  const ca = ['-CA', 'ca.crt', '-CAkey', 'ca.key'];
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  openssl(
    'req',
    '-x509',
    ...ca,
    ...key,
    ...names,
    '-subj',
    '/CN=localhost',
    '-keyout',
    'server.key',
    '-out',
    'server.crt',
  );
  openssl('req', '-x509', ...ca, ...key, '-subj', '/CN=kim', '-keyout', 'client.key', '-out', 'client.crt');
  return { folder, data: (name) => readFileSync(join(folder, name)).toString('base64') };
}

/** Answers `/version` with the user and the path of the request. */
const tellWhatIsSeen: RequestListener = (request, response) => {
  const { authorization, 'impersonate-user': user, 'impersonate-group': group } = request.headers;
  const subject = (request.socket as TLSSocket).getPeerCertificate?.().subject?.CN;
  const seen = { path: request.url, authorization, user, group, subject };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ gitVersion: 'v1.36.0', seen }));
};

/** The port of an API server. */
export async function startCluster(certificates?: Certificates, listener = tellWhatIsSeen): Promise<Server> {
  if (certificates === undefined) return listening(createServer(listener));
  const read = (name: string) => readFileSync(join(certificates.folder, name));
  const tls = { key: read('server.key'), cert: read('server.crt'), ca: read('ca.crt') };
  return listening(createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: false }, listener));
}

/** An HTTP proxy that connects every request to one port of this machine. */
export async function startHttpProxy(to: Server): Promise<Server> {
  const proxy = createServer();
  proxy.on('connect', (_request, client) => {
    const cluster = connectSocket(portOf(to), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(cluster).pipe(client);
    });
    for (const socket of [client, cluster]) socket.on('error', () => {});
  });
  return listening(proxy);
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listening<S extends Server>(server: S): Promise<S> {
  await listenOnLoopback(server);
  return server;
}

function isHere(tool: string, ...args: string[]): boolean {
  try {
    execFileSync(tool, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
