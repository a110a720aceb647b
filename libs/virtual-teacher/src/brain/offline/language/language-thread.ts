import { Worker } from 'node:worker_threads';
import { steadyWasm } from '../../../isolation/steady-wasm.js';
import { LanguageFailed } from './language-failed.js';
import type { LanguageReply, LanguageRequest, LanguageResults, Lint, Token } from './language-requests.js';

export type LanguageTask = LanguageRequest['task'];

type Job = {
  readonly request: LanguageRequest;
  readonly resolve: (result: LanguageResults[keyof LanguageResults]) => void;
  readonly reject: (reason: LanguageFailed) => void;
};

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './language.worker.ts' : './language.worker.js',
  import.meta.url,
);

/** Loading the grammar checker takes seconds on a busy machine; a request never takes this long. */
const PATIENCE_MS = 30_000;

/**
 * One thread for all brains of the process: the grammar checker alone holds hundreds of megabytes. It starts with
 * the first request, keeps no program running, and is replaced when it dies.
 */
export class LanguageThread implements AsyncDisposable {
  #worker: Worker | undefined;
  readonly #jobs = new Map<number, Job>();
  #patience: NodeJS.Timeout | undefined;
  #id = 0;
  #closed = false;

  tag(texts: readonly string[]): Promise<readonly (readonly Token[])[]> {
    return this.#ask<'tag'>((id) => ({ id, task: 'tag', texts }));
  }

  lint(text: string, dialect: 'british' | 'american'): Promise<readonly Lint[]> {
    return this.#ask<'lint'>((id) => ({ id, task: 'lint', text, dialect }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#failAll(new LanguageFailed('closed', 'the brain was shut down'));
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #ask<T extends LanguageTask>(make: (id: number) => LanguageRequest): Promise<LanguageResults[T]> {
    if (this.#closed) return Promise.reject(new LanguageFailed('closed', 'the brain was shut down'));
    const request = make(++this.#id);
    return new Promise<LanguageResults[T]>((resolve, reject) => {
      this.#jobs.set(request.id, {
        request,
        resolve: (result) => resolve(result as LanguageResults[T]), // a reply has the type of its request
        reject,
      });
      const worker = (this.#worker ??= this.#start());
      worker.ref();
      this.#watch();
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    steadyWasm();
    const worker = new Worker(workerFile, { execArgv: [] });
    worker.unref();
    worker.on('message', (reply: LanguageReply) => this.#settle(reply));
    worker.on('error', (error: Error) => this.#replace(worker, new LanguageFailed('crashed', error.message)));
    worker.on('exit', () => this.#replace(worker, new LanguageFailed('crashed', 'the thread ended')));
    return worker;
  }

  #settle(reply: LanguageReply): void {
    const job = this.#jobs.get(reply.id);
    this.#jobs.delete(reply.id);
    this.#watch();
    if (this.#jobs.size === 0) this.#worker?.unref();
    if ('failed' in reply) job?.reject(new LanguageFailed('crashed', reply.failed));
    else job?.resolve(reply.result);
  }

  /** Patience is with the thread, not with one request: it starts anew with every reply. */
  #watch(): void {
    clearTimeout(this.#patience);
    if (this.#jobs.size === 0) return;
    const worker = this.#worker;
    this.#patience = setTimeout(() => {
      if (worker !== undefined)
        this.#replace(worker, new LanguageFailed('timeout', 'the thread did not answer'));
    }, PATIENCE_MS);
    this.#patience.unref();
  }

  #replace(worker: Worker, reason: LanguageFailed): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    worker.removeAllListeners();
    void worker.terminate();
    this.#failAll(reason);
  }

  #failAll(reason: LanguageFailed): void {
    clearTimeout(this.#patience);
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const job of jobs) job.reject(reason);
  }
}

let shared: { thread: LanguageThread; users: number } | undefined;

/** The thread of the process; the last one who gives it back ends it. */
export function borrowLanguageThread(): { readonly thread: LanguageThread } & AsyncDisposable {
  shared ??= { thread: new LanguageThread(), users: 0 };
  const held = shared;
  held.users++;
  let returned = false;
  return {
    thread: held.thread,
    async [Symbol.asyncDispose]() {
      if (returned) return;
      returned = true;
      if (--held.users > 0) return;
      if (shared === held) shared = undefined;
      await held.thread[Symbol.asyncDispose]();
    },
  };
}
