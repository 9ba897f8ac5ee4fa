import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Target {
  readonly url: string;
  readonly pod: string;
}

export interface Sample {
  readonly metric: Record<string, string>;
  readonly value: number;
}

export interface PrometheusServer {
  /** Runs an instant query. @throws the error of Prometheus */
  query(expr: string): Promise<Sample[]>;
  get(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a real Prometheus on loopback. It scrapes the targets every second, and gives them a pod's labels.
 */
export async function startPrometheus(targets: readonly Target[]): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      {
        job_name: 'default/app-1-2-2-1',
        static_configs: targets.map(({ url, pod }) => ({
          targets: [new URL(url).host],
          labels: { namespace: 'default', pod, container: 'app-1-2-2-1' },
        })),
      },
    ],
  };
  writeFileSync(join(folder, 'prometheus.yaml'), JSON.stringify(config));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yaml`,
      `--storage.tsdb.path=${folder}/data`,
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      const address = /Listening on.* address="?([^\s"]+)/.exec(line)?.[1];
      if (address) resolve(`http://${address}`);
    });
    child.once('exit', () => reject(new Error(`Prometheus ended: ${log.join('\n')}`)));
    child.once('error', reject);
  });

  // Prometheus listens before it has read its storage.
  while (!(await fetch(`${url}/-/ready`)).ok) await sleep(50);

  const get = async (path: string) => {
    const answer = await fetch(url + path);
    const { data, error } = (await answer.json()) as { data: unknown; error?: string };
    if (error) throw new Error(error);
    return data;
  };
  return {
    get,
    async query(expr) {
      const { result } = (await get(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as {
        result: { metric: Record<string, string>; value: [number, string] }[];
      };
      return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
