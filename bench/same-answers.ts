import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Host } from './host.ts';
import { BARE, SERVICE, type Subject } from './subjects.ts';

/** @throws when the bare server's answer is not, byte for byte but for the clock, what the service answers */
export async function sameAnswers(host: Host): Promise<void> {
  const [service, bare] = [await answerOf(host, SERVICE), await answerOf(host, BARE)];
  if (service === bare) return;
  throw new Error(`the answers differ, so the figures would mean nothing:\n\n${service}\n\n${bare}`);
}

async function answerOf(host: Host, subject: Subject): Promise<string> {
  const running = await host.start(subject, 'pod');
  try {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    get(`${running.origin}/hostname`, resolve).once('error', reject);
    const response = await promise;
    const headers = Object.entries({ ...response.headers, date: 'now' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    return [response.statusCode, ...headers.sort(), '', await text(response)].join('\n');
  } finally {
    await running.stop();
  }
}
