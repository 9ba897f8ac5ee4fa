import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProbeAnswer } from '../contract.ts';
import type { Service } from '../service.ts';

const OLDER = 'an older name of a probe';

/** `/ready` is the only path that the course's manifest probes. Its liveness probe uses it too. */
export function probes(
  app: FastifyInstance,
  { health, readinessLead }: Pick<Service, 'health' | 'readinessLead'>,
): void {
  const readiness = (request: FastifyRequest, isSharedPath: boolean) => {
    if (request.headers['user-agent']?.startsWith('kube-probe/')) readinessLead.noteProbe(isSharedPath);
    return health.answerReadinessProbe();
  };
  const answers: [path: string, summary: string, answer: (request: FastifyRequest) => ProbeAnswer][] = [
    ['/startupz', 'has the process started', () => health.startup()],
    ['/livez', 'is the process worth keeping', () => health.liveness()],
    ['/readyz', 'does the pod want traffic', (request) => readiness(request, false)],
    [
      '/ready',
      'as /readyz, for a manifest that asks one path for everything',
      (request) => readiness(request, true),
    ],
    ['/startup', OLDER, () => health.startup()],
    ['/liveness', OLDER, () => health.liveness()],
    ['/readiness', OLDER, (request) => readiness(request, false)],
  ];
  for (const [path, summary, answer] of answers) {
    const schema = { summary, response: { 200: ProbeAnswer, 503: ProbeAnswer } };
    app.get(path, { schema }, (request, reply) => send(reply, answer(request)));
  }
}

function send(reply: FastifyReply, answer: ProbeAnswer): void {
  void reply.code(answer.status === 'ok' ? 200 : 503).send(answer);
}
