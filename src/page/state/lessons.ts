/** What the commands of a lesson are filled in with. */
export interface Place {
  /** Of the page, without the last slash. */
  readonly address: string;
  /** A pod that answers. */
  readonly pod: string;
  readonly node: string;
  readonly namespace: string | null;
}

export interface Lesson {
  readonly id: string;
  /**
   * What can be seen from outside, in the order in which it happens; nothing where only the cluster can tell.
   */
  readonly steps: readonly string[];
  commands(place: Place): readonly string[];
}

const DEPLOYMENT = 'deployment/app-1-2-2-1';

/** In the course's order. */
export const LESSONS: readonly Lesson[] = [
  {
    id: 'traffic-routing',
    steps: ['spread'],
    commands: (place) => [kubectl(place, 'get pods -l app=1.2.2.1 -o wide')],
  },
  {
    id: 'self-healing',
    steps: ['replaced', 'restarted'],
    commands: (place) => [
      kubectl(place, `delete pod ${place.pod}`),
      `curl -X POST ${place.address}/faults/memory-leak`,
    ],
  },
  {
    id: 'autoscaling',
    steps: ['out', 'in'],
    commands: (place) => [`curl -X POST ${place.address}/faults/cpu-load`, kubectl(place, 'get hpa --watch')],
  },
  {
    id: 'rolling-update',
    steps: ['mixed', 'complete'],
    commands: (place) => [kubectl(place, `set image ${DEPLOYMENT} app-1-2-2-1=1pro/app-update`)],
  },
  {
    id: 'graceful-shutdown',
    steps: [],
    commands: (place) => [
      kubectl(place, `set env ${DEPLOYMENT} DRAIN_DELAY_MS=0`),
      kubectl(place, `rollout restart ${DEPLOYMENT}`),
      kubectl(place, `set env ${DEPLOYMENT} DRAIN_DELAY_MS-`),
    ],
  },
  {
    id: 'failed-update',
    steps: [],
    commands: (place) => [
      kubectl(place, `set image ${DEPLOYMENT} app-1-2-2-1=1pro/app-error`),
      kubectl(place, `rollout status ${DEPLOYMENT}`),
      kubectl(place, `rollout undo ${DEPLOYMENT}`),
    ],
  },
  {
    id: 'node-drain',
    steps: ['moved'],
    commands: ({ node }) => [
      `kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`,
      `kubectl uncordon ${node}`,
    ],
  },
  {
    id: 'monitoring',
    steps: [],
    commands: (place) => [
      `curl -X POST ${place.address}/faults/memory-leak`,
      kubectl(place, `logs ${place.pod} --previous`),
    ],
  },
  {
    id: 'surge',
    steps: ['grown', 'shrunk'],
    commands: (place) => ['npm run drill -- surge', kubectl(place, 'get hpa --watch')],
  },
  {
    id: 'resize',
    steps: ['resized'],
    commands: (place) => [
      kubectl(
        place,
        `patch pod ${place.pod} --subresource resize --patch '{"spec":{"containers":[{"name":"app-1-2-2-1",` +
          `"resources":{"limits":{"memory":"300Mi"}}}]}}'`,
      ),
    ],
  },
  {
    id: 'drift',
    steps: [],
    commands: (place) => [kubectl(place, 'diff -f k8s/'), kubectl(place, 'apply -f k8s/')],
  },
];

function kubectl({ namespace }: Place, command: string): string {
  return `kubectl ${namespace === null || namespace === 'default' ? '' : `-n ${namespace} `}${command}`;
}
