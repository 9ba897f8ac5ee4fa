import { describe, expect, test } from 'vitest';
import { replay } from '../../drills/command/replay.ts';
import { sideBySide, sideBySideLines } from '../../drills/report/side-by-side.ts';
import { printVerdict } from '../../drills/report/terminal/verdict-lines.ts';
import { sayIn } from '../../messages/say.ts';
import { readShipped } from '../support/timelines/shipped.ts';
import { printed } from './kubectl-view.ts';
import { type Fence, readPage, readPages, readProjectFile } from './markdown.ts';

const quotes = readPages().flatMap(({ path, fences }) =>
  fences.map((fence) => [path, fence.mark, fence] as const),
);

describe('what a page says kubectl prints is what a real cluster made it print', () => {
  const recorded = quotes.filter(([, mark]) => mark.startsWith('recorded='));

  test.each(recorded)('%s: %s', async (_, mark, fence) => {
    expect(await misquotes(fence, mark.slice('recorded='.length))).toEqual([]);
  });

  test('every lesson with a recording quotes it', () => {
    const quoting = new Set(recorded.filter(([path]) => path.includes('/en/')).map(([, mark]) => mark));

    expect([...quoting].sort()).toEqual(
      ['autoscaling', 'failed-update', 'rolling-update', 'self-healing', 'traffic-routing'].map(
        (name) => `recorded=${name}`,
      ),
    );
  });

  test('a line that was never printed, or not in this order, is noticed', async () => {
    const quote = recorded.find(([, mark]) => mark === 'recorded=traffic-routing')?.[2] as Fence;
    const changed = { ...quote, lines: quote.lines.map((line) => line.replace('Terminating', 'Evicted')) };
    const swapped = { ...quote, lines: [quote.lines[0] ?? '', ...quote.lines.slice(1).reverse()] };

    expect(await misquotes(quote, 'traffic-routing')).toEqual([]);
    expect(await misquotes(changed, 'traffic-routing')).not.toEqual([]);
    expect(await misquotes(swapped, 'traffic-routing')).not.toEqual([]);
  });
});

describe('numbers of requests in a lesson are those that were recorded', () => {
  test.each(['traffic-routing', 'self-healing', 'autoscaling', 'rolling-update', 'failed-update'])(
    '%s',
    async (name) => {
      const { requests } = await readShipped(name);
      const answeredBy = (by: 'pod' | 'version') =>
        Object.values(Object.groupBy(requests, (request) => String(request[by]))).map(
          (group) => group?.length ?? 0,
        );

      expect(requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
      for (const language of ['en', 'ko']) {
        const { text } = readPage(`docs/lessons/${language}/${name}.md`);
        const named = [
          requests.length,
          ...(name === 'traffic-routing' ? answeredBy('pod') : []),
          ...(name === 'rolling-update' ? answeredBy('version') : []),
        ];
        for (const count of named) expect(text).toContain(count.toLocaleString('en-US'));
      }
    },
  );
});

describe('what a page says a drill prints is what it prints of its recording', async () => {
  const results = await replay([]);
  const say = sayIn('en');
  const lines = sideBySide(results.map(({ verdict }) => verdict)).flatMap((both) =>
    sideBySideLines(both, say),
  );
  for (const { timeline, verdict } of results) {
    printVerdict(verdict, (line) => lines.push(line), say);
    lines.push(...timeline.actions.map(({ label }) => `${timeline.drill}: ${say(label)}`));
  }

  test.each(quotes.filter(([, mark]) => mark === 'judged'))('%s', (_, _mark, fence) => {
    expect(fence.lines.filter((line) => !lines.includes(line))).toEqual([]);
  });
});

describe('an excerpt is in the file that it is taken from, to the letter', () => {
  test.each(quotes.filter(([, mark]) => mark.startsWith('excerpt=')))('%s: %s', (_, mark, fence) => {
    expect(readProjectFile(mark.slice('excerpt='.length))).toContain(fence.lines.join('\n'));
  });
});

/** Quoted lines that were not printed after the one before them; `...` stands for lines left out. */
async function misquotes({ lines: [prompt = '', ...lines] }: Fence, recording: string): Promise<string[]> {
  const rest = await printed(prompt.replace(/^\$ /, ''), recording);
  if (!rest) return [`no recording answers ${prompt}`];
  return lines.filter((line) => {
    if (line === '...') return false;
    const at = rest.indexOf(line.trim().replaceAll(/\s+/g, ' '));
    if (at !== -1) rest.splice(0, at + 1);
    return at === -1;
  });
}
