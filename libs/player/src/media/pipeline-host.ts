import { loadPipeline } from './load-pipeline.js';
import type { MediaHost, PipelineControl, Thread } from './media-host.js';
import type { Pipeline } from './pipeline.js';
import type { PipelineCommand, PipelineMessage, PipelineSettings } from './pipeline-messages.js';
import { needsRealDurations } from './real-durations.js';
import InlineWorker from './pipeline.worker.js?worker&inline';

/** A worker that has not answered by then never will (a policy of the page that forbids it tells nothing), in ms. */
const WORKER_PATIENCE_MS = 3_000;

/** Runs the pipeline in a worker where the browser and the page's policy allow it, else on the main thread. */
export class PipelineHost implements MediaHost {
  readonly #settings: PipelineSettings;
  readonly #onMessage: (message: PipelineMessage) => void;
  #worker: Worker | undefined;
  #pipeline: Pipeline | undefined;
  /** Said to a pipeline that is still being loaded. */
  readonly #missed: PipelineControl[] = [];
  #patience: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(
    settings: PipelineSettings,
    allowWorker: boolean,
    onMessage: (message: PipelineMessage) => void,
  ) {
    this.#settings = settings;
    this.#onMessage = onMessage;
    if (!(allowWorker && workersHaveMediaSource() && this.#startWorker())) this.#startHere();
  }

  get thread(): Thread {
    return this.#worker === undefined ? 'main' : 'worker';
  }

  send(command: PipelineControl): void {
    if (this.#worker !== undefined) this.#worker.postMessage(command);
    else if (this.#pipeline !== undefined) this.#pipeline.command(command);
    else this.#missed.push(command);
  }

  stop(): void {
    this.#stopped = true;
    this.send({ type: 'stop' });
    this.#dropWorker();
    this.#pipeline = undefined;
  }

  #startWorker(): boolean {
    try {
      this.#worker = new InlineWorker({ name: 'lockstep-player' });
    } catch {
      // Content-Security-Policy without `worker-src blob:`: the main thread does it.
      return false;
    }
    const giveUp = () => {
      this.#dropWorker();
      if (!this.#stopped) this.#startHere();
    };
    this.#patience = setTimeout(giveUp, WORKER_PATIENCE_MS);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (this.#patience !== undefined) giveUp();
      else this.#onMessage({ type: 'problem', fatal: true, detail: `The worker failed: ${event.message}` });
    };
    this.#worker.onmessage = ({ data }: MessageEvent<PipelineMessage>) => {
      if (data.type === 'ready') clearTimeout(this.#patience);
      if (data.type === 'ready') this.#patience = undefined;
      this.#onMessage(data);
    };
    const start: PipelineCommand = { type: 'start', ...this.#settings };
    this.#worker.postMessage(start);
    return true;
  }

  #dropWorker(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    const hasStarted = this.#patience === undefined;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#worker = undefined;
    worker.onerror = (event) => event.preventDefault();
    // A worker gives the address of its own code back with its first breath: it must not end before.
    worker.onmessage = hasStarted ? null : () => worker.terminate();
    if (hasStarted) worker.terminate();
  }

  #startHere(): void {
    void this.#loadHere();
  }

  async #loadHere(): Promise<void> {
    try {
      const pagePipeline = await loadPipeline();
      if (this.#stopped) return;
      this.#pipeline = pagePipeline(this.#settings, (message) => {
        if (!this.#stopped) this.#onMessage(message);
      });
      for (const command of this.#missed.splice(0)) this.#pipeline.command(command);
      this.#pipeline.start();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (!this.#stopped) this.#onMessage({ type: 'problem', fatal: true, detail });
    }
  }
}

const workersHaveMediaSource = (): boolean =>
  typeof Worker === 'function' &&
  typeof MediaSource === 'function' &&
  MediaSource.canConstructInDedicatedWorker === true &&
  !needsRealDurations();
