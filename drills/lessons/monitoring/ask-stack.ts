import type { Stack } from '../../../observability/stack/discovery.ts';
import { askGrafana } from '../../../observability/stack/grafana-reading.ts';
import { askLoki } from './ask-loki.ts';
import { askPrometheus } from './ask-prometheus.ts';
import type { MonitoringFacts, StackQuestion } from './seen.ts';

/** Grafana last: it shows what the other two have. */
export async function askStack(
  { prometheus, loki, grafana }: Stack,
  question: StackQuestion,
  signal: AbortSignal,
): Promise<Pick<MonitoringFacts, 'prometheus' | 'loki' | 'grafana'>> {
  const [inPrometheus, inLoki] = await Promise.all([
    prometheus === null ? null : askPrometheus(prometheus, question, signal),
    loki === null ? null : askLoki(loki, question, signal),
  ]);
  return {
    prometheus: inPrometheus,
    loki: inLoki,
    grafana: grafana === null ? null : await askGrafana(grafana, question),
  };
}
