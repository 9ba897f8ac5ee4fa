import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import { message } from '../../messages/all.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { KUBECTL_IS_MISSING, reasonIn } from './kubectl.ts';

const SERVING = 'Starting to serve on ';
/** kubectl's own errors are left out: our messages say why it ended or why a request failed. */
const OWN_WORDS = /^(?:error: |E\d{4} .* proxy_server\.go:\d+\] ).*\n/gmu;
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A process killed with -9 runs no handler, but the kernel closes its pipes: `read` then ends. */
const WHEN_WE_ARE_KILLED = 'read -r _; kill "$0"; rm -rf "$1"';

interface ProxyOptions {
  readonly context: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Node.js has no Unix sockets on Windows. */
  readonly usesSocket?: boolean;
}

/**
 * A running `kubectl proxy`. It reads the kubeconfig, runs credential plugins, renews what expires and speaks
 * TLS; requests go to it as plain HTTP. It is started again when it ends before it is closed.
 */
export class KubectlProxy {
  readonly dispatcher: Agent;
  readonly #options: ProxyOptions;
  /** Mode 0700: nobody else gets through to the cluster. */
  readonly #folder: string | null;
  /** Any user of this machine may connect to a port: the proxy answers at this path only. */
  readonly #secretPath: string;
  #port = 0;
  #child: ChildProcess | null = null;
  #watcher: ChildProcess | null = null;
  #serving: Promise<void>;
  #isClosed = false;

  constructor(options: ProxyOptions) {
    const { usesSocket = process.platform !== 'win32' } = options;
    this.#options = options;
    this.#folder = usesSocket ? mkdtempSync(join(tmpdir(), 'kubectl-proxy-')) : null;
    this.#secretPath = usesSocket ? '' : `/${randomBytes(16).toString('hex')}`;
    this.dispatcher = new Agent(usesSocket ? { connect: { socketPath: this.#socket } } : {});
    process.on('exit', this.close);
    for (const signal of ENDING_SIGNALS) process.on(signal, this.#onSignal);
    this.#serving = this.#start();
  }

  get url(): string {
    return this.#folder === null ? `http://127.0.0.1:${this.#port}${this.#secretPath}` : 'http://localhost';
  }

  /** @throws Refusal with kubectl's reason not to start. */
  untilServing(): Promise<void> {
    return this.#serving;
  }

  /** Synchronous, because an `exit` event waits for nothing. */
  readonly close = (): void => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    process.off('exit', this.close);
    for (const signal of ENDING_SIGNALS) process.off(signal, this.#onSignal);
    this.#watcher?.kill();
    this.#child?.kill();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    void this.dispatcher.destroy();
  };

  get #socket(): string {
    return join(this.#folder ?? '', 'socket');
  }

  #start(): Promise<void> {
    const { context, environment } = this.#options;
    const address =
      this.#folder === null
        ? [`--port=${this.#port}`, `--api-prefix=${this.#secretPath}/`]
        : [`--unix-socket=${this.#socket}`];
    const child = spawn(
      'kubectl',
      // The server of a kubeconfig may have a path, as Rancher's have.
      ['proxy', ...address, '--append-server-path', ...(context === undefined ? [] : ['--context', context])],
      {
        env: environment,
        // A plugin may ask its user something.
        stdio: ['inherit', 'pipe', 'pipe'],
        // Ctrl-C goes to the whole foreground process group. The drill needs the proxy to clean up.
        detached: true,
        windowsHide: true,
      },
    );
    this.#child = child;
    this.#watcher = this.#watchOver(child);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let isServing = false;
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      // Any other output is a question: kubectl asks a user without credentials for a name.
      if (!text.includes(SERVING)) return void process.stderr.write(text);
      this.#port = Number(/:(\d+)\s*$/u.exec(text)?.[1] ?? 0);
      isServing = true;
      resolve();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!isServing) said += text;
      // A credential plugin speaks to its user here, too.
      process.stderr.write(text.replace(OWN_WORDS, ''));
    });
    child.on('error', () => reject(new Refusal(KUBECTL_IS_MISSING)));
    child.on('close', (code, signal) => {
      this.#watcher?.kill();
      if (this.#isClosed) return;
      if (!isServing)
        return reject(new Refusal(message('kubectl-proxy.doesNotStart', { error: reasonIn(said) })));
      process.stderr.write(`kubectl proxy ended (${signal ?? `exit code ${code}`}); it is started again\n`);
      this.#serving = this.#start();
    });
    // Without this a failure that nobody awaits would end the process.
    promise.catch(() => {});
    return promise;
  }

  #watchOver({ pid }: ChildProcess): ChildProcess | null {
    if (pid === undefined || this.#folder === null) return null;
    const watcher = spawn('sh', ['-c', WHEN_WE_ARE_KILLED, String(pid), this.#folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    watcher.on('error', () => {});
    watcher.unref();
    return watcher;
  }

  /** Without another listener a signal ends the process, and no `exit` event comes. */
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    this.close();
    process.kill(process.pid, signal);
  };
}
