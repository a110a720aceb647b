import { Duplex } from 'node:stream';

export type ThreadSocketParts = {
  /** Resolves when the other side listens. */
  readonly open: () => Promise<void>;
  /** The bytes are memory of their own, which may be transferred. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly close: () => void;
};

/** The side of a connection that node-postgres holds; it takes it for a socket. */
export class ThreadSocket extends Duplex {
  constructor(private readonly parts: ThreadSocketParts) {
    super();
  }

  /** As of a `net.Socket`; address and port mean nothing here. */
  connect(): this {
    this.parts.open().then(
      () => this.emit('connect'),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  /** Bytes from the other side. */
  receive(bytes: Uint8Array): void {
    this.push(bytes);
  }

  override _read(): void {
    // answers come when they come
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.parts.send(joined([chunk]));
    done();
  }

  /** All messages of a query at once: the other side works them off without a turn in between. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.parts.send(joined(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.parts.close();
    done(error);
  }
}

/** Copied once: node-postgres uses the memory of its messages again. */
function joined(chunks: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
