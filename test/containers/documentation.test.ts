import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fixedPartsOf } from '../docs/fixed-parts.ts';
import { readPages } from '../docs/markdown.ts';
import { waitUntil } from '../support/wait-until.ts';
import { describeWithEngine, image, RunningContainer } from './engine.ts';

const lessons = readPages().filter(({ path }) => path.startsWith('docs/lessons/en/'));
const blocks = lessons.flatMap(({ path, fences }) =>
  fences.flatMap((fence, index) =>
    fence.mark === 'container' ? [{ path, command: fence.lines.join(' '), quoted: fences[index + 1] }] : [],
  ),
);
const quotes = (mark: string) =>
  lessons.flatMap(({ fences }) => fences.filter((fence) => fence.mark === mark));

describeWithEngine('what a lesson says a pod answers is what the image under its limits answers', () => {
  it.for(blocks)('$path: $command', async ({ command, quoted }) => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const path = /^curl localhost:31221(\S*)$/.exec(command)?.[1];
    const { status, body } = await app.json(path ?? '/not-a-command');

    expect(status).toBe(202);
    expect(quoted?.mark).toBe('output');
    expect(fixedPartsOf(JSON.stringify(body))).toBe(fixedPartsOf(quoted?.lines.join('\n') ?? ''));
  });

  it('the log and the readiness of a leak are quoted as they are', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const [readyz] = quotes('readyz');
    const quoted = fixedPartsOf(readyz?.lines.join('\n') ?? '');
    // The seconds of the lesson: a quicker leak has another reason, the seconds left.
    await app.json('/memory-leak?seconds=30');
    await waitUntil(
      `readiness to say ${quoted}`,
      async () => {
        await sleep(200);
        const { status, body } = await app.json('/readyz');
        return status === 503 && fixedPartsOf(JSON.stringify(body)) === quoted;
      },
      30_000,
    );
    const progressed = (await app.log()).split('\n').filter((line) => line.includes('fault progressed'));

    expect([quotes('log').length, quotes('readyz').length]).toEqual([2, 1]);
    for (const { lines } of quotes('log'))
      expect(progressed.map(fixedPartsOf)).toContain(fixedPartsOf(lines.join('\n')));
  });
});
