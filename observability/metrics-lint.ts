import { spawnSync } from 'node:child_process';
import { orExit, refuseMoreWords } from '../scripts/command-line.ts';
import { startService } from './service-process.ts';

orExit(() => refuseMoreWords(process.argv.slice(2)));

// npm run metrics:lint: what the service tells Prometheus, looked at by Prometheus' own checker.
const service = await startService();
// A route, a probe, an unknown path and a scrape, so that the histogram has series.
for (const path of ['/hostname', '/readyz', '/unknown', '/metrics']) await fetch(service.url + path);
const exposition = await (await fetch(`${service.url}/metrics`)).text();
service.process.kill('SIGINT');
await service.ended;

const check = spawnSync('promtool', ['check', 'metrics'], { input: exposition, encoding: 'utf8' });
if (check.error) {
  console.error('promtool is not here; it comes with Prometheus (Debian: apt-get install prometheus)');
  process.exit(1);
}
process.stdout.write(check.stdout + check.stderr);
const series = exposition.split('\n').filter((line) => line && !line.startsWith('#')).length;
console.log(check.status === 0 ? `${series} series, nothing to complain about` : 'promtool complains');
process.exitCode = check.status ?? 1;
