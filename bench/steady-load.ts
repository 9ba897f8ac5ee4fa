import { type Connections, startTraffic } from '../drills/traffic/traffic.ts';

/**
 * The drills' own traffic as a process: URL, kind of connections, requests a second, seconds. Prints what was
 * lost, and ends with 1 where something was.
 */
const [url = '', connections = '', ratePerSecond = '', seconds = ''] = process.argv.slice(2);
let lost = 0;
const traffic = startTraffic({
  url,
  connections: connections as Connections,
  ratePerSecond: Number(ratePerSecond),
  seconds: Number(seconds),
  timeoutMs: 5000,
  // An empty Fastify does not say which pod it is.
  expectBody: 'any',
  onRecord: ({ outcome }) => {
    if (outcome !== 'ok') lost += 1;
  },
});
await traffic.done;
if (lost > 0) {
  console.error(`${lost} requests were lost`);
  process.exitCode = 1;
}
