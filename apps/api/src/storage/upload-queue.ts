import { backOffMs, retry, Serial } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import { isDatabaseAway } from '../database/database-errors.js';
import { StorageAway } from './storage-errors.js';

type Job = { readonly giveUp: AbortController; done: Promise<void> };

const WAITS = { firstMs: 1000, maxMs: 10_000 };
/** A file that fails for reasons of its own does not hold up the others for longer. */
const MOST_FAILURES = 3;

/** Brings files into the bucket, one after the other. While it does not answer, they wait, and the log says so once. */
export class UploadQueue implements AsyncDisposable {
  readonly #jobs = new Map<string, Job>();
  readonly #work = new Serial();
  readonly #stop = new AbortController();
  #isAway = false;

  /** @param onAway hears when the storage stops answering, and when it answers again */
  constructor(
    private readonly logger: Logger,
    private readonly onAway: (isAway: boolean) => void = () => undefined,
  ) {}

  /** The storage did not answer the last time; everything stays on this disk meanwhile. */
  get isAway(): boolean {
    return this.#isAway;
  }

  has(name: string): boolean {
    return this.#jobs.has(name);
  }

  /** @param send may be called again; of a name that waits already nothing is added */
  add(name: string, send: (signal: AbortSignal) => Promise<void>): void {
    if (this.#jobs.has(name) || this.#stop.signal.aborted) return;
    const giveUp = new AbortController();
    const signal = AbortSignal.any([giveUp.signal, this.#stop.signal]);
    const done = this.#work.run(() => this.#try(name, send, signal)).finally(() => this.#jobs.delete(name));
    this.#jobs.set(name, { giveUp, done });
  }

  /** Resolves when nothing of it is sent any more. */
  async giveUp(name: string): Promise<void> {
    const job = this.#jobs.get(name);
    job?.giveUp.abort(new Error('it is deleted'));
    await job?.done;
  }

  /** What waits is sent by the next process. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the server stops'));
    await this.#work.settled();
  }

  /** Never rejects. */
  async #try(name: string, send: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    let ownFailures = 0;
    const delayMs = (error: unknown, failures: number): number | undefined => {
      if (signal.aborted) return undefined;
      if (error instanceof StorageAway) this.#tell(error);
      else if (!isDatabaseAway(error) && ++ownFailures >= MOST_FAILURES) return undefined;
      return backOffMs(failures, WAITS);
    };
    try {
      await retry(() => send(signal), { signal, delayMs });
      this.#tell(undefined);
    } catch (error) {
      if (!signal.aborted)
        this.logger.error(`${name} was not stored; the next start tries again: ${String(error)}`);
    }
  }

  #tell(error: StorageAway | undefined): void {
    const isAway = error !== undefined;
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.onAway(isAway);
    if (!isAway) this.logger.log('The storage answers again.');
    else
      this.logger.error(`${error.message} Everything stays on this disk until then. ${String(error.cause)}`);
  }
}
