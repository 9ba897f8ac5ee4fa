import type { LessonWords } from './words.ts';

export const lessons: Readonly<Record<string, LessonWords>> = {
  'traffic-routing': {
    title: 'Traffic routing',
    watchFor: 'Every ready pod gets its share of the marks, by chance and not in turn.',
    steps: { spread: 'every ready pod gets the share that random choice gives' },
  },
  'self-healing': {
    title: 'Self-healing',
    watchFor:
      'A deleted pod is replaced by one of another name; one that is out of memory restarts under its own (↻). Lost stays 0.',
    steps: {
      replaced: 'a pod went and another one took its place',
      restarted: 'a pod was OOMKilled and restarted',
    },
  },
  autoscaling: {
    title: 'Autoscaling',
    watchFor:
      'Two pods become four within a minute, and two again when the load is over and the HPA has waited.',
    steps: { out: 'twice as many pods under CPU load, nothing lost', in: 'as few pods as before' },
  },
  'rolling-update': {
    title: 'Rolling update',
    watchFor: 'Two shapes at the same time, then only the new one. Lost stays 0.',
    steps: { mixed: 'two versions answer', complete: 'only the new version answers, nothing lost' },
  },
  'failed-update': {
    title: 'Failed update',
    watchFor: 'Nothing: the same pods, the same version, 0 lost. The pod that fails gets no traffic.',
    steps: {},
    unseen: 'What fails is not ready and so is not seen from outside; kubectl rollout status tells.',
  },
  'node-drain': {
    title: 'Node drain',
    watchFor: 'The pods of that node are terminating, others appear on other nodes. Lost stays 0.',
    steps: { moved: 'the pods of a node moved to others, nothing lost' },
  },
  monitoring: {
    title: 'Monitoring',
    watchFor:
      'Note the time of the restart here; find that pod and that minute in Grafana, and its log in Loki.',
    steps: {},
    unseen: 'Whether it was found only you can tell; npm run drill -- monitoring checks the stack.',
  },
  surge: {
    title: 'Opening day',
    watchFor: 'Real traffic and no fault: slow marks first, then more pods, then quick marks again.',
    steps: {
      grown: 'twice as many pods with no fault active, nothing lost',
      shrunk: 'as few pods as before',
    },
  },
  resize: {
    title: 'Resize',
    watchFor: "The limit on the pod's card changes, and its uptime goes on.",
    steps: { resized: 'the limits of a pod changed without a restart' },
  },
  drift: {
    title: 'Infrastructure as code',
    watchFor: 'What was changed by hand shows in the diff, and is undone by apply. Lost stays 0.',
    steps: {},
    unseen: 'Manifests are not seen from outside; kubectl diff tells.',
  },
};
