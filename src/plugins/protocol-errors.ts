import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HEADERS } from '../headers.ts';
import type { Service } from '../service.ts';
import { connectionOf, PARSING_STOPPED } from './connection.ts';
import { answerError, errorAnswer, RequestError } from './errors.ts';

/** Only faults take a body, which holds their parameters. */
const MAX_BODY_BYTES = 16 * 1024;

type ClientError = Error & { code?: string };

/** Answers requests that never reach a hook, in the shape of all errors. */
export function protocolErrorOptions({ identity }: Pick<Service, 'identity'>) {
  return {
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler(error: ClientError, socket: Socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      // Answers are still being made, and the last of them ends the connection.
      if (error.code === PARSING_STOPPED && connectionOf(socket)?.isClosing) return;
      const statusCode = statusOf(error);
      end(socket, identity, statusCode, `this is not valid HTTP: ${error.message}`);
    },
    /**
     * For a path that cannot be decoded. No hook runs for it, so the connection is not counted and ends
     * here.
     */
    frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
      identify(reply.raw, identity);
      reply.header('connection', 'close');
      answerError(error, request, reply);
    },
  };
}

export function protocolErrors(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  // A server may ignore an unknown expectation: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.server.on('connect', (_request, socket: Socket) =>
    end(socket, identity, 405, 'CONNECT is for proxies, and this service is not one'),
  );
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
export function errorOfHost({ raw: { headers, httpVersion } }: FastifyRequest): Error | null {
  if (headers.host === undefined ? httpVersion === '1.0' : !headers.host.includes(',')) return null;
  return new RequestError(
    400,
    `the header Host is ${headers.host === undefined ? 'missing' : 'there more than once'}`,
  );
}

function statusOf({ code }: ClientError): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return 400;
}

function identify(response: ServerResponse, identity: Service['identity']): void {
  response.setHeader(HEADERS.hostname, identity.hostname);
  response.setHeader(HEADERS.version, identity.version);
}

/** Writes the answer to the socket itself and closes it. Node.js no longer handles errors of this socket. */
function end(socket: Socket, identity: Service['identity'], statusCode: number, message: string): void {
  socket.on('error', () => socket.destroy());
  const body = `${JSON.stringify(errorAnswer(statusCode, message))}\n`;
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    `${HEADERS.hostname}: ${identity.hostname}`,
    `${HEADERS.version}: ${identity.version}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
