import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';

const TEXT = { produces: ['text/plain'], response: { 200: { type: 'string' } } };

/** `GET /hostname`: real traffic. The answer says which pod gave it. */
export function hostname(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  const schema = { summary: "the host name, which is the pod's name; no newline", ...TEXT };
  app.get('/hostname', { schema }, (_request, reply) => {
    // Fastify's default type for text is text/plain. Without a type here Fastify has no type to parse.
    reply.send(identity.hostname);
  });
}

export function version(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  const schema = { summary: 'the version, e.g. 1.0.0', ...TEXT };
  app.get('/version', { schema }, (_request, reply) => {
    reply.type('text/plain; charset=utf-8').send(identity.version);
  });
}
