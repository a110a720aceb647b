import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { steadyWasm } from '@lockstep/virtual-teacher';
import { ThreadSocket } from './thread-socket.js';

/** To the thread: bytes of PostgreSQL's protocol from a connection, or that the connection is over. */
export type ToDatabase = { readonly connection: number; readonly bytes: Uint8Array | undefined } | 'close';
/** From the thread: that the database is open, or why it is not; then answers to connections. */
export type FromDatabase =
  | { readonly opened: true }
  | { readonly failed: string }
  | { readonly connection: number; readonly bytes: Uint8Array };

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './database.worker.ts' : './database.worker.js',
  import.meta.url,
);

/** The embedded database cannot be opened. */
export class DatabaseNotOpened extends Error {
  override readonly name = 'DatabaseNotOpened';
}

/**
 * PostgreSQL in a thread of this process: however long a query takes, frames leave in time. It speaks its own protocol,
 * so node-postgres talks to it as to any other server. A thread that dies is replaced with the next connection; what
 * was committed is in the folder.
 */
export class DatabaseThread implements AsyncDisposable {
  readonly #sockets = new Map<number, ThreadSocket>();
  #worker: Promise<Worker>;
  #connections = 0;
  #isClosed = false;

  private constructor(
    private readonly folder: string,
    private readonly isSynced: boolean,
  ) {
    this.#worker = this.#start();
  }

  /**
   * @param isSynced whether each commit is on the disk before it is answered
   * @throws DatabaseNotOpened
   */
  static async open(folder: string, isSynced = false): Promise<DatabaseThread> {
    const thread = new DatabaseThread(folder, isSynced);
    await thread.#worker;
    return thread;
  }

  /** What node-postgres takes for a socket. The database has one session: one connection at a time. */
  readonly connect = (): ThreadSocket => {
    const connection = ++this.#connections;
    const post = (message: ToDatabase, transferred: readonly ArrayBuffer[] = []): void => {
      void this.#worker.then(
        (worker) => worker.postMessage(message, transferred),
        () => undefined,
      );
    };
    const socket = new ThreadSocket({
      open: async () => void (await this.#running()),
      send: (bytes) => post({ connection, bytes }, [bytes.buffer]),
      close: () => {
        this.#sockets.delete(connection);
        post({ connection, bytes: undefined });
      },
    });
    this.#sockets.set(connection, socket);
    return socket;
  };

  /** Ends it after a checkpoint, so that the next start is quick. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const worker = await this.#worker.catch(() => undefined);
    if (worker === undefined) return;
    const ended = once(worker, 'exit');
    worker.postMessage('close' satisfies ToDatabase);
    await ended;
  }

  /** Ends the thread without any chance to tidy up, as a crash of it would. */
  async kill(): Promise<void> {
    await (await this.#worker).terminate();
  }

  /** The thread, made anew where it had died. @throws DatabaseNotOpened */
  #running(): Promise<Worker> {
    return this.#worker.catch(() => (this.#worker = this.#start()));
  }

  #start(): Promise<Worker> {
    steadyWasm();
    const worker = new Worker(workerFile, {
      workerData: { folder: this.folder, isSynced: this.isSynced },
      execArgv: [],
    });
    const started = Promise.withResolvers<Worker>();
    worker.on('message', (message: FromDatabase) => {
      if ('opened' in message) started.resolve(worker);
      else if ('failed' in message) started.reject(new DatabaseNotOpened(message.failed));
      else this.#sockets.get(message.connection)?.receive(message.bytes);
    });
    let reason: unknown;
    worker.on('error', (error: Error) => (reason = error));
    worker.once('exit', () => {
      const died = new DatabaseNotOpened('Connection terminated: the thread of the database ended', {
        cause: reason,
      });
      started.reject(died);
      if (!this.#isClosed) this.#worker = Promise.reject(died);
      this.#worker.catch(() => undefined);
      for (const socket of this.#sockets.values()) socket.destroy(this.#isClosed ? undefined : died);
    });
    started.promise.catch(() => undefined);
    return started.promise;
  }
}
