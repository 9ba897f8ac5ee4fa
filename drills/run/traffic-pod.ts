import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { containerOf } from '../cluster/state.ts';
import type { DrillRun, TrafficPlan } from './drill-run.ts';
import { TRAFFIC } from './local-traffic.ts';

/** The path of the traffic client in the app's image. */
export const CLIENT = '/app/traffic.cjs';
const LONGEST_SECONDS = 3600;

/** The flags of the client. It sends until it is stopped. */
export function clientFlags(
  { client }: DrillRun,
  { ratePerSecond, slowPerSecond = 0, users }: TrafficPlan,
  firstNumber: number,
): string[] {
  return [
    ...['--client', client],
    ...(slowPerSecond === 0 ? [] : ['--slow', String(slowPerSecond)]),
    ...['--rate', String(users?.ratePerSecond ?? ratePerSecond)],
    ...(users === undefined
      ? ['--connections', TRAFFIC.connections]
      : [
          '--people',
          ...['--ramp', String(users.rampSeconds)],
          ...['--work', String(users.workMilliseconds)],
          ...['--seed', String(users.seed)],
        ]),
    ...['--first-number', String(firstNumber)],
    ...['--seconds', String(LONGEST_SECONDS)],
    ...['--timeout', String(TRAFFIC.timeoutMs)],
    '--json',
  ];
}

/** From the image that the Deployment runs, so that the cluster has it already. */
export function trafficPod(run: DrillRun, name: string, clusterUrl: string, flags: readonly string[]): Pod {
  const { found, namespace } = run.setup;
  const container = containerOf(found);
  const { imagePullSecrets } = found.spec.template.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    // Other labels than the app's: the Service and the Deployment must not select this pod.
    metadata: { name, namespace, labels: { 'app.kubernetes.io/name': 'drill-traffic' } },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      activeDeadlineSeconds: LONGEST_SECONDS,
      terminationGracePeriodSeconds: 10,
      ...(imagePullSecrets && { imagePullSecrets }),
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'traffic',
          image: container?.image ?? '',
          imagePullPolicy: container?.imagePullPolicy ?? 'IfNotPresent',
          command: ['node', CLIENT, new URL(TRAFFIC.path, clusterUrl).href, ...flags],
          resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    },
  };
}
