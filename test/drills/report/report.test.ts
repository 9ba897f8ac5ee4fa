import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOTHING_JUDGED } from '../../../drills/judging/verdict.ts';
import { DRILLS_AND_BY_HAND } from '../../../drills/lessons/catalogue.ts';
import { rollingUpdate } from '../../../drills/lessons/rolling-update.ts';
import { selfHealing } from '../../../drills/lessons/self-healing.ts';
import { reportHtml } from '../../../drills/report/html.ts';
import { junitXml } from '../../../drills/report/junit.ts';
import { modelOf, type ReportedDrill } from '../../../drills/report/model.ts';
import { reportJson, writeReport } from '../../../drills/report/report.ts';
import { english, sayIn } from '../../../messages/say.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { prototypeTimeline, readShipped } from '../../support/timelines/shipped.ts';
import { HOSTILE, hostileDrill } from './hostile.ts';

const nodeDrain = await readShipped('node-drain');
const DRILLS: readonly ReportedDrill[] = [
  { timeline: await readShipped('rolling-update'), judge: rollingUpdate.judge },
  { timeline: prototypeTimeline, judge: selfHealing.judge },
].map(({ timeline, judge }) => ({ timeline, verdict: judge(timeline) }));

describe('the report', () => {
  it('is written as three files into a directory, which is created', async () => {
    const directory = join(temporaryFolder(), 'a', 'b');
    const paths = await writeReport(directory, DRILLS);
    expect(paths).toEqual(['report.html', 'report.json', 'junit.xml'].map((name) => join(directory, name)));
    const { drills } = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
    expect(drills.map((one: { verdict: { result: string } }) => one.verdict.result)).toEqual([
      'PASS',
      'FAIL',
    ]);
  });

  it('refers to nothing outside itself, and forbids it', async () => {
    const page = await reportHtml(DRILLS);
    expect(page).toContain(`content="default-src &#39;none&#39;; script-src &#39;sha256-`);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base)\b/u);
    expect(page).not.toMatch(/@import|url\(|\bsrc\s*=|\bimport\(/u);
    const references = [...page.matchAll(/href="([^"]*)"/gu)].map(([, href]) => href);
    expect(references.length).toBeGreaterThan(0);
    for (const href of references) expect(href).toMatch(/^#drill-\d+/u);
  });

  it('has the verdicts, the reasons and the remedies in its table', async () => {
    const page = await reportHtml(DRILLS);
    expect(page).toContain('1 of 2 drills failed');
    expect(page).toContain(
      '<b>lost requests = 0</b>: 11 (1 reset, 10 refused) from 25.3 s to 25.6 s (expected 0)',
    );
    expect(page).toContain(
      '<b>What to do:</b> 10 refused, 0.0 to 0.3 s after the container of app-1-2-2-1-66b4dcc8b9-946zr ended with OOMKilled (137)',
    );
    expect(page).toContain('nothing lost of 1,337');
    expect(page).toContain('3,837 requests counted, 11 lost');
  });

  it('says before its tables how long it took and what it was compared with', async () => {
    const names = ['graceful-shutdown', 'surge', 'surge-by-hand'];
    const recorded = DRILLS_AND_BY_HAND.filter(({ name }) => names.includes(name)).map(async (drill) => {
      const timeline = await readShipped(drill.name);
      return { timeline, verdict: drill.judge(timeline) };
    });
    const page = await reportHtml(await Promise.all(recorded));
    const [header = ''] = /<header[\s\S]*<\/header>/u.exec(page) ?? [];
    expect(header).toContain('<dt>took</dt><dd>9 min 22 s</dd>');
    expect([...header.matchAll(/<dd>(.*?)<\/dd>/gu)].map(([, text]) => text)).toEqual([
      '9 min 22 s',
      'graceful-shutdown: meant to be lost: 38 of 1,145',
      'surge-by-hand: meant to be lost: 290 of 10,143',
      'surge: by hand / by itself',
    ]);
  });

  it('escapes every text', async () => {
    const page = await reportHtml([hostileDrill()]);
    expect(page).not.toContain("<script>document.title='pwned'");
    expect(page).not.toContain('<img');
    expect(page.match(/<script/gu)).toHaveLength(2);
    expect(page).not.toContain('\u0000');
    expect(
      JSON.parse(/<script type="application\/json" id="models">(.*)<\/script>/u.exec(page)?.[1] ?? '')[0]
        .drill,
    ).toBe(HOSTILE);
  });

  it('shows a skipped drill with its reason and without an empty picture', async () => {
    const page = await reportHtml([skippedDrill()]);
    expect(page).toContain('No drill was judged, 1 skipped');
    expect(page).toContain('the cluster has one node');
    expect(page).not.toContain('class="timeline"');
  });

  it('has in its JSON every sentence in English, with the name and the values of a message', () => {
    const [, healing] = reportJson(DRILLS).drills;
    const lost = healing?.verdict.checks.find(({ name }) => name.text === 'lost requests = 0');
    expect(lost).toMatchObject({
      name: { name: 'traffic.nothingIsLost', values: {} },
      expected: { text: '0' },
      actual: {
        name: 'traffic.fromTo',
        values: {
          count: 11,
          first: { name: 'duration.tenths', values: { ms: 25_300 }, text: '25.3 s' },
          last: { text: '25.6 s' },
        },
        text: '11 (1 reset, 10 refused) from 25.3 s to 25.6 s',
      },
    });
    expect(healing?.picture.marks).toContainEqual(
      expect.objectContaining({
        label: { name: 'event.restarted', values: { pod: '946zr' }, text: '946zr restarted' },
      }),
    );
    const { text } = healing?.verdict.reason ?? {};
    expect(text).toBe('lost requests = 0: 11 (1 reset, 10 refused) from 25.3 s to 25.6 s');
  });

  it('shows the English sentences of a recording from before there were messages', async () => {
    const [{ timeline, verdict }] = DRILLS as [ReportedDrill];
    const actions = timeline.actions.map((mark) => ({ ...mark, label: english(mark.label) }));
    const old = [{ timeline: { ...timeline, actions }, verdict }];
    expect(reportJson(old).drills[0]?.picture.marks[0]?.label).toEqual({ text: 'set image 1pro/app-update' });
    expect(await reportHtml(old, { language: 'ko', say: sayIn('ko') })).toContain(
      'set image 1pro/app-update',
    );
  });

  it('keeps each lost request in its JSON', () => {
    const [, healing] = reportJson(DRILLS).drills;
    expect(healing?.lostRequests).toHaveLength(11);
    expect(healing?.picture.losses).toEqual([
      expect.objectContaining({ requests: 11, outcomes: { refused: 10, reset: 1 } }),
    ]);
  });
});

describe('junit.xml', () => {
  it('has a suite for each drill and a case for each check', () => {
    const xml = junitXml([...DRILLS, skippedDrill()]);
    const checks = DRILLS.flatMap(({ verdict }) => verdict.checks).length;
    const notChecked = DRILLS.flatMap(({ verdict }) => verdict.checks).filter(
      ({ passed }) => passed === null,
    ).length;
    expect(xml).toContain(
      `<testsuites name="drills" tests="${checks + 1}" failures="1" skipped="${notChecked + 1}" errors="0">`,
    );
    expect(xml.match(/<testcase /gu)).toHaveLength(checks + 1);
    expect(xml).toContain(
      '<failure message="11 (1 reset, 10 refused) from 25.3 s to 25.6 s, expected 0">10 refused, 0.0 to 0.3 s after the container of',
    );
    expect(xml).toContain('<skipped message="the cluster has one node"/>');
  });

  it('holds no character that XML cannot', () => {
    const xml = junitXml([hostileDrill()]);
    expect(xml).not.toMatch(/[^\t\n\r -\ud7ff\ue000-\ufffd]/u);
    expect(xml).not.toContain('<img');
  });
});

describe('the events in the picture', () => {
  it('name pods as the rows do', () => {
    const [, { timeline }] = DRILLS as [ReportedDrill, ReportedDrill];
    const label = 'GET /memory-leak: app-1-2-2-1-66b4dcc8b9-946zr is to be OOMKilled in 17 s';
    const { marks } = modelOf({ ...timeline, actions: [{ atMs: 8000, kind: 'action', label }] }, english);
    expect(marks[0]).toMatchObject({
      number: 1,
      label: 'GET /memory-leak: 946zr is to be OOMKilled in 17 s',
    });
  });
});

describe('colours', () => {
  it('tell versions apart by hue and the pods of a version by shade', () => {
    const { pods } = modelOf((DRILLS[0] as ReportedDrill).timeline, english);
    expect(pods.map(({ version, tint }) => [version, tint.hue, tint.shade])).toEqual([
      ['1.0.0', 0, 0],
      ['1.0.0', 0, 1],
      ['2.0.0', 1, 0],
      ['2.0.0', 1, 1],
    ]);
  });

  it('are grey for a pod that never answered', async () => {
    const { pods } = modelOf(await readShipped('failed-update'), english);
    expect(pods.map(({ short, tint }) => [short, tint.hue])).toEqual([
      ['6rvsc', 0],
      ['lbkkf', 0],
      ['l2f4c', 4],
    ]);
  });
});

function skippedDrill(): ReportedDrill {
  return {
    timeline: { ...nodeDrain, requests: [], changes: [], durationMs: 0 },
    verdict: {
      ...NOTHING_JUDGED,
      drill: 'node-drain',
      result: 'SKIP',
      reason: 'the cluster has one node',
    },
  };
}
