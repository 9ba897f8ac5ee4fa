import { describe, expect, test } from 'vitest';
import type { RecordingName } from '../drills/recording.ts';
import { printed } from './kubectl-view.ts';
import { type Fence, readPage, readPages, readProjectFile } from './markdown.ts';

const quotes = readPages().flatMap(({ path, fences }) =>
  fences.map((fence) => [path, fence.mark, fence] as const),
);

describe('what a page says kubectl prints is what a real cluster made it print', () => {
  const recorded = quotes.filter(([, mark]) => mark.startsWith('recorded='));

  test.each(recorded)('%s: %s', (_, mark, fence) => {
    expect(misquotes(fence, mark.slice('recorded='.length) as RecordingName)).toEqual([]);
  });

  test('every lesson with a recording quotes it', () => {
    const quoting = new Set(recorded.filter(([path]) => path.includes('/en/')).map(([, mark]) => mark));

    expect([...quoting].sort()).toEqual(
      ['autoscaling', 'failed-update', 'rolling-update', 'self-healing', 'traffic-routing'].map(
        (name) => `recorded=${name}`,
      ),
    );
  });

  test('a line that was never printed, or not in this order, is noticed', () => {
    const quote = recorded.find(([, mark]) => mark === 'recorded=traffic-routing')?.[2] as Fence;
    const changed = { ...quote, lines: quote.lines.map((line) => line.replace('Terminating', 'Evicted')) };
    const swapped = { ...quote, lines: [quote.lines[0] ?? '', ...quote.lines.slice(1).reverse()] };

    expect(misquotes(quote, 'traffic-routing')).toEqual([]);
    expect(misquotes(changed, 'traffic-routing')).not.toEqual([]);
    expect(misquotes(swapped, 'traffic-routing')).not.toEqual([]);
  });
});

describe('numbers of requests in a lesson are those that were recorded', () => {
  test.each(['traffic-routing', 'self-healing', 'autoscaling', 'rolling-update', 'failed-update'])(
    '%s',
    (name) => {
      const traffic = JSON.parse(readProjectFile(`test/drills/recordings/${name}.traffic.json`)) as Traffic;
      const lost = Object.values(traffic.errs).reduce((sum, count) => sum + count, 0);

      for (const language of ['en', 'ko']) {
        const { text } = readPage(`docs/lessons/${language}/${name}.md`);
        expect(text).toContain(traffic.sent.toLocaleString('en-US'));
        if (lost > 0) expect(text).toMatch(new RegExp(`\\b${lost}(개| of)`));
        for (const count of sharesNamed(name, traffic)) expect(text).toContain(count.toLocaleString('en-US'));
      }
    },
  );
});

describe('an excerpt is in the file that it is taken from, to the letter', () => {
  test.each(quotes.filter(([, mark]) => mark.startsWith('excerpt=')))('%s: %s', (_, mark, fence) => {
    expect(readProjectFile(mark.slice('excerpt='.length))).toContain(fence.lines.join('\n'));
  });
});

interface Traffic {
  readonly sent: number;
  readonly errs: Readonly<Record<string, number>>;
  readonly by: Readonly<Record<string, number>>;
}

/** What those two lessons say about who answered. */
function sharesNamed(name: string, { by }: Traffic): number[] {
  if (name === 'traffic-routing') return Object.values(by);
  if (name !== 'rolling-update') return [];
  const ofVersion = (version: string) =>
    Object.entries(by).reduce((sum, [pod, count]) => sum + (pod.endsWith(version) ? count : 0), 0);
  return [ofVersion('v1'), ofVersion('v2')];
}

/** Quoted lines that were not printed after the one before them; `...` stands for lines left out. */
function misquotes({ lines: [prompt = '', ...lines] }: Fence, recording: RecordingName): string[] {
  const rest = printed(prompt.replace(/^\$ /, ''), recording);
  if (!rest) return [`no recording answers ${prompt}`];
  return lines.filter((line) => {
    if (line === '...') return false;
    const at = rest.indexOf(line.trim().replaceAll(/\s+/g, ' '));
    if (at !== -1) rest.splice(0, at + 1);
    return at === -1;
  });
}
