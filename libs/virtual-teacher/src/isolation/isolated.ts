import { IsolatedFailed } from './isolated-failed.js';
import type { FromWorker } from './messages.js';
import { openPort, type Port, type PortOptions } from './port.js';

export type IsolatedOptions = PortOptions & {
  /** A worker that says nothing for this long is ended. */
  readonly silenceMs: number;
  /** Work that waits for its turn; more is refused. */
  readonly maxWaiting: number;
};

export type RunOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Answers what the work asks for on its way. */
  readonly answer?: (question: unknown) => Promise<unknown>;
  /** Hears how far the work has come. */
  readonly onProgress?: (progress: unknown) => void;
};

type Job = RunOptions & {
  readonly request: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly abort: () => void;
};

/**
 * Work on somebody's text or frame in a thread or process of its own, one after the other. What takes too long, or is
 * no longer wanted, is ended with the worker that does it, whatever it is in the middle of; the next work gets a new
 * one. A worker starts when it is first needed and keeps no program running.
 */
export class Isolated<Request, Result> implements AsyncDisposable {
  readonly #waiting: Job[] = [];
  #current: Job | undefined;
  #port: Port | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly options: IsolatedOptions) {}

  /** Work that is under way or waits. */
  get load(): number {
    return this.#waiting.length + (this.#current ? 1 : 0);
  }

  /** @throws IsolatedFailed; the reason of the signal; what the work itself threw, as {@link IsolatedFailed} `refused` */
  run(request: Request, options: RunOptions = {}): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new IsolatedFailed('closed', 'it was shut down'));
    if (options.signal?.aborted) return Promise.reject(options.signal.reason as Error);
    if (this.#waiting.length >= this.options.maxWaiting)
      return Promise.reject(new IsolatedFailed('busy', 'too much waits already'));
    return new Promise<Result>((resolve, reject) => {
      const job: Job = {
        ...options,
        request,
        resolve: resolve as (value: unknown) => void, // a reply has the type of its request
        reject,
        abort: () => this.#withdraw(job),
      };
      options.signal?.addEventListener('abort', job.abort, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const reason = new IsolatedFailed('closed', 'it was shut down');
    for (const job of this.#waiting.splice(0)) this.#settle(job, () => job.reject(reason));
    await this.#end(reason);
  }

  #next(): void {
    if (this.#current || this.#isClosed) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    this.#port ??= this.#open();
    this.#port.hold(true);
    this.#heard();
    this.#port.send({ kind: 'run', request: job.request });
  }

  #open(): Port {
    const port: Port = openPort(this.options, {
      message: (message) => void (port === this.#port && this.#take(message, port)),
      gone: (reason) => void (port === this.#port && this.#end(new IsolatedFailed('crashed', reason))),
    });
    return port;
  }

  #take(message: FromWorker, port: Port): void {
    this.#heard();
    const job = this.#current;
    if (!job) return;
    if (message.kind === 'alive') {
      if (message.progress !== undefined) job.onProgress?.(message.progress);
      return;
    }
    if (message.kind === 'ask') {
      const answer = job.answer?.(message.question) ?? Promise.reject(new Error('nobody answers'));
      answer.then(
        (value) => port.send({ kind: 'answer', id: message.id, value }),
        (error: unknown) => void (this.#current === job && this.#end(error)),
      );
      return;
    }
    this.#release(job);
    if (message.kind === 'done') job.resolve(message.value);
    else job.reject(new IsolatedFailed('refused', message.message, message.details));
    this.#next();
  }

  #release(job: Job): void {
    clearTimeout(this.#silence);
    this.#current = undefined;
    this.#port?.hold(false);
    this.#settle(job, () => undefined);
  }

  #heard(): void {
    clearTimeout(this.#silence);
    const { silenceMs } = this.options;
    const reason = new IsolatedFailed('timeout', `nothing was done for ${String(silenceMs / 1000)} s`);
    this.#silence = setTimeout(() => void this.#end(reason), silenceMs);
  }

  #withdraw(job: Job): void {
    if (this.#current === job) void this.#end(job.signal?.reason);
    else {
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      this.#settle(job, () => job.reject(job.signal?.reason));
    }
  }

  #settle(job: Job, act: () => void): void {
    job.signal?.removeEventListener('abort', job.abort);
    act();
  }

  /** Ends the worker with the work that it is at. */
  async #end(reason: unknown): Promise<void> {
    clearTimeout(this.#silence);
    const [job, port] = [this.#current, this.#port];
    [this.#current, this.#port] = [undefined, undefined];
    if (job) this.#settle(job, () => job.reject(reason));
    const ending = port?.end();
    this.#next();
    await ending;
  }
}
