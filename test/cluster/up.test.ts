import { describe, expect, test, vi } from 'vitest';
import { expectRefused, FakeMachine, kindMachine } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, node, oneCluster } from '../support/machine/machine-state.ts';

describe('npm run up finds', () => {
  test('nothing: it says what to install, one line each, and changes nothing', async () => {
    const machine = new FakeMachine([]);

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/^ {2}docker .*https:/m);
    expect(run.stderr).toMatch(/^ {2}kubectl .*https:/m);
    expect(run.stderr).toMatch(/^ {2}kind .*https:/m);
    expect(run.stderr).not.toContain('    at ');
    expect(machine.calls).toEqual([]);
  });

  test('all tools but one: it names that one only', async () => {
    const run = await new FakeMachine(['kubectl', 'docker']).up('--yes');

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('kind');
    expect(run.stderr).not.toMatch(/^ {2}(docker|kubectl) /m);
  });

  test.each([
    ['kind', 'kind-app-1-2-2-1', /kind create cluster --name app-1-2-2-1 --config \S+kind.yaml/],
    ['k3d', 'k3d-app-1-2-2-1', /k3d cluster create app-1-2-2-1 .*--port 127\.0\.0\.1:31221:31221@server:0/],
    ['minikube', 'app-1-2-2-1', /minikube start --profile app-1-2-2-1 .*--addons metrics-server/],
  ] as const)(
    'no cluster but the tool %s: it creates a cluster, and the service answers in it',
    async (tool, context, creation) => {
      const machine = new FakeMachine(['kubectl', 'docker', tool]);

      const run = await machine.up('--yes');

      expect(run.stderr).toBe('');
      expect(run.exitCode).toBe(0);
      expect(machine.changingCalls[0]).toMatch(creation);
      expect(machine.state.clusters[context]).toMatchObject({
        hasMetrics: true,
        images: {
          'docker.io/1pro/app:latest': 'app of source 1',
          'docker.io/1pro/app-update:latest': 'app-update of source 1',
          'docker.io/1pro/app-error:latest': 'app-error of source 1',
        },
      });
      expect(Object.keys(machine.state.clusters[context]?.objects ?? {}).sort()).toEqual([
        'Deployment/app-1-2-2-1',
        'HorizontalPodAutoscaler/app-1-2-2-1',
        'PodDisruptionBudget/app-1-2-2-1',
        'Service/app-1-2-2-1',
      ]);
      expect(run.stdout).toContain('The live page:  http://localhost:31221/');
      expect(run.stdout).toContain(`npm run drill -- traffic-routing --context ${context}`);
    },
  );

  test('a local cluster beside the current context elsewhere: it chooses the local one', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      current: 'production',
      contexts: { production: {}, 'kind-dev': {} },
      clusters: { production: cluster(), 'kind-dev': cluster() },
    });

    await machine.up('--yes');

    expect(machine.changingCalls).toContain(
      'kind load docker-image 1pro/app 1pro/app-update 1pro/app-error --name dev',
    );
    expect(machine.calls.join('\n')).not.toContain('--context production');
    expect(machine.state.clusters.production?.objects).toEqual({});
    expect(machine.state.current).toBe('production');
  });

  test('Docker Desktop: it loads nothing, because the cluster shares the images of the engine', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], {
      current: 'docker-desktop',
      contexts: { 'docker-desktop': {} },
      clusters: {
        'docker-desktop': cluster({
          hasMetrics: false,
          web: ANSWERING,
          sharesEngine: true,
          nodes: [node({ name: 'docker-desktop', runtime: 'docker' })],
        }),
      },
    });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(0);
    expect(machine.changingCalls.map((call) => call.split(' ').slice(0, 4).join(' '))).toEqual([
      'npm run images',
      'kubectl --context docker-desktop apply',
      'kubectl --context docker-desktop --namespace',
      'kubectl --context docker-desktop apply',
      'kubectl --context docker-desktop patch',
      'kubectl --context docker-desktop rollout',
    ]);
    expect(machine.changingCalls.join('\n')).toContain('--kubelet-insecure-tls');
  });

  test('a minikube profile of any name, by the mark that minikube leaves in the kubeconfig', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'minikube'], {
      current: 'mine',
      contexts: { mine: { isMinikube: true } },
      clusters: { mine: cluster({ hasMetrics: false }) },
    });

    await machine.up('--yes');

    expect(machine.changingCalls).toContain('minikube image load 1pro/app-error --profile mine');
    expect(machine.changingCalls).toContain('minikube addons enable metrics-server --profile mine');
  });

  test.each([
    ['kind', 'kind-dev'],
    ['k3d', 'k3d-dev'],
    ['minikube', 'dev'],
  ] as const)(
    'podman instead of docker: %s gets archives, with the name that a kubelet asks for',
    async (tool, context) => {
      const machine = new FakeMachine(['kubectl', 'podman', tool], {
        current: context,
        contexts: { [context]: { isMinikube: tool === 'minikube' } },
        clusters: { [context]: cluster() },
      });

      await machine.up('--yes');

      expect(machine.changingCalls).toContain(
        'podman tag localhost/1pro/app-update docker.io/1pro/app-update:latest',
      );
      expect(machine.state.clusters[context]?.images).toEqual({
        'docker.io/1pro/app:latest': 'app of source 1',
        'docker.io/1pro/app-update:latest': 'app-update of source 1',
        'docker.io/1pro/app-error:latest': 'app-error of source 1',
      });
    },
  );
});

