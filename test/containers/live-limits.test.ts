import { expect, it } from 'vitest';
import { waitUntil } from '../support/wait-until.ts';
import { describeWithEngine, engine, image, RunningContainer } from './engine.ts';

const MIB = 2 ** 20;

describeWithEngine('a container that is resized while it runs', () => {
  it('tells its new limits, refuses by them, and is killed at the end that its leak announces anew', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { body: announced } = await app.json('/memory-leak?seconds=15');
    await resize(app, '0.4', '300m');
    const limits = async () => (await app.json('/info')).body.limits;
    await waitUntil('/info to tell 300 MiB', async () => (await limits()).memoryBytes === 300 * MIB, 5000);
    expect(await limits()).toEqual({ cpuMillicores: 400, memoryBytes: 300 * MIB });
    expect((await app.json('/cpu-load?millicores=401')).body.message).toContain('from 1 to 400');
    const leak = async () => (await app.json('/faults')).body.active[0];
    await waitUntil('another end', async () => (await leak()).endsAt !== announced.endsAt, 5000);
    const { endsAt, ending, message } = await leak();
    expect(ending).toBe('oom-kill');
    expect(message).toContain('the memory limit is 300 MiB now');
    // 100 MiB more at the same pace.
    const moreMs = (100 / announced.parameters.mibPerSecond) * 1000;
    expect(Date.parse(endsAt) - Date.parse(announced.endsAt)).toBeGreaterThan(moreMs * 0.8);
    expect(await app.exitCode()).toBe(137);
    const lateMs = Date.now() - Date.parse(endsAt);
    expect(Math.abs(lateMs)).toBeLessThan((15_000 + moreMs) * 0.1);
    expect(await app.wasOomKilled()).toBe(true);
  });

  it('is held at a lowered CPU limit, and at what was asked for once that is raised again', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    await app.json('/cpu-load?millicores=130&seconds=60');
    const load = async () => (await app.json('/faults')).body.active[0];
    await resize(app, '0.1', '200m');
    await waitUntil('a target of 100m', async () => (await load()).progress.targetMillicores === 100, 10_000);
    expect((await load()).message).toContain('its limit now; 130m were asked for');
    await resize(app, '0.2', '200m');
    await waitUntil('a target of 130m', async () => (await load()).progress.targetMillicores === 130, 10_000);
    await waitUntil(
      'about 130m in a second',
      async () => Math.abs((await load()).progress.actualMillicores - 130) <= 20,
      20_000,
    );
  });
});

async function resize({ id }: RunningContainer, cpus: string, memory: string): Promise<void> {
  await engine('update', '--cpus', cpus, '--memory', memory, '--memory-swap', memory, id);
}
