const HEADER = 4;
const RUNS = 0;
const TARGET = 1;
const LENGTH = 2;
const STOP = 3;
const MAX_BYTES = 256 * 1024;

/** What the worker is at, in memory that the main thread can read while the worker hangs or after it died. */
export class SharedInput {
  readonly buffer: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(HEADER * 4 + MAX_BYTES)) {
    this.buffer = buffer;
    this.#header = new Int32Array(buffer, 0, HEADER);
    this.#bytes = new Uint8Array(buffer, HEADER * 4);
  }

  /** The input that is about to run. */
  begin(target: number, bytes: Uint8Array): void {
    const kept = bytes.subarray(0, MAX_BYTES);
    this.#bytes.set(kept);
    this.#header[TARGET] = target;
    this.#header[LENGTH] = kept.length;
    Atomics.add(this.#header, RUNS, 1);
  }

  get runs(): number {
    return Atomics.load(this.#header, RUNS) >>> 0;
  }

  get target(): number {
    return this.#header[TARGET] as number;
  }

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#header[LENGTH]);
  }

  stop(): void {
    Atomics.store(this.#header, STOP, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#header, STOP) === 1;
  }
}
