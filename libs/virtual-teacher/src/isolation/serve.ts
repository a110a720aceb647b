import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.js';

/** What work may use on its way. */
export type Desk = {
  /** Says that it goes on, and how far it has come. */
  readonly alive: (progress?: unknown) => void;
  /** Asks the process that ordered the work. */
  readonly ask: (question: unknown) => Promise<unknown>;
};

/** Work refuses, and says more than a sentence of it. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly details: unknown,
  ) {
    super(message);
  }
}

/** Makes this thread or process do isolated work; ends it with its parent. */
export function serve(work: (request: unknown, desk: Desk) => unknown): void {
  const asked = new Map<number, (value: unknown) => void>();
  let lastId = 0;
  const ask = (question: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      asked.set(++lastId, resolve);
      tell({ kind: 'ask', id: lastId, question });
    });
  const run = async (request: unknown): Promise<void> => {
    try {
      tell({
        kind: 'done',
        value: await work(request, { ask, alive: (progress) => tell({ kind: 'alive', progress }) }),
      });
    } catch (error) {
      const details = error instanceof Refusal ? error.details : undefined;
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error), details });
    }
  };
  const take = (message: ToWorker): void => {
    if (message.kind === 'run') return void run(message.request);
    asked.get(message.id)?.(message.value);
    asked.delete(message.id);
  };
  if (parentPort) parentPort.on('message', take);
  else {
    process.on('message', (message) => take(message as ToWorker));
    process.on('disconnect', () => process.exit(0));
    // a terminal's Ctrl-C reaches the whole group; the parent ends this process when it is done with it
    process.on('SIGINT', () => undefined);
  }
}

function tell(message: FromWorker): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}
