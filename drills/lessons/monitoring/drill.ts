import { message } from '../../../messages/all.ts';
import type { Drill } from '../../drill.ts';
import type { DrillRun } from '../../run/drill-run.ts';
import { leakUntilReadyAgain } from '../../run/faults.ts';
import { TRAFFIC } from '../../run/local-traffic.ts';
import { readPodLog } from './ask-loki.ts';
import { askStack } from './ask-stack.ts';
import { drillMs, seriesOfPod } from './samples.ts';
import type { MonitoringFacts, PrometheusSeen } from './seen.ts';
import { judgeMonitoring } from './verdict.ts';

/** kube-state-metrics is often scraped every 30 s only; a log collector tries again after a refusal. */
const PATIENCE_MS = 45_000;

export const monitoring: Drill<MonitoringFacts> = {
  name: 'monitoring',
  summary: message('monitoring.summary'),
  timeoutSeconds: 300,
  afterSeconds: 0,
  needs: { faults: true, memoryLimit: true, stack: true },
  rights: [{ verb: 'get', resource: 'pods/log' }],
  judge: judgeMonitoring,

  async run(run) {
    const { namespace, options, stack } = run.setup;
    const askedEpochMs = Date.now();
    let leakingPod = '';
    run.fact('namespace', namespace);
    run.fact('tried', stack.tried);
    await leakUntilReadyAgain(run, (leak, atMs) => {
      leakingPod = leak.pod;
      run.fact('leakingPod', leak.pod);
      run.fact('leakStartedMs', atMs);
      run.fact('announcedSeconds', leak.endsInSeconds);
      run.fact('leakBytesPerSecond', Number(leak.parameters.mibPerSecond) * 2 ** 20);
      run.fact('nodeAheadMs', Date.parse(leak.startedAt) - (askedEpochMs + Date.now()) / 2);
    });

    run.waitingFor = message('monitoring.toHaveTheLatest');
    const podLog = await readPodLog(run.setup, leakingPod);
    run.fact('podLog', podLog);
    const question = {
      namespace,
      leakingPod,
      podLog,
      pods: run.state.pods(),
      trafficPath: TRAFFIC.path,
      startedEpochMs: Date.parse(run.startedAt),
      credentials: options.grafana,
      patienceMs: PATIENCE_MS,
    };
    const { prometheus, loki, grafana } = await askStack(stack, question, run.signal);
    run.fact('prometheus', prometheus);
    run.fact('loki', loki);
    run.fact('grafana', grafana);
    if (prometheus !== null) sampleScrapes(run, prometheus);
  },
};

/** The report draws Prometheus' memory curve over the drill's own. */
function sampleScrapes(run: DrillRun<MonitoringFacts>, prometheus: PrometheusSeen): void {
  for (const { pod } of prometheus.pods) {
    for (const { samples } of seriesOfPod(prometheus, 'memory', run.setup.namespace, pod)) {
      for (const [epochMs, memoryBytes] of samples) {
        const atMs = drillMs(epochMs, prometheus, run);
        if (atMs >= 0) run.sample({ pod, cpuMillicores: null, memoryBytes, by: 'prometheus' }, atMs);
      }
    }
  }
}
