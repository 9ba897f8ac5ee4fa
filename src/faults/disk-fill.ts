import { accessSync, closeSync, constants, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Static } from 'typebox';
import * as Type from 'typebox';
import { type Fault, type FaultPlan, FaultRefused, type FaultRun, repeat } from './fault.ts';
import { duration } from './parameters.ts';

const MIB = 2 ** 20;
const TICKS_PER_SECOND = 10;
/**
 * This share of the file system is never filled, because a laptop with a full disk does not recover by
 * itself.
 */
const RESERVED_SHARE = 0.1;

/** The size and the free space of a file system, in blocks. */
type Statfs = (path: string) => { readonly bavail: number; readonly blocks: number };

const Parameters = Type.Object({
  mibPerSecond: Type.Integer({ minimum: 1, maximum: 200, default: 10, description: 'pace of writing' }),
  maxMib: Type.Integer({
    minimum: 1,
    maximum: 10_240,
    default: 512,
    description: 'write this much, then hold it',
  }),
  seconds: duration(120),
});
type Parameters = Static<typeof Parameters>;

/** Writes to the container's ephemeral storage until its limit evicts the pod. */
export class DiskFill implements Fault<typeof Parameters> {
  readonly kind = 'disk-fill';
  readonly summary = "fills the container's ephemeral storage until the kubelet evicts the pod";
  readonly parameters = Parameters;
  readonly #folder: string;
  readonly #path: string;
  readonly #statfs: Statfs;

  /** Removes the file of a container that was restarted. */
  constructor(folder: string, statfs: Statfs = statfsSync) {
    this.#statfs = statfs;
    this.#folder = folder;
    this.#path = join(folder, 'disk-fill.bin');
    rmSync(this.#path, { force: true });
  }

  plan(parameters: Parameters): FaultPlan<Parameters> {
    const { mibPerSecond, maxMib, seconds } = parameters;
    this.#requireWritable();
    const message = `this pod will write ${mibPerSecond} MiB/s up to ${maxMib} MiB to ${this.#path} for ${seconds} s; past the ephemeral-storage limit the kubelet evicts it`;
    return { parameters, message, seconds, ending: 'expiry' };
  }

  async run({ parameters: { mibPerSecond, maxMib } }: FaultPlan<Parameters>, run: FaultRun): Promise<void> {
    const block = Buffer.alloc((mibPerSecond * MIB) / TICKS_PER_SECOND, 0xa5);
    const file = openSync(this.#path, 'w');
    let writtenBytes = 0;
    let ticks = 0;
    try {
      await repeat(run.signal, 1000 / TICKS_PER_SECOND, () => {
        const holds = writtenBytes >= maxMib * MIB || this.#isNearlyFull();
        if (!holds)
          writtenBytes += writeSync(file, block, 0, Math.min(block.length, maxMib * MIB - writtenBytes));
        if (ticks++ % TICKS_PER_SECOND === 0) run.report({ writtenBytes, ...(holds && { note: 'holding' }) });
      });
    } finally {
      closeSync(file);
      rmSync(this.#path, { force: true });
    }
  }

  #requireWritable(): void {
    try {
      accessSync(this.#folder, constants.W_OK);
    } catch {
      throw new FaultRefused(
        409,
        `${this.#folder} cannot be written to here: mount an emptyDir there, or set DISK_FILL_DIR`,
        { code: 'read-only-folder', figures: { folder: this.#folder } },
      );
    }
  }

  #isNearlyFull(): boolean {
    const { bavail, blocks } = this.#statfs(this.#path);
    return bavail < blocks * RESERVED_SHARE;
  }
}
