/** Whether Grafana has the dashboard, and data sources with data of this workload. */

import { ApiError } from '../../drills/cluster/http.ts';
import { message } from '../../messages/all.ts';
import { saidBy, type Text } from '../../messages/message.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { type Judged, noAnswer } from './cause.ts';
import { type DataSource, Grafana, type GrafanaCredentials, type ListedDataSource } from './grafana.ts';
import { streamOf } from './log-lines.ts';
import type { StackService } from './stack-service.ts';

export type GrafanaSeen = {
  readonly where: string;
  readonly version: string | null;
  /** Why Grafana could not be read. */
  readonly problem: Text | null;
  readonly asksForLogin: boolean;
  readonly dashboardTitle: string | null;
  readonly dataSources: readonly (DataSource & {
    readonly rows: number | null;
    readonly problem: Text | null;
  })[];
};

export interface GrafanaQuestion {
  readonly namespace: string;
  readonly credentials: GrafanaCredentials;
  readonly startedEpochMs: number;
}

export async function askGrafana(service: StackService, question: GrafanaQuestion): Promise<GrafanaSeen> {
  const { where, version } = service;
  const grafana = new Grafana(service, question.credentials);
  try {
    const [stored, dataSources] = await Promise.all([
      grafana.dashboard(WORKLOAD.name),
      grafana.dataSources(),
    ]);
    const asked = dataSources.flatMap((source) => {
      const expr = exprFor(source, question.namespace);
      return expr === null ? [] : [askSource(grafana, source, expr, question)];
    });
    return {
      where,
      version,
      problem: null,
      asksForLogin: false,
      dashboardTitle: stored?.dashboard.title ?? null,
      dataSources: await Promise.all(asked),
    };
  } catch (err) {
    const asksForLogin = err instanceof ApiError && (err.status === 401 || err.status === 403);
    const problem = saidBy(err);
    return { where, version, problem, asksForLogin, dashboardTitle: null, dataSources: [] };
  }
}

async function askSource(
  grafana: Grafana,
  source: ListedDataSource,
  expr: string,
  { startedEpochMs }: GrafanaQuestion,
): Promise<GrafanaSeen['dataSources'][number]> {
  const { name, uid, type } = source;
  try {
    // By this machine's clock, as a browser does.
    const rows = await grafana.query(source, expr, startedEpochMs, Date.now());
    return { name, uid, type, rows, problem: null };
  } catch (err) {
    return { name, uid, type, rows: null, problem: saidBy(err) };
  }
}

function exprFor({ type }: DataSource, namespace: string): string | null {
  if (type === 'prometheus') return `app_info{namespace="${namespace}"}`;
  return type === 'loki' ? streamOf(namespace) : null;
}

/** Null: Grafana has answered. */
export function whyNotAsked(seen: GrafanaSeen): Judged | null {
  const expected = message('grafana.expected', { name: WORKLOAD.name });
  if (seen.asksForLogin) {
    return {
      passed: false,
      expected,
      actual: message('grafana.asksForLogin', { where: seen.where, problem: seen.problem ?? '' }),
      remedy: message('grafana.login'),
    };
  }
  return seen.problem === null ? null : { passed: false, expected, ...noAnswer(seen) };
}

export const DASHBOARD_IS_THERE = message('grafana.hasDashboard');

export function judgeDashboard({ dashboardTitle, where }: GrafanaSeen): Judged {
  return {
    passed: dashboardTitle !== null,
    expected: message('grafana.dashboard', { name: WORKLOAD.name }),
    actual: dashboardTitle === null ? message('grafana.dashboardMissing', { where }) : `"${dashboardTitle}"`,
    remedy: message('grafana.installDashboard'),
  };
}

/** With the query of a panel: a data source without data of this workload leaves the panels empty. */
export function judgeDataSources(
  { dataSources }: GrafanaSeen,
  types: readonly ('prometheus' | 'loki')[] = ['prometheus', 'loki'],
): Judged {
  const words = types.map((type) => {
    const own = dataSources.filter((one) => one.type === type);
    const answering = own.find(({ rows }) => rows !== null && rows > 0);
    if (answering !== undefined) return { type, passed: true, said: `${answering.name} (${type})` };
    if (own.length === 0) return { type, passed: false, said: message('grafana.noDataSource', { type }) };
    const said = own.map(({ name, problem }) =>
      message('stack.problem', { where: name, problem: problem ?? message('grafana.nothingOfIt') }),
    );
    return { type, passed: false, said: message('list', { items: said }) };
  });
  const lacksLoki = types.includes('loki') && !dataSources.some(({ type }) => type === 'loki');
  return {
    passed: words.every(({ passed }) => passed),
    expected: message('grafana.dataSourcesExpected'),
    actual: message('sentences', { items: words.map(({ said }) => said) }),
    remedy: lacksLoki ? message('grafana.addLoki') : message('grafana.saveAndTest'),
  };
}
