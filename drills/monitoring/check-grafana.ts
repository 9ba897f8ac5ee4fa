import { checkFacts, type Finding } from '../judging/check.ts';
import type { Check, Timeline } from '../timeline.ts';
import { WORKLOAD } from '../workload.ts';
import { noAnswer, notFound } from './check-prometheus.ts';
import type { GrafanaSeen, MonitoringFacts } from './seen.ts';

type Found = Finding & { readonly passed: boolean };

export function dashboardIsInGrafana(timeline: Timeline<MonitoringFacts>): Check {
  return checkGrafana('the dashboard is in Grafana', timeline, ({ dashboardTitle, where }) => ({
    passed: dashboardTitle !== null,
    expected: `the dashboard ${WORKLOAD.name}`,
    actual: dashboardTitle === null ? `the dashboard is missing in ${where}` : `"${dashboardTitle}"`,
    remedy:
      'npm run monitoring -- install --grafana URL puts it there; a ConfigMap does so only where Grafana has a sidecar',
  }));
}

/** Asked as a panel asks, for this workload: a data source that answers with nothing helps no reader. */
export function dataSourcesAnswer(timeline: Timeline<MonitoringFacts>): Check {
  return checkGrafana("Grafana's data sources answer", timeline, ({ dataSources }) => {
    const words = ['prometheus', 'loki'].map((type) => {
      const own = dataSources.filter((one) => one.type === type);
      const answering = own.find(({ rows }) => rows !== null && rows > 0);
      if (answering !== undefined) return { type, passed: true, said: `${answering.name} (${type})` };
      if (own.length === 0) return { type, passed: false, said: `no data source of type ${type}` };
      const said = own.map(({ name, problem }) => `${name}: ${problem ?? 'has nothing of this workload'}`);
      return { type, passed: false, said: said.join(', ') };
    });
    return {
      passed: words.every(({ passed }) => passed),
      expected: 'one of Prometheus and one of Loki, each with something of this workload',
      actual: words.map(({ said }) => said).join('; '),
      remedy: dataSources.some(({ type }) => type === 'loki')
        ? 'Connections > Data sources > Save & test says what is wrong with the address'
        : 'npm run monitoring -- install --grafana URL offers to add Loki',
    };
  });
}

function checkGrafana(
  name: string,
  timeline: Timeline<MonitoringFacts>,
  judge: (grafana: GrafanaSeen) => Found,
): Check {
  return checkFacts(name, timeline, ['grafana', 'tried'], ({ grafana, tried }): Found => {
    const expected = `a Grafana with the dashboard ${WORKLOAD.name}, Prometheus and Loki`;
    if (grafana === null) return { passed: false, expected, ...notFound('grafana', tried) };
    if (grafana.asksForLogin) {
      return {
        passed: false,
        expected,
        actual: `${grafana.where} asks for a login: ${grafana.problem}`,
        remedy: 'set GRAFANA_USER and GRAFANA_PASSWORD, or with --grafana URL also GRAFANA_TOKEN',
      };
    }
    if (grafana.problem !== null) return { passed: false, expected, ...noAnswer(grafana) };
    return judge(grafana);
  });
}
