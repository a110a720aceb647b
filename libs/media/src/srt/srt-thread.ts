import { Worker } from 'node:worker_threads';
import { LibsrtMissing, SrtRejection } from './libsrt.js';
import { answer, type FromThread, type ThreadOptions, type ToThread } from './thread-messages.js';

/** The port cannot be listened on. */
export class SrtPortTaken extends Error {
  override readonly name = 'SrtPortTaken';
}

export type SrtThreadListener = {
  readonly onMessage: (message: FromThread) => void;
  /** The thread is gone with all its connections; another one is started by itself. */
  readonly onCrash: (error: Error) => void;
  /** Another one listens again. */
  readonly onRestart: () => void;
};

const isSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(isSource ? './srt.worker.ts' : './srt.worker.js', import.meta.url);
/** From source, as in tests: Node takes types away itself, and finds `.ts` where the source says `.js`. */
const sourceOptions = [
  '--conditions=@lockstep/source',
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  new URL('../../../../scripts/bootstrap/typescript-hooks.mjs', import.meta.url).href,
];
const execArgv = isSource ? sourceOptions : [];
/** Between a crash and the next start; twice as long after each crash that follows soon. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that ran this long did not crash at its start. */
const STEADY_MS = 60_000;

/** The thread that calls libsrt, started again when it crashes. */
export class SrtThread implements AsyncDisposable {
  #worker: Worker | undefined;
  #ended: Promise<void> = Promise.resolve();
  #pauseMs = FIRST_PAUSE_MS;
  #restart: NodeJS.Timeout | undefined;
  #isDisposed = false;
  /** Where it listens. */
  port: number;
  /** Of libsrt. */
  version = '';

  private constructor(
    private readonly options: Omit<ThreadOptions, 'inFlight'>,
    private readonly listener: SrtThreadListener,
    private readonly file: URL,
  ) {
    this.port = options.port;
  }

  /**
   * Resolves when the port is bound.
   * @param file the worker; for tests
   * @throws LibsrtMissing, SrtPortTaken
   */
  static async start(
    options: Omit<ThreadOptions, 'inFlight'>,
    listener: SrtThreadListener,
    file: URL = workerFile,
  ): Promise<SrtThread> {
    const thread = new SrtThread(options, listener, file);
    await thread.#start();
    return thread;
  }

  send(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Every socket is closed, and the thread has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#restart);
    this.send({ kind: 'stop' });
    await this.#ended;
  }

  #start(): Promise<void> {
    const inFlight = new SharedArrayBuffer(4);
    const workerData: ThreadOptions = { ...this.options, port: this.port, inFlight };
    const worker = new Worker(this.file, { workerData, execArgv });
    this.#worker = worker;
    const taken = new Int32Array(inFlight);
    let failure: Error | undefined;
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      let isListening = false;
      worker.on('message', (message: FromThread) => {
        switch (message.kind) {
          case 'listening':
            isListening = true;
            this.port = message.port;
            this.version = message.version;
            return resolve();
          case 'missing':
            failure = new LibsrtMissing(message.reason);
            return;
          case 'unbound':
            failure = new SrtPortTaken(message.reason);
            return;
          case 'failed':
            failure ??= new Error(message.error);
            return;
          case 'data':
            Atomics.sub(taken, 0, message.bytes.length);
            return this.#pass(message);
          default:
            return this.#pass(message);
        }
      });
      worker.on('error', (error) => (failure ??= error instanceof Error ? error : new Error(String(error))));
      this.#ended = new Promise((ended) => {
        worker.once('exit', () => {
          ended();
          this.#worker = undefined;
          const error = failure ?? new Error('the thread ended');
          if (isListening) this.#onCrash(error, performance.now() - startedAt);
          else reject(error);
        });
      });
    });
  }

  #pass(message: FromThread): void {
    if (this.#isDisposed && message.kind === 'asking') return answer(message, SrtRejection.internal);
    this.listener.onMessage(message);
  }

  #onCrash(error: Error, ranMs: number): void {
    if (this.#isDisposed) return;
    if (ranMs > STEADY_MS) this.#pauseMs = FIRST_PAUSE_MS;
    this.listener.onCrash(error);
    this.#startSoon();
  }

  #startSoon(): void {
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    this.#restart = setTimeout(() => {
      this.#start().then(
        () => this.listener.onRestart(),
        (error: unknown) => {
          if (this.#isDisposed) return;
          this.listener.onCrash(error instanceof Error ? error : new Error(String(error)));
          this.#startSoon();
        },
      );
    }, pauseMs);
  }
}
