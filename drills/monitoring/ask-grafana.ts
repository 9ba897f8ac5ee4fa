import { ApiError } from '../cluster/api-server.ts';
import { WORKLOAD } from '../workload.ts';
import { type DataSource, Grafana, type ListedDataSource } from './grafana.ts';
import type { StackQuestion } from './question.ts';
import type { GrafanaSeen } from './seen.ts';
import type { StackService } from './stack-service.ts';

type GrafanaQuestion = Pick<StackQuestion, 'namespace' | 'credentials' | 'startedEpochMs'>;

/** Whether a reader who opens it now finds the dashboard and, through its data sources, this workload. */
export async function askGrafana(service: StackService, question: GrafanaQuestion): Promise<GrafanaSeen> {
  const { where, version } = service;
  const grafana = new Grafana(service, question.credentials);
  try {
    const [dashboardTitle, dataSources] = await Promise.all([
      grafana.dashboardTitle(WORKLOAD.name),
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
      dashboardTitle,
      dataSources: await Promise.all(asked),
    };
  } catch (err) {
    const asksForLogin = err instanceof ApiError && (err.status === 401 || err.status === 403);
    const problem = err instanceof Error ? err.message : String(err);
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
    // By this machine's clock, as the browser of whoever looks would.
    const rows = await grafana.query(source, expr, startedEpochMs, Date.now());
    return { name, uid, type, rows, problem: null };
  } catch (err) {
    return { name, uid, type, rows: null, problem: err instanceof Error ? err.message : String(err) };
  }
}

function exprFor({ type }: DataSource, namespace: string): string | null {
  if (type === 'prometheus') return `app_info{namespace="${namespace}"}`;
  if (type === 'loki') return `{namespace="${namespace}", container="${WORKLOAD.container}"}`;
  return null;
}