describe('npm run up asks first', () => {
  const elsewhere = oneCluster('production');

  test('--dry-run shows every command and changes nothing', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind']);

    const run = await machine.up('--dry-run');

    expect(run.exitCode).toBe(0);
    for (const part of [
      'kind create cluster',
      'npm run images',
      'kind load docker-image',
      'kubectl kustomize k8s | kubectl',
    ]) {
      expect(run.stdout).toContain(part);
    }
    expect(machine.changingCalls).toEqual([]);
  });

  test('without a terminal it does nothing unless --yes or --context is given', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind']);

    expectRefused(machine, await machine.up(), '--yes');
  });

  test('--yes alone does not allow a cluster elsewhere: --context has to name it', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], elsewhere);
    vi.stubEnv('IMAGE_PREFIX', 'registry.example.com/you');

    expectRefused(machine, await machine.up('--yes'), '--context production');
  });

  test('an unknown context is refused with the known ones', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], elsewhere);

    expectRefused(machine, await machine.up('--context', 'prodution', '--yes'), 'production');
  });

  test('a named cluster that does not answer is refused', async () => {
    const machine = new FakeMachine(
      ['kubectl', 'docker', 'kind'],
      oneCluster('kind-old', { answers: false }, { current: null }),
    );

    expectRefused(machine, await machine.up('--context', 'kind-old', '--yes'), 'does not answer');
  });

  test('an unknown option is refused with the usage', async () => {
    const run = await new FakeMachine(['kubectl']).up('--contxt', 'x');

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('npm run up   --');
  });
});

describe('npm run up on a cluster elsewhere', () => {
  const elsewhere = () => oneCluster('work', { hasMetrics: false });

  test('needs a registry for the images, and says how', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], elsewhere());

    expectRefused(
      machine,
      await machine.up('--context', 'work'),
      'IMAGE_PREFIX=registry.example.com/you npm run up -- --context work',
    );
  });

  test('pushes to the registry of IMAGE_PREFIX and deploys from there', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], elsewhere());
    vi.stubEnv('IMAGE_PREFIX', 'registry.example.com/you');

    const run = await machine.up('--context', 'work');

    expect(run.exitCode).toBe(0);
    expect(machine.callsInFull).toContainEqual({
      program: 'npm',
      args: ['run', 'images', '--', '--push', '--platform', 'linux/amd64'],
      imagePrefix: 'registry.example.com/you',
    });
    expect(run.stdout).toContain('--image-update registry.example.com/you/app-update');
    expect(machine.state.clusters.work?.objects['Deployment/app-1-2-2-1']).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'registry.example.com/you/app' }] } } },
    });
  });

  test('installs nothing outside the namespace, and says what will not work', async () => {
    const machine = new FakeMachine(['kubectl', 'docker'], elsewhere());

    const run = await machine.up('--context', 'work', '--no-images');

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('no metrics-server');
    expect(machine.changingCalls.map((call) => call.replace(/^.*?(apply|rollout)/, '$1'))).toEqual([
      'apply --filename -',
      'rollout status deployment/app-1-2-2-1 --timeout 180s',
    ]);
  });
});

