import { describe, expect, it } from 'vitest';
import { replay } from '../../../drills/command/replay.ts';
import { Interrupted } from '../../../drills/drill-failure.ts';
import type { Drill } from '../../../drills/drill.ts';
import { judgeYourService, YOUR_DRILLS } from '../../../drills/lessons/your-service.ts';
import { textOf } from '../../../messages/message.ts';
import { type ReplayOptions, ReplayServer } from '../../support/replay/replay-server.ts';
import { stage } from '../../support/replay/stage.ts';
import { withOneEndpointLessForAMoment } from '../../support/timelines/edits.ts';
import { expectFailure, expectPass, inEnglish } from '../../support/timelines/judged.ts';
import { readShipped } from '../../support/timelines/shipped.ts';
import { waitUntil } from '../../support/wait-until.ts';

const SHOP = { deployment: 'shop', service: 'shop' };
const FLAGS = ['--deployment', 'shop', '--path', '/healthz', '--rate', '100'];

async function start(options: Partial<ReplayOptions> = {}) {
  const app = { isNaive: true, ...options.app } as const;
  const server = await ReplayServer.start({
    recording: 'rolling-update',
    speed: 20,
    workload: SHOP,
    ...options,
    app,
  });
  return server;
}

function drillNamed(name: string): Drill {
  const drill = YOUR_DRILLS.find((one) => one.name === name);
  if (drill === undefined) throw new Error(`no drill ${name}`);
  return drill;
}

it('the verdict names why an nginx that stops at once loses requests: recorded on a cluster of two nodes', async () => {
  const [found] = await replay(['test/drills/recordings/your-service-naive.json.gz']);
  if (found === undefined) throw new Error('no verdict');
  expectFailure(found.verdict, 'lost requests = 0', /26 refused/);
  expect(inEnglish(found.verdict).checks.find(({ name }) => name === 'lost requests = 0')?.remedy).toMatch(
    /lifecycle\.preStop\.sleep/,
  );
  expect(inEnglish(found.verdict).figures['pods that left']).toMatch(/^shop-\S+, shop-\S+$/);
});

it.each([
  ['traffic-routing', 'PASS'],
  ['node-drain', 'PASS'],
  ['rolling-update', 'FAIL'],
  ['watch', 'FAIL'],
])('%s on two pods of which one is ready for a moment: %s', async (drill, result) => {
  const recorded = await readShipped('rolling-update');
  const timeline = withOneEndpointLessForAMoment({ ...recorded, drill, workload: SHOP });
  expect(judgeYourService(timeline).result).toBe(result);
});

describe.concurrent('a Deployment that is not ours', () => {
  it('is restarted, and what needs our headers is not checked', async () => {
    const server = await start();
    const staged = stage(server, drillNamed('rolling-update'), ...FLAGS, '--restart');
    const { verdict, timeline } = await staged.performance;
    expectPass(verdict);
    const changes = server.requests.filter(({ method }) => method !== 'GET');
    expect(changes).toMatchObject([
      {
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/default/deployments/shop',
        body: { spec: { template: { metadata: { annotations: expect.anything() } } } },
      },
    ]);
    expect([...server.app.asked]).toEqual(['/healthz']);
    expect(timeline.workload).toEqual(SHOP);
    const notChecked = inEnglish(verdict).checks.filter(({ passed }) => passed === null);
    expect(notChecked.map(({ name, actual }) => `${name}: ${actual}`)).toEqual([
      'every ready pod answers: not checked: needs X-App-Hostname',
      'after the rollout only the new version answers: not checked: needs X-App-Hostname',
    ]);
    expect(inEnglish(verdict).figures).toMatchObject({ 'ready endpoints': expect.stringMatching(/^2 -> 3/) });
  });

  it('is asked for its first page where no path is given', async () => {
    const server = await start();
    const flags = ['--deployment', 'shop', '--rate', '100', '--restart'];
    expectPass((await stage(server, drillNamed('rolling-update'), ...flags).performance).verdict);
    expect([...server.app.asked]).toEqual(['/']);
  });

  it('fails where it loses requests', async () => {
    const server = await start({ app: { loseEvery: 40 } });
    const staged = stage(server, drillNamed('rolling-update'), ...FLAGS, '--restart');
    expectFailure((await staged.performance).verdict, 'lost requests = 0', /reset/);
  });

  it('is only watched by watch, which changes nothing and is judged after Ctrl-C', async () => {
    const server = await start();
    const staged = stage(server, drillNamed('watch'), ...FLAGS);
    await waitUntil('watch to wait', () => textOf(staged.run()?.waitingFor ?? '').startsWith('Ctrl-C'));
    await new Promise((resolve) => server.requests.length > 0 && setImmediate(resolve));
    staged.interrupt(new Interrupted());
    const { verdict } = await staged.performance;
    expectPass(verdict);
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('says what address is needed where nothing answers from here', async () => {
    const server = await start({ withoutNodePort: true });
    const { verdict } = await stage(server, drillNamed('watch'), ...FLAGS).performance;
    expectFailure(verdict, 'the Service can be reached', 'none at no NodePort');
    expect(inEnglish(verdict).checks.at(-1)?.remedy).toMatch(
      /^give an address that works from here with --url/,
    );
  });
});
