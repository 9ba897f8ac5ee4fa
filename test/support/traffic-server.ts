import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback } from './listen.ts';
import { onTestEnd } from './test-end.ts';

export const POD = 'app-1-2-2-1-86745c6bf-6kqqh';

/** Answers as a pod does, or as the handler does. */
export async function httpServer(
  handler: RequestListener = answerAsPod,
): Promise<{ url: string; server: Server }> {
  const server = createServer(handler);
  return { url: `http://127.0.0.1:${await listenOnLoopback(server)}`, server };
}

export async function tcpServer(handler: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    handler(socket);
  });
  onTestEnd(() => {
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${await listenOnLoopback(server)}`;
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<string> {
  const server = createTcpServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/**
 * Its queue of connections is full, so that the system drops further ones silently, until `accept` is called.
 */
export async function serverThatDoesNotAccept(): Promise<{ url: string; accept(): void }> {
  const script = `
    const server = require('node:http').createServer((_request, response) => {
      response.writeHead(200, { 'x-app-hostname': '${POD}' }).end('${POD}');
    });
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      require('node:fs').readSync(0, Buffer.alloc(1));
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const fillers: Socket[] = [];
  onTestEnd(() => {
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  for (let refused = false; !refused;) {
    const filler = connect(Number(port.toString()), '127.0.0.1').on('error', () => {});
    fillers.push(filler);
    refused = await Promise.race([once(filler, 'connect').then(() => false), sleep(300, true)]);
  }
  return { url: `http://127.0.0.1:${port}`, accept: () => void child.stdin.write('../drills/traffic') };
}

export const answerAsPod: RequestListener = (_request, response) => {
  response.writeHead(200, { 'x-app-hostname': POD, 'x-app-version': '1.0.0' }).end(POD);
};
