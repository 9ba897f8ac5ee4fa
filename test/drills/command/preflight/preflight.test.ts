import { describe, expect, it } from 'vitest';
import { preflight, type PreflightResult } from '../../../../drills/command/preflight/preflight.ts';
import type { ClusterChange } from '../../../../drills/timeline.ts';
import { textOf } from '../../../../messages/message.ts';
import { english } from '../../../../messages/say.ts';
import { type ReplayOptions, ReplayServer } from '../../../support/replay/replay-server.ts';
import { drillNamed, optionsFor } from '../../../support/replay/stage.ts';
import { RECORDINGS } from '../../../support/timelines/recording.ts';

type DrillName = ReplayOptions['recording'];

async function check(
  drill: DrillName,
  replay: Partial<ReplayOptions>,
  ...flags: string[]
): Promise<PreflightResult> {
  return checkAt(await ReplayServer.start({ recording: drill, ...replay }), drill, ...flags);
}

async function checkAt(server: ReplayServer, drill: DrillName, ...flags: string[]): Promise<PreflightResult> {
  return (await watch(server, drill, ...flags)).result;
}

/** The result, and what the preflight waited for meanwhile. */
async function watch(server: ReplayServer, drill: DrillName, ...flags: string[]) {
  const options = optionsFor(drill, ...flags);
  const { signal } = new AbortController();
  const waits: string[] = [];
  const result = await preflight(drillNamed(drill), server.connect(options), options, signal, (what) => {
    waits.push(textOf(what));
  });
  return { result, waits };
}

/** Alters the objects of one kind, for as long as the recording is replayed. */
function altering(kind: string, alter: (object: ClusterChange['object']) => void): Partial<ReplayOptions> {
  return {
    alter: (change) => {
      if (change.object.kind === kind) alter(change.object);
      return change;
    },
  };
}

/** Sets these fields of the objects of one kind. */
function on(kind: string, fields: object): Partial<ReplayOptions> {
  return altering(kind, (object) => setFields(object, fields));
}

function setFields(object: ClusterChange['object'], fields: object): void {
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'object') setFields(object[name], value);
    else object[name] = value;
}

function without(kind: string): Partial<ReplayOptions> {
  return { alter: (change) => (change.object.kind === kind ? null : change) };
}

type Failed = [check: string, actual: RegExp | string, remedy: RegExp | string];

function expectNotReady(result: PreflightResult, ...[name, actual, remedy]: Failed): void {
  expect(result.kind).toBe('not-ready');
  const failed = (result.kind === 'not-ready' ? result.checks : [])
    .filter((one) => one.passed === false)
    .map((one) => ({
      name: english(one.name),
      expected: english(one.expected),
      actual: english(one.actual),
      remedy: english(one.remedy ?? ''),
    }));
  expect(failed).toHaveLength(1);
  // A reader sees what failed: the two values differ.
  expect(failed[0]?.actual).not.toBe(failed[0]?.expected);
  expect(failed[0]).toMatchObject({
    name,
    actual: expect.stringMatching(actual),
    remedy: expect.stringMatching(remedy),
  });
}

