import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestEnd } from './test-end.ts';
import { waitUntil } from './wait-until.ts';

export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** A compile cache saves a third of the CPU of a start. */
const NODE_COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));

export interface ServiceEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * `node src/main.ts` in a process of its own, on a port of the system's choice; killed when the test is over.
 * Whoever starts it for a whole file says with `whenOver` when that is.
 */
export class ServiceProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<ServiceEnd>;
  stdout = '';
  stderr = '';
  port = 0;

  private constructor(env: Record<string, string>, command: readonly string[], whenOver = onTestEnd) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, {
      // Without the environment of this machine: its variables must not decide a test.
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE,
        PORT: '0',
        HOST: '127.0.0.1',
        TERMINATION_LOG: '/dev/null',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (text) => {
      this.stdout += text;
    });
    this.child.stderr?.on('data', (text) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ code, signal })),
    );
    whenOver(() => void this.child.kill('SIGKILL'));
  }

  /** Starts and waits until it listens. */
  static async listening(
    env: Record<string, string> = {},
    nodeOptions: readonly string[] = [],
    main = MAIN,
    whenOver = onTestEnd,
  ): Promise<ServiceProcess> {
    const command = [process.execPath, ...nodeOptions, main];
    return ServiceProcess.#untilListening(new ServiceProcess(env, command, whenOver));
  }

  /** Starts with `npm start`: the child is a shell, which forwards no signal. */
  static underNpm(env: Record<string, string> = {}): Promise<ServiceProcess> {
    const command = ['sh', '-c', '"$0" "$1" & wait', process.execPath, MAIN];
    return ServiceProcess.#untilListening(
      new ServiceProcess({ npm_lifecycle_event: 'start', ...env }, command),
    );
  }

  static async #untilListening(service: ServiceProcess): Promise<ServiceProcess> {
    const address = () => /listening on http:\/\/[^" ]*:(\d+)/.exec(service.stdout)?.[1];
    await waitUntil(
      'the service to listen',
      () => address() !== undefined || service.child.exitCode !== null,
    );
    if (address() === undefined) throw new Error(`the service ended: ${service.stdout}${service.stderr}`);
    service.port = Number(address());
    return service;
  }

  /** Starts without waiting: for a process that ends by itself. */
  static started(env: Record<string, string> = {}): ServiceProcess {
    return new ServiceProcess(env, [process.execPath, MAIN]);
  }

  /** Starts with a terminal as standard output. */
  static onTerminal(env: Record<string, string> = {}): ServiceProcess {
    return new ServiceProcess(env, ['script', '-qec', `${process.execPath} ${MAIN}`, '/dev/null']);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get lines(): string[] {
    return this.stdout.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  }

  get logLines(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Settles when a line with this message is in the log. */
  async logged(message: string): Promise<void> {
    await waitUntil(
      () => `the log line "${message}", got ${this.stdout}`,
      () => this.logLines.some((line) => line.msg === message),
    );
  }
}
