import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { ProbeAnswer } from '../contract.ts';
import type { Health } from '../health.ts';

/** `/ready` is the one path that the course's manifest probes. */
export const probes: FastifyPluginAsync<{ health: Health }> = async (app, { health }) => {
  const answers: [path: string, summary: string, answer: () => ProbeAnswer][] = [
    ['/startupz', 'has the process started', () => health.startup()],
    ['/livez', 'is the process worth keeping', () => health.liveness()],
    ['/readyz', 'does the pod want traffic', () => health.tellReadiness()],
    ['/ready', 'as /readyz', () => health.tellReadiness()],
  ];
  for (const [path, summary, answer] of answers) {
    const schema = { summary, response: { 200: ProbeAnswer, 503: ProbeAnswer } };
    app.get(path, { schema }, (_request, reply) => send(reply, answer()));
  }
};

function send(reply: FastifyReply, answer: ProbeAnswer): void {
  void reply.code(answer.status === 'ok' ? 200 : 503).send(answer);
}
