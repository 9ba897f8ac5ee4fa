import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorAnswer } from '../contract.ts';
import type { FaultRefused } from '../faults/fault.ts';

/** A request that is answered with this status and message. */
export class RequestError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Every error has one shape. The message of an internal error goes to the log only. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  // The newline keeps the shell's prompt off curl's output.
  app.setReplySerializer(toLine);
  app.setNotFoundHandler(async (request, reply) => {
    // Fastify's own handler for 404 has no default serializer.
    reply.code(404).type('application/json; charset=utf-8').serializer(toLine);
    return errorAnswer(
      404,
      `${request.method} ${pathOf(request)} is not a path of this service; GET / lists them`,
    );
  });
}

function toLine(payload: unknown): string {
  return `${JSON.stringify(payload)}\n`;
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const statusCode = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
  if (statusCode >= 500) request.log.error({ err: error }, 'request failed');
  const message =
    statusCode >= 500 && error.statusCode === undefined ? 'something went wrong here' : error.message;
  const { reason } = error as Partial<FaultRefused>;
  void reply.code(statusCode).send(errorAnswer(statusCode, message, reason));
}

export function errorAnswer(
  statusCode: number,
  message: string,
  reason: Pick<ErrorAnswer, 'code' | 'figures'> = {},
): ErrorAnswer {
  return { statusCode, error: STATUS_CODES[statusCode] ?? 'Error', message, ...reason };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]?.slice(0, 200) ?? '';
}
