import { describe, expect, test } from 'vitest';
import { message } from '../../messages/all.ts';
import type { Locale } from '../../messages/message.ts';
import { dashboard } from '../../observability/dashboard/dashboard.ts';
import {
  install,
  type InstallOptions,
  type InstallRecord,
  uninstall,
} from '../../observability/install/install.ts';
import { Grafana } from '../../observability/stack/grafana.ts';
import { StackService } from '../../observability/stack/stack-service.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { StateFiles } from '../../scripts/state-files.ts';
import { FakeTerminal, personSaying } from '../support/fake-terminal.ts';
import { FakeGrafana } from '../support/stack/fake-grafana.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsLeft } from '../support/words-left.ts';

const LOKI = 'http://loki-stack.loki-stack:3100';
const shipped = JSON.parse(JSON.stringify(dashboard));

/** A Grafana that this project did not install. It has a Prometheus. */
async function start(parts: Partial<FakeGrafana> = {}, password = 'admin', language: Locale = 'en') {
  const dataSources = [
    { uid: 'P1', name: 'prometheus', type: 'prometheus', url: 'http://prometheus-k8s:9090' },
  ];
  const fresh = { version: '9.5.2', password: 'admin', dataSources };
  const grafana = await Object.assign(new FakeGrafana(), fresh, parts).listen();
  const api = new Grafana(StackService.atAddress('grafana', grafana.url), { user: 'admin', password });
  const records = new StateFiles<InstallRecord>({ XDG_STATE_HOME: temporaryFolder() }, 'grafana');
  const person = new FakeTerminal(() => true, language);
  return {
    grafana,
    before: grafana.kept,
    person,
    install: (options: Partial<InstallOptions> = {}) =>
      install(api, records, { loki: LOKI, yes: false, ...options }, person),
    undo: () => uninstall(api, records, { yes: false }, person),
  };
}

describe('install', () => {
  test('adds the dashboard, and Loki where it is not a data source yet', async () => {
    const { grafana, install, person } = await start();

    await install();

    expect(grafana.dashboards['app-1-2-2-1']?.dashboard).toEqual({ ...shipped, id: 7 });
    expect(grafana.dataSources.map(({ type, url }) => [type, url])).toContainEqual(['loki', LOKI]);
    expect(person.heard.join('\n')).toMatch(
      /adds the dashboard[\s\S]*adds a data source for Loki[\s\S]*Go ahead\?/,
    );
    expect(person.heard.at(-1)).toContain('install --undo');
  });

  test('finds the data sources by their type, whatever their names, and adds none that is there', async () => {
    const { grafana, install } = await start();
    grafana.dataSources.push({ uid: 'L1', name: 'logs of team a', type: 'loki', url: 'http://elsewhere' });

    await install();

    expect(grafana.changes).toEqual(['POST /api/dashboards/db']);
  });

  test('says what it would do, and a no changes nothing', async () => {
    const { grafana, before, install, person } = await start();
    person.person = () => false;

    await expect(install()).rejects.toThrow(new Refusal(message('consent.nothingTouched')));

    expect(grafana.kept).toEqual(before);
    expect(grafana.changes).toEqual([]);
  });

  test('without a Prometheus among the data sources is refused: every panel would be empty', async () => {
    const { grafana, install } = await start({ dataSources: [] });

    await expect(install()).rejects.toThrow('no data source of the type prometheus');
    expect(grafana.changes).toEqual([]);
  });

  test.each([
    ['a Grafana that is too old', { version: '7.5.5' }, 'too old'],
    [
      'a dashboard that comes from files',
      { dashboards: { 'app-1-2-2-1': { dashboard: {}, provisioned: true } } },
      'files',
    ],
  ])('%s is refused', async (_, change, message) => {
    const { grafana, install } = await start(change);

    await expect(install()).rejects.toThrow(message);
    expect(grafana.changes).toEqual([]);
  });

  test('wrong credentials are refused, with where the right ones come from', async () => {
    const { grafana, install } = await start({}, 'wrong');

    await expect(install()).rejects.toThrow('GRAFANA_USER and GRAFANA_PASSWORD');
    expect(grafana.changes).toEqual([]);
  });

  test('an address where nothing answers is refused', async () => {
    const records = new StateFiles<InstallRecord>({ XDG_STATE_HOME: temporaryFolder() }, 'grafana');
    const api = new Grafana(StackService.atAddress('grafana', 'http://127.0.0.1:1'), {});

    await expect(install(api, records, { loki: null, yes: true }, personSaying(true))).rejects.toThrow(
      'No Grafana answers',
    );
  });
});

describe('install --undo', () => {
  test('leaves Grafana as it was', async () => {
    const { grafana, before, install, undo } = await start();
    await install();

    await undo();

    expect(grafana.kept).toEqual(before);
  });

  test('puts back a dashboard that existed before, in its folder, after two installs', async () => {
    const mine = { uid: 'app-1-2-2-1', title: 'mine', id: 7 };
    const { grafana, before, install, undo } = await start({
      dashboards: { 'app-1-2-2-1': { dashboard: mine, folderUid: 'F1' } },
    });
    await install();
    expect(grafana.dashboards['app-1-2-2-1']).toMatchObject({
      folderUid: 'F1',
      dashboard: { title: dashboard.title },
    });
    await install();

    await undo();

    expect(grafana.kept).toEqual(before);
  });

  test('an install that failed half-way', async () => {
    const { grafana, before, install, undo } = await start();
    grafana.fails = 'POST /api/dashboards/db';
    await expect(install()).rejects.toThrow('database is locked');
    expect(grafana.dataSources).toHaveLength(2);
    grafana.fails = null;

    await undo();

    expect(grafana.kept).toEqual(before);
  });

  test('changes nothing without a record', async () => {
    const { grafana, undo, person } = await start({ dashboards: { 'app-1-2-2-1': { dashboard: {} } } });

    await undo();

    expect(person.heard.join()).toContain('Nothing to undo');
    expect(grafana.changes).toEqual([]);
  });
});

test('in Korean, install and undo say what they do, and leave nothing in English', async () => {
  const { install, undo, person } = await start({}, 'admin', 'ko');

  await install();
  await install({ loki: null });
  await undo();
  await undo();

  const said = person.heard.join('\n');
  for (const part of ['대시보드 "', 'Loki를 데이터 소스로 추가', '진행하시겠습니까?', '되돌릴 것이 없습니다'])
    expect(said).toContain(part);
  expect(wordsLeft(said)).toEqual([]);
  await expect(start({}, 'wrong', 'ko').then((wrong) => wrong.install())).rejects.toMatchObject({
    said: { name: 'install.notAllowed' },
  });
});
