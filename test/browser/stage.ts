import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { bundle } from '../../scripts/images/bundle.ts';
import { writePage } from '../../scripts/images/page.ts';
import { Balancer } from '../support/balancer.ts';
import { waitUntil } from '../support/wait-until.ts';

export const CHROMIUM = '/usr/bin/chromium';

/**
 * Why there can be no browser test here; `null` where there can. Under `CI=true` an obstacle is a failure.
 */
export function obstacle(): string | null {
  const found = findObstacle();
  if (found && process.env.CI === 'true') throw new Error(found);
  return found;
}

function findObstacle(): string | null {
  if (!existsSync(CHROMIUM)) return `there is no ${CHROMIUM} (apt-get install chromium)`;
  // Each pod has its own host name, as in a cluster.
  if (spawnSync('unshare', ['--uts', 'hostname', 'pod-x']).status !== 0)
    return 'unshare --uts is not allowed here, which gives each process a host name (it needs root)';
  return null;
}

/** Tests with one stage for all of them; skipped aloud where there is an obstacle. */
export function describeInBrowser(title: string, tests: (stage: Stage) => void): void {
  const reason = obstacle();
  if (reason) console.warn(`SKIPPED: ${title}: ${reason}`);
  describe.skipIf(reason)(title, () => {
    const stage = new Stage();
    beforeAll(() => stage.open());
    afterAll(() => stage.close());
    tests(stage);
  });
}

/** The service as the images have it, and a browser. */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'page-stage-'));
  #browser!: Browser;

  async open(): Promise<void> {
    const folder = this.#folder;
    [this.#browser] = await Promise.all([
      chromium.launch({
        executablePath: CHROMIUM,
        // Browsers allow localhost more than a NodePort: it is a "trustworthy" origin.
        args: ['--no-sandbox', '--host-resolver-rules=MAP *.test 127.0.0.1'],
      }),
      bundle('src/main.ts', join(folder, 'app.cjs')),
      bundle('src/faults/cpu-load.worker.ts', join(folder, 'cpu-load.worker.cjs')),
      writePage(join(folder, 'page')),
    ]);
  }

  /** Starts a pod and waits until it is ready. */
  async pod(hostname: string, env: Record<string, string> = {}): Promise<PodProcess> {
    const pod = new PodProcess(hostname, join(this.#folder, 'app.cjs'), env);
    await pod.ready();
    return pod;
  }

  /** Pods behind a Service. */
  async service(...pods: PodProcess[]): Promise<Service> {
    const balancer = await Balancer.listen(pods.map(({ port }) => port));
    onTestFinished(() => balancer[Symbol.asyncDispose]());
    return new Service(balancer);
  }

  async visit(service: Service, options: BrowserContextOptions = {}): Promise<Visit> {
    const page = await this.newPage(options);
    const visit = new Visit(page);
    await page.goto(service.nodePortUrl);
    return visit;
  }

  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: 'en-US',
      colorScheme: 'light',
      viewport: { width: 1440, height: 1100 },
      ...options,
    });
    onTestFinished(() => context.close());
    return context.newPage();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The addresses of a Service: browsers send other headers to each. */
export const ADDRESSES: [string, (service: Service) => string][] = [
  ['a NodePort, where browsers do not say from which site a request comes', (service) => service.nodePortUrl],
  ['localhost, where they do', (service) => service.localUrl],
];

export class PodProcess {
  readonly hostname: string;
  port = 0;
  readonly #child: ChildProcess;
  #stdout = '';

  constructor(hostname: string, app: string, env: Record<string, string>) {
    this.hostname = hostname;
    this.#child = spawn(
      'unshare',
      ['--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', hostname, process.execPath, app],
      {
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          HOST: '127.0.0.1',
          TERMINATION_LOG: '/dev/null',
          DRAIN_DELAY_MS: '8000',
          // The name of nodePortUrl, which a browser may not use unless it is said.
          ALLOWED_HOSTS: 'node.test',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#child.stdout?.on('data', (text) => {
      this.#stdout += text;
    });
    onTestFinished(() => this.kill('SIGKILL'));
  }

  async ready(): Promise<void> {
    const port = () => /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(this.#stdout)?.[1];
    await waitUntil(
      () => `${this.hostname} to listen, got ${this.#stdout}`,
      () => port() !== undefined,
    );
    this.port = Number(port());
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The number of answers with this status, as its metrics count them. */
  async answersOf(statusCode: number): Promise<number> {
    const metrics = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    const counts = metrics.matchAll(/^http_request_duration_seconds_count\{([^}]*)\} (\d+)$/gm);
    return [...counts]
      .filter(([, labels]) => labels?.includes(`status_code="${statusCode}"`))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  }

  /** Asks the pod directly, without the Service. */
  async activeFaults(): Promise<string[]> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/faults`);
    const { active } = (await answer.json()) as { active: { fault: string }[] };
    return active.map(({ fault }) => fault);
  }
}

export class Service {
  readonly #balancer: Balancer;

  constructor(balancer: Balancer) {
    this.#balancer = balancer;
  }

  get localUrl(): string {
    return this.#balancer.url.replace('127.0.0.1', 'localhost');
  }

  /** Like a NodePort: plain HTTP, and not on localhost. */
  get nodePortUrl(): string {
    return this.#balancer.url.replace('127.0.0.1', 'node.test');
  }

  add(pod: PodProcess): void {
    this.#balancer.add(pod.port);
  }

  remove(pod: PodProcess): void {
    this.#balancer.remove(pod.port);
  }
}

/** The page in a browser. */
export class Visit {
  readonly page: Page;
  /** Errors and warnings of the browser, without those of lost requests. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      const isRequest = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRequest) this.complaints.push(message.text());
      if (message.type() === 'warning') this.complaints.push(message.text());
    });
  }

  /** The sentence at the top. */
  async headline(): Promise<string> {
    return (await this.page.textContent('#headline')) ?? '';
  }

  async lost(): Promise<number> {
    return Number(await this.page.textContent('#lost'));
  }

  async answered(): Promise<number> {
    return Number((await this.page.textContent('#answered'))?.replaceAll(/\D/g, ''));
  }

  /** Newest first. */
  log(): Promise<string[]> {
    return this.page.locator('#log li span').allTextContents();
  }

  card(pod: PodProcess | string) {
    const name = typeof pod === 'string' ? pod : pod.hostname;
    return this.page.locator('article.pod').filter({ has: this.page.locator(`h3[title="${name}"]`) });
  }

  /** How many pixels of the grid of requests have a colour. */
  pixels(red: number, green: number, blue: number): Promise<number> {
    return this.page.locator('#stream').evaluate(
      (element, wanted) => {
        const canvas = element as unknown as { width: number; height: number; getContext(kind: '2d'): never };
        const context: { getImageData(...box: number[]): { data: Uint8ClampedArray } } =
          canvas.getContext('2d');
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let at = 0; at < data.length; at += 4)
          if (wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 6)) found += 1;
        return found;
      },
      [red, green, blue],
    );
  }
}