describe.concurrent('preflight', () => {
  it.for(RECORDINGS)('finds the recorded cluster ready for %s', async (drill) => {
    const result = await check(drill, {});
    expect(result.kind).toBe('ready');
    expect(result.kind === 'ready' && result.target.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('asks only for what the drill needs: no metrics, no autoscaler, no image for traffic-routing', async () => {
    const result = await check('traffic-routing', {
      ...without('HorizontalPodAutoscaler'),
      metrics: 'missing',
      app: { guard: 'off' },
    });
    expect(result.kind).toBe('ready');
  });

  it.for<[title: string, asked: Parameters<typeof check>, failed: Failed]>([
    [
      'names the missing Deployment and where it was looked for',
      ['rolling-update', without('Deployment'), '--namespace', 'elsewhere'],
      ['the Deployment is present', 'none in namespace elsewhere', /kubectl apply .*--namespace/],
    ],
    [
      'names the pod that keeps the Deployment from being at rest',
      [
        'rolling-update',
        altering('Pod', ({ metadata, status }) => {
          if (!metadata.name.endsWith('946zr')) return;
          status.conditions = [];
          status.containerStatuses[0].state = { waiting: { reason: 'ImagePullBackOff' } };
        }),
      ],
      ['the Deployment is rolled out', /946zr ImagePullBackOff/, /npm run images/],
    ],
    [
      'sees a rollout under way by its counts',
      ['rolling-update', on('Deployment', { status: { updatedReplicas: 1 } })],
      ['the Deployment is rolled out', '2 desired, 1 updated, 2 ready', /rollout status/],
    ],
    [
      'wants two replicas',
      [
        'rolling-update',
        {
          alter: (change) => {
            if (change.object.metadata.name.endsWith('946zr')) return null;
            if (change.object.kind === 'Deployment') {
              change.object.spec.replicas = 1;
              for (const count of ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'])
                change.object.status[count] = 1;
            }
            return change;
          },
        },
      ],
      ['the Deployment is rolled out', /^1 desired/, 'kubectl scale .* --replicas=2'],
    ],
    [
      'names the --url that does not answer with one of the pods',
      ['rolling-update', {}, '--url', 'http://127.0.0.1:9'],
      ['the Service can be reached', 'none at http://127.0.0.1:9', /--url/],
    ],
    [
      'names the missing Service',
      ['rolling-update', { withoutService: true }],
      ['the Service has ready endpoints', /no Service/, 'kubectl apply -f k8s/service.yaml'],
    ],
    [
      'names the selector of a Service that matches no pod, and does not wait for it',
      [
        'traffic-routing',
        {
          ...altering('EndpointSlice', (slice) => {
            slice.endpoints = [];
          }),
          serviceSelector: { app: 'wrong' },
        },
        ...['--patience', '60'],
      ],
      [
        'the Service has ready endpoints',
        /^none: the selector is app=wrong, the pods have app=1\.2\.2\.1/,
        'spec.selector of the Service',
      ],
    ],
    [
      'names a Service whose selector fits and that has no ready endpoint all the same',
      [
        'traffic-routing',
        altering('EndpointSlice', (slice) => {
          for (const endpoint of slice.endpoints) endpoint.conditions.ready = false;
        }),
      ],
      ['the Service has ready endpoints', 'none, though the selector app=1.2.2.1', /targetPort/],
    ],
    [
      'names the rights that traffic from inside the cluster would take',
      ['rolling-update', { withoutNodePort: true, denied: ['create pods', 'get pods/log'] }],
      ['the Service can be reached', /no right .*: create pods, get pods\/log$/, /--url/],
    ],
    [
      'refuses to set the image that runs already',
      ['rolling-update', {}, '--image-update', 'docker.io/1pro/app:latest'],
      [
        'the image docker.io/1pro/app:latest can be set',
        'the Deployment runs 1pro/app already',
        /--image-update/,
      ],
    ],
    [
      'names a container that is not there',
      [
        'rolling-update',
        on('Deployment', { spec: { template: { spec: { containers: [{ name: 'other' }] } } } }),
      ],
      ['the image 1pro/app-update can be set', 'the Deployment has none of that name', /apply/],
    ],
    [
      'refuses to leak where no memory limit would end it',
      [
        'self-healing',
        altering('Deployment', ({ spec }) => {
          delete spec.template.spec.containers[0].resources.limits;
        }),
      ],
      ['the container has a memory limit', 'none', /limit/],
    ],
    [
      'refuses to begin while a fault is active',
      ['self-healing', { app: { activeFault: 'cpu-load' } }],
      ['no fault is active on any pod', 'active: cpu-load', /kubectl delete --raw/],
    ],
    [
      'names the missing autoscaler',
      ['autoscaling', without('HorizontalPodAutoscaler')],
      ['an HPA scales this Deployment', /no HorizontalPodAutoscaler/, 'kubectl apply -f k8s/hpa.yaml'],
    ],
    [
      'names an autoscaler that scales another Deployment',
      [
        'autoscaling',
        on('HorizontalPodAutoscaler', { spec: { scaleTargetRef: { name: 'wrong' } } }),
        ...['--patience', '60'],
      ],
      [
        'an HPA scales this Deployment',
        'no HPA scales this Deployment; app-1-2-2-1 targets wrong',
        'kubectl apply -f k8s/hpa.yaml',
      ],
    ],
    [
      'names an autoscaler with other bounds than 2 and 4',
      ['autoscaling', on('HorizontalPodAutoscaler', { spec: { maxReplicas: 10 } })],
      ['the autoscaler may go from 2 to 4 replicas', 'minReplicas 2, maxReplicas 10', /hpa.yaml/],
    ],
    [
      'names the missing budget',
      ['node-drain', without('PodDisruptionBudget')],
      ['one budget covers the pods and allows a disruption', 'none', /pdb.yaml/],
    ],
    [
      'names a budget that allows nothing',
      ['node-drain', on('PodDisruptionBudget', { status: { disruptionsAllowed: 0 } })],
      ['one budget covers the pods and allows a disruption', 'app-1-2-2-1 allows 0', /minAvailable/],
    ],
    [
      'ignores the budget of other pods',
      ['node-drain', on('PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'other' } } } })],
      ['one budget covers the pods and allows a disruption', 'none', /pdb.yaml/],
    ],
    [
      "names another Deployment's pod that carries the label, and does not wait for it",
      [
        'rolling-update',
        {
          alter: (change) => {
            const { object } = change;
            if (object.kind !== 'Pod' || !object.metadata.name.endsWith('946zr')) return change;
            const [owner] = object.metadata.ownerReferences;
            object.metadata.ownerReferences = [{ ...owner, kind: 'ReplicaSet', name: 'thief-1' }];
            return change;
          },
        },
        ...['--patience', '60'],
      ],
      [
        'every pod with the label belongs to the Deployment',
        /^2 pods match the selector app=1\.2\.2\.1: app-1-2-2-1-\S+-946zr belongs to ReplicaSet thief-1$/,
        /another label/,
      ],
    ],
    [
      'shows the count that is wrong where the first three are right',
      [
        'rolling-update',
        altering('Deployment', ({ metadata, status }) => {
          status.replicas = 3;
          status.availableReplicas = 1;
          metadata.generation += 1;
        }),
      ],
      [
        'the Deployment is rolled out',
        /^2 desired, 2 updated, 2 ready, 3 replicas, 1 available, generation \d+, observed \d+$/,
        /rollout status/,
      ],
    ],
    [
      'names a pod that kept the limit of a resize',
      [
        'rolling-update',
        altering('Pod', ({ metadata, spec }) => {
          if (metadata.name.endsWith('946zr')) spec.containers[0].resources.limits.memory = '300Mi';
        }),
        ...['--patience', '60'],
      ],
      [
        'every pod has the limits of its Deployment',
        /^pod app-1-2-2-1-\S+-946zr has a memory limit of 300Mi, its Deployment 200Mi$/,
        /^kubectl delete pod app-1-2-2-1-\S+-946zr:/,
      ],
    ],
    [
      'says to replace a budget of minAvailable 100%: an apply would keep both fields',
      [
        'node-drain',
        altering('PodDisruptionBudget', ({ spec, status }) => {
          spec.minAvailable = '100%';
          Object.assign(status, {
            disruptionsAllowed: 0,
            currentHealthy: 2,
            desiredHealthy: 2,
            expectedPods: 2,
          });
        }),
      ],
      [
        'one budget covers the pods and allows a disruption',
        'app-1-2-2-1 allows 0: minAvailable 100%, 2 of 2 pods are healthy',
        'kubectl replace -f k8s/pdb.yaml',
      ],
    ],
  ])('%s', async ([, asked, failed]) => {
    expectNotReady(await check(...asked), ...failed);
  });

  it('waits for the Deployment to come to rest before it gives up', async () => {
    let asked = 0;
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.interceptor = (_, path) => {
      if (!path.endsWith('/deployments/app-1-2-2-1')) return null;
      asked += 1;
      const { status } = server.store.get('Deployment', 'app-1-2-2-1');
      status.readyReplicas = asked < 3 ? 1 : 2;
      return null;
    };
    const { result, waits } = await watch(server, 'rolling-update', '--patience', '5');
    expect(result.kind).toBe('ready');
    expect(waits).toContain('the Deployment to be rolled out');
  });

  it('names the log that cannot be read where the traffic has to run in the cluster', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', withoutNodePort: true });
    server.interceptor = (_, path) =>
      path.endsWith('/log') ? { status: 502, message: 'dial tcp 10.0.0.2:10250: connection refused' } : null;
    expectNotReady(
      await checkAt(server, 'rolling-update'),
      'the log of a pod can be read',
      /^the log of app-1-2-2-1-.* cannot be read: dial tcp 10.0.0.2:10250: connection refused$/,
      /kubectl logs .*--url/,
    );
  });

  it('names kube-proxy in nftables mode where a NodePort is tried and does not answer', async () => {
    const replay = { kubeProxyMode: 'nftables' } as const;
    const result = await check('rolling-update', replay, '--url', 'http://127.0.0.1:9');
    expectNotReady(
      result,
      'the Service can be reached',
      /none at/,
      /^kube-proxy in nftables mode .* localhost/,
    );
  });

  it('warns of metrics that are a mean over minutes, and of clocks that differ', async () => {
    const replay = { metricsAdapter: true, nodesAheadMs: 90_000 } as const;
    const result = await check('autoscaling', replay);
    expect(result).toMatchObject({
      kind: 'ready',
      warnings: [
        {
          text: expect.stringMatching(
            /^CPU comes from prometheus-adapter as a mean over 300 s: the autoscaler sees a load that late/,
          ),
        },
        {
          text: expect.stringMatching(/^the clock of node-1 is (89|90|91) s ahead of the API server's$/),
        },
      ],
    });
    expect(await check('autoscaling', {})).toMatchObject({ kind: 'ready', warnings: [] });
  });

  it('plans traffic from inside the cluster where no NodePort answers', async () => {
    const result = await check('rolling-update', { withoutNodePort: true });
    expect(result).toMatchObject({ kind: 'ready', target: { url: null } });
  });

  it('finds another program at the address of the workload', async () => {
    const stranger = await ReplayServer.start({ recording: 'node-drain' });
    const url = `http://127.0.0.1:${stranger.app.port}`;
    expectNotReady(
      await check('rolling-update', {}, '--url', url),
      'the Service can be reached',
      `none at ${url}`,
      /--url/,
    );
  });

  it('refuses an image that no node has where nothing may be pulled', async () => {
    const never = on('Deployment', {
      spec: { template: { spec: { containers: [{ imagePullPolicy: 'Never' }] } } },
    });
    expectNotReady(
      await check('rolling-update', { ...never, images: ['docker.io/1pro/app:latest'] }),
      'the image 1pro/app-update can be set',
      'on no node',
      /npm run images/,
    );
    const present = await check('rolling-update', {
      ...never,
      images: ['localhost/1pro/app-update:latest'],
    });
    expect(present.kind).toBe('ready');
  });

  it.for(['token', 'off'] as const)('names the guard of the faults: %s', async (guard) => {
    const result = await check('self-healing', { app: { guard } });
    expectNotReady(result, 'faults can be started', `guard ${guard}`, /FAULTS_TOKEN/);
  });

  it('says so when the workload is not an image of this project', async () => {
    const server = await ReplayServer.start({ recording: 'self-healing' });
    const answer = server.app.answer.bind(server.app);
    server.app.answer = (method, path, pod, response) => {
      if (path === '/faults') response.writeHead(404).end('not here');
      else answer(method, path, pod, response);
    };
    expectNotReady(
      await checkAt(server, 'self-healing'),
      'faults can be started',
      /HTTP 404: not here$/,
      /is this the image/,
    );
  });

  it.for([
    ['missing', 'there is no metrics API', /install metrics-server/],
    ['broken', /^HTTP 503: service unavailable$/, /kubectl get apiservice/],
    ['empty', 'metrics of 0 pods', /metrics-server/],
  ] as const)('names what is wrong with a metrics API that is %s', async ([metrics, actual, remedy]) => {
    expectNotReady(await check('autoscaling', { metrics }), 'the metrics API answers', actual, remedy);
  });

  it('names an autoscaler that has not come down from an earlier load', async () => {
    const server = await ReplayServer.start({ recording: 'autoscaling' });
    const [pod] = server.store.list('Pod');
    const third = structuredClone(pod);
    third.metadata.name = 'app-1-2-2-1-third';
    server.store.put('ADDED', third);
    const deployment = structuredClone(server.store.get('Deployment', 'app-1-2-2-1'));
    deployment.spec.replicas = 3;
    for (const count of ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'])
      deployment.status[count] = 3;
    server.store.put('MODIFIED', deployment);
    expectNotReady(
      await checkAt(server, 'autoscaling'),
      'the autoscaler has come down to 2 replicas',
      '3 desired replicas',
      /stabilisation window/,
    );
  });

  it('names an autoscaler that does not know the CPU, as the recorded one at first did not', async () => {
    const server = await ReplayServer.start({ recording: 'traffic-routing', speed: 0.01 });
    expectNotReady(
      await checkAt(server, 'autoscaling'),
      'the autoscaler knows the CPU',
      /CPU <unknown>: .*no metrics returned/,
      /kubectl describe hpa/,
    );
  });

  it('refuses two budgets over the same pods, as the eviction API does', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain' });
    const budget = structuredClone(server.store.list('PodDisruptionBudget')[0]);
    budget.metadata.name = 'second';
    server.store.put('ADDED', budget);
    expectNotReady(
      await checkAt(server, 'node-drain'),
      'one budget covers the pods and allows a disruption',
      '2: app-1-2-2-1, second',
      /all but one/,
    );
  });

  it('waits for the terminating pods of a Deployment that was deleted and applied again', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const old = structuredClone(server.store.list('Pod')[0]);
    old.metadata.name = 'app-1-2-2-1-old';
    old.metadata.ownerReferences[0].name = 'app-1-2-2-1-deleted';
    old.metadata.deletionTimestamp = '2026-11-29T00:00:00Z';
    server.store.put('ADDED', old);
    let asked = 0;
    server.interceptor = (_, path) => {
      if (!path.endsWith('/pods')) return null;
      asked += 1;
      if (asked === 3) server.store.put('DELETED', old);
      return null;
    };
    const { result, waits } = await watch(server, 'rolling-update', '--patience', '10');
    expect(result.kind).toBe('ready');
    expect(waits).toContain('the terminating pods of another owner to end');
  });

  it('quotes the quota that keeps the Deployment from its pods, and does not wait for it', async () => {
    const quota =
      'pods "a" is forbidden: exceeded quota: two-pods, requested: pods=1, used: pods=2, limited: pods=2';
    const result = await check(
      'rolling-update',
      altering('Deployment', ({ status }) => {
        status.readyReplicas = 1;
        status.conditions.push({
          type: 'ReplicaFailure',
          status: 'True',
          reason: 'FailedCreate',
          message: quota,
        });
      }),
      '--patience',
      '60',
    );
    expectNotReady(result, 'the Deployment is rolled out', quota, 'kubectl describe quota two-pods');
  });

  it('names minReadySeconds where every pod is ready and none is available yet', async () => {
    const result = await check(
      'rolling-update',
      on('Deployment', { spec: { minReadySeconds: 40 }, status: { availableReplicas: 0 } }),
    );
    expectNotReady(result, 'the Deployment is rolled out', /0 available/, /^minReadySeconds .* 40: /);
  });

  it('finds the pods of a Deployment whose selector has expressions only', async () => {
    const result = await check(
      'rolling-update',
      altering('Deployment', ({ spec }) => {
        const { app } = spec.selector.matchLabels;
        spec.selector = {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['other', app] },
            { key: 'canary', operator: 'DoesNotExist' },
          ],
        };
      }),
    );
    expect(result.kind).toBe('ready');
    expect(result.kind === 'ready' && result.setup.podSelector).toBe('app in (other,1.2.2.1),!canary');
  });

  it('does not wait for a paused Deployment', async () => {
    const paused = on('Deployment', { spec: { paused: true } });
    const result = await check('rolling-update', paused, '--patience', '60');
    expectNotReady(result, 'the Deployment is rolled out', 'paused', 'kubectl rollout resume');
  });

  it.for(['node-drain', 'traffic-routing'] as const)(
    'names the node that is not ready, and its reason, before the pods on it: %s',
    async (drill) => {
      const server = await ReplayServer.start({
        recording: 'node-drain',
        alter: (change) => {
          const { object } = change;
          if (object.kind === 'Node' && object.metadata.name === 'node-2')
            for (const condition of object.status.conditions)
              if (condition.type === 'Ready')
                Object.assign(condition, {
                  status: 'Unknown',
                  reason: 'NodeStatusUnknown',
                  message: 'Kubelet stopped posting node status.',
                });
          if (object.kind === 'Pod' && object.spec.nodeName === 'node-2')
            object.status.conditions = [{ type: 'Ready', status: 'False' }];
          return change;
        },
      });
      expectNotReady(
        await checkAt(server, drill),
        'the nodes of the pods are ready',
        'node-2 is not ready: Ready Unknown, NodeStatusUnknown: Kubelet stopped posting node status.',
        'kubectl describe node node-2',
      );
    },
  );

  it('names both of two autoscalers on the Deployment, and which to delete, at once', async () => {
    const server = await ReplayServer.start({ recording: 'autoscaling' });
    const second = structuredClone(server.store.list('HorizontalPodAutoscaler')[0]);
    second.metadata.name = second.metadata.uid = 'a-second';
    server.store.put('ADDED', second);
    expectNotReady(
      await checkAt(server, 'autoscaling', '--patience', '60'),
      'an HPA scales this Deployment',
      /^2 HPAs scale it, and neither acts: app-1-2-2-1, a-second$/,
      /^kubectl delete hpa a-second:/,
    );
  });

  it('tells a metrics API that hangs from an API server that does not answer', async () => {
    const server = await ReplayServer.start({ recording: 'autoscaling' });
    server.delayMs = (path) => (path.startsWith('/apis/metrics.k8s.io/') ? 20_000 : 0);
    expectNotReady(
      await checkAt(server, 'autoscaling', '--patience', '60'),
      'the metrics API answers',
      /^the metrics API does not answer \(.*no answer within 15 s\); the rest of the API server does$/,
      'kubectl rollout restart -n kube-system deployment/metrics-server',
    );
  });

  it('keeps what was checked before the cluster went away', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.interceptor = (_, path) =>
      path.endsWith('/services/app-1-2-2-1') ? { status: 500, message: 'etcd is away' } : null;
    const result = await checkAt(server, 'rolling-update');
    expectNotReady(result, 'the cluster answers', 'etcd is away', 'kubectl cluster-info');
    const passed = (result.kind === 'not-ready' ? result.checks : []).filter((one) => one.passed);
    expect(passed.map(({ name }) => english(name))).toContain('the Deployment is rolled out');
  });

  it('asks each pod for a fault that a killed drill left, and names the pod and the command', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const pod = server.store.list('Pod')[1].metadata.name;
    const answer = server.app.answer.bind(server.app);
    server.app.answer = (method, path, asked, response, ...rest) => {
      if (path !== '/faults' || asked !== pod) return answer(method, path, asked, response, ...rest);
      response.end(JSON.stringify({ pod, guard: 'open', active: [{ fault: 'cpu-load' }] }));
    };
    expectNotReady(
      await checkAt(server, 'rolling-update'),
      'no fault is active on any pod',
      `active: cpu-load on ${pod}`,
      `kubectl delete --raw /api/v1/namespaces/default/pods/${pod}:8080/proxy/faults, or let it expire`,
    );
  });

  it('asks each pod by way of the Service where it may not reach pods', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.interceptor = (_, path) =>
      path.includes('/proxy/') ? { status: 403, message: 'pods/proxy is forbidden' } : null;
    const [first, pod] = server.store.list('Pod').map(({ metadata }) => metadata.name);
    const answer = server.app.answer.bind(server.app);
    server.app.answer = (method, path, asked, response, ...rest) => {
      if (path !== '/faults' || asked !== pod) return answer(method, path, asked, response, ...rest);
      response.end(JSON.stringify({ pod, guard: 'open', active: [{ fault: 'memory-leak' }] }));
    };
    const result = await checkAt(server, 'rolling-update');
    expectNotReady(result, 'no fault is active on any pod', `active: memory-leak on ${pod}`, /DELETE|delete/);
    expect(first).not.toBe(pod);
  });
});