describe('npm run up, when something goes wrong', () => {
  const local = () => oneCluster('kind-dev');

  test('with a port that is in use, says which program may hold it', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      failures: [
        { pattern: '^kind create', says: 'Bind for 127.0.0.1:31221 failed: port is already allocated' },
      ],
    });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('holds port 31221');
    expect(run.stderr).not.toContain('    at ');
  });

  test('with an engine that is installed but stopped, says so before anything changes', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], { ...local(), isEngineRunning: false });

    expectRefused(machine, await machine.up('--yes'), 'Start Docker');
  });

  test('with a build that fails, stops there and shows what the build said', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      ...local(),
      failures: [{ pattern: '^npm run images', says: 'no space left on device' }],
    });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('no space left on device');
    expect(run.stderr).toContain('npm run images');
    expect(machine.changingCalls).toEqual(['npm run images']);
  });

  test.each([
    ['ImagePullBackOff', 'cannot pull it'],
    ['CreateContainerConfigError', 'needs its Secret first'],
    ['CrashLoopBackOff', 'logs'],
  ])('with pods in %s, says why and what to do', async (reason, remedy) => {
    const machine = kindMachine({ pods: [{ name: 'p', waiting: { reason, message: 'because' } }] });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(`${reason}: because`);
    expect(run.stderr).toContain(remedy);
  });

  test('with a metrics-server that cannot be downloaded, says that the service is up', async () => {
    const machine = kindMachine(
      { hasMetrics: false },
      { failures: [{ pattern: 'apply --filename https:', says: 'no such host' }] },
    );

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('the service is up');
    expect(Object.keys(machine.state.clusters['kind-dev']?.objects ?? {})).toContain(
      'Deployment/app-1-2-2-1',
    );
  });
});

describe('the address that npm run up prints', () => {
  const at = (web: Parameters<typeof cluster>[0] = {}) => kindMachine(web);

  test('is none where the NodePort is silent: after five seconds it says what to do instead', async () => {
    const machine = at({ web: {} });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toContain('The live page');
    expect(run.stdout).not.toContain('--url');
    expect(run.stdout).toContain('does not answer from here');
    expect(run.stdout).toContain('kubectl --context kind-dev port-forward service/app-1-2-2-1 31221:8080');
    expect(machine.nowMs()).toBe(5000);
  });

  test('is none where a pod of another cluster answers', async () => {
    const run = await at({ web: { 'http://localhost:31221': 'app-1-2-2-1-of-another-cluster' } }).up('--yes');

    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toContain('The live page');
    expect(run.stdout).toContain('does not answer from here');
    expect(run.stdout).toContain('port-forward');
  });

  test('is none where the cluster has no pods, even if something answers', async () => {
    const run = await at({ pods: [], web: { 'http://localhost:31221': '' } }).up('--yes');

    expect(run.stdout).not.toContain('The live page');
  });

  test('is that of a node where only the node answers, and the drill gets the same', async () => {
    const run = await at({ web: { 'http://10.0.0.5:31221': 'app-1-2-2-1-abc' } }).up('--yes');

    expect(run.stdout).toContain('The live page:  http://10.0.0.5:31221/\n');
    expect(run.stdout).toContain('--url http://10.0.0.5:31221\n');
  });

  test("is this machine's before a node's", async () => {
    const web = { 'http://10.0.0.5:31221': 'app-1-2-2-1-abc', ...ANSWERING };

    expect((await at({ web }).up('--yes')).stdout).toContain('The live page:  http://localhost:31221/\n');
  });
});
