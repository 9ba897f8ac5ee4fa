import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '../listen.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  // oxlint-disable-next-line typescript/no-explicit-any -- what a client posts
  readonly body: any;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

/** Until the test is over; null is a 404. @returns the address */
export async function serveJson(answer: (asked: Asked) => Said | null): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const said = answer({
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', 'http://fake'),
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    }) ?? { status: 404, body: { message: 'not found' } };
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
  });
  return `http://127.0.0.1:${await listenOnLoopback(server)}`;
}

export type Labels = Readonly<Record<string, string>>;

/** `{a="b", c=~"d.*"}`, with or without the braces. @throws on what it does not understand */
export function matcherOf(text: string): (labels: Labels) => boolean {
  const inner = text.trim().replace(/^\{|\}$/g, '');
  const conditions = [...inner.matchAll(/(\w+)(=~|=)"([^"]*)"/g)];
  if (inner.replaceAll(/(\w+)(=~|=)"([^"]*)"|[,\s]/g, '') !== '') throw new Error(`not understood: ${text}`);
  return (labels) =>
    conditions.every(([, name = '', operator, value = '']) =>
      operator === '='
        ? (labels[name] ?? '') === value
        : new RegExp(`^(?:${value})$`).test(labels[name] ?? ''),
    );
}

/** A program that answers JSON: at an address of its own, or behind a proxy that hands it what was asked. */
export abstract class FakeProgram {
  url = '';

  async listen(): Promise<this> {
    this.url = await serveJson((asked) => this.answer(asked));
    return this;
  }

  abstract answer(asked: Asked): Said | null;
}
