/**
 * Runs Flite, a command line program in WebAssembly, in a thread of its own: arguments in, what it printed and the
 * sound file it wrote out. Its files live in memory, so that nothing is left behind and nothing else can be read.
 * No import of a value: Node runs this file as it stands, compiled or not.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FliteRequest, FliteResult } from './flite-threads.js';
import type { WasmInstance, WasmModule, WebAssemblyApi } from './web-assembly.js';

declare const WebAssembly: WebAssemblyApi;

/** WASI preview 1: the errors and numbers we answer with. */
const SUCCESS = 0;
const BAD_FILE = 8;
const NO_SUCH_FILE = 44;
const CHARACTER_DEVICE = 2;
const DIRECTORY = 3;
const REGULAR_FILE = 4;
const FOLDER_FD = 3;
const FOLDER = '/out';

class Exit extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`exit ${String(status)}`);
    this.status = status;
  }
}

/** A file that grows. */
class MemoryFile {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  position = 0;

  write(chunk: Uint8Array): void {
    const end = this.position + chunk.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.position);
    this.position = end;
    this.#length = Math.max(this.#length, end);
  }

  get length(): number {
    return this.#length;
  }

  contents(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

/** The program: the system calls it may make, and what it left. */
class Program {
  stdout = new MemoryFile();
  stderr = new MemoryFile();
  sound = new MemoryFile();
  #args: Uint8Array[] = [];
  #instance: WasmInstance | undefined;
  /** Its memory before it ever ran. */
  #fresh = new Uint8Array();

  static async load(module: WasmModule): Promise<Program> {
    const program = new Program();
    program.#instance = await WebAssembly.instantiate(module, {
      wasi_snapshot_preview1: program.#calls(),
    });
    program.#fresh = new Uint8Array(program.#instance.exports.memory.buffer).slice();
    return program;
  }

  /**
   * As it was before it ran. Only after an end that was its own: then its stack is empty, and what else it knows lies
   * in its memory. Another instance for each run would leave 17 MB to the garbage collector every time.
   */
  reset(): void {
    if (this.#instance === undefined) return;
    const memory = new Uint8Array(this.#instance.exports.memory.buffer);
    memory.set(this.#fresh);
    memory.fill(0, this.#fresh.length);
    [this.stdout, this.stderr, this.sound] = [new MemoryFile(), new MemoryFile(), new MemoryFile()];
  }

  start(args: readonly string[]): number {
    this.#args = ['flite', ...args].map((argument) => new TextEncoder().encode(`${argument}\0`));
    try {
      this.#instance?.exports._start();
      return 0;
    } catch (error) {
      if (error instanceof Exit) return error.status;
      throw error;
    }
  }

  /** Fetched for each call, because the memory moves when it grows. */
  get #memory(): DataView {
    if (this.#instance === undefined) throw new Error('not instantiated');
    return new DataView(this.#instance.exports.memory.buffer);
  }

  #file(fd: number): MemoryFile | undefined {
    return { 1: this.stdout, 2: this.stderr, 4: this.sound }[fd];
  }

  #calls() {
    return {
      ...this.#processCalls(),
      ...this.#folderCalls(),
      fd_close: () => SUCCESS,
      fd_fdstat_set_flags: () => SUCCESS,
      fd_fdstat_get: (fd: number, to: number) => {
        const type = fd < FOLDER_FD ? CHARACTER_DEVICE : fd === FOLDER_FD ? DIRECTORY : REGULAR_FILE;
        const memory = this.#memory;
        memory.setUint8(to, type);
        memory.setUint16(to + 2, 0, true);
        memory.setBigUint64(to + 8, 0xffff_ffff_ffff_ffffn, true);
        memory.setBigUint64(to + 16, 0xffff_ffff_ffff_ffffn, true);
        return SUCCESS;
      },
      fd_read: (_fd: number, _vectors: number, _count: number, read: number) => {
        this.#memory.setUint32(read, 0, true);
        return SUCCESS;
      },
      fd_seek: (fd: number, offset: bigint, whence: number, to: number) => {
        const file = this.#file(fd);
        if (file === undefined) return BAD_FILE;
        file.position = Number(offset) + ([0, file.position, file.length][whence] ?? 0);
        this.#memory.setBigUint64(to, BigInt(file.position), true);
        return SUCCESS;
      },
      fd_write: (fd: number, vectors: number, count: number, written: number) => {
        const file = this.#file(fd);
        if (file === undefined) return BAD_FILE;
        const memory = this.#memory;
        let total = 0;
        for (let index = 0; index < count; index++) {
          const length = memory.getUint32(vectors + index * 8 + 4, true);
          file.write(new Uint8Array(memory.buffer, memory.getUint32(vectors + index * 8, true), length));
          total += length;
        }
        memory.setUint32(written, total, true);
        return SUCCESS;
      },
    };
  }

  #processCalls() {
    return {
      args_sizes_get: (count: number, bytes: number) => {
        this.#memory.setUint32(count, this.#args.length, true);
        this.#memory.setUint32(
          bytes,
          this.#args.reduce((sum, { length }) => sum + length, 0),
          true,
        );
        return SUCCESS;
      },
      args_get: (pointers: number, bytes: number) => {
        const memory = this.#memory;
        let at = bytes;
        for (const [index, argument] of this.#args.entries()) {
          memory.setUint32(pointers + index * 4, at, true);
          new Uint8Array(memory.buffer).set(argument, at);
          at += argument.length;
        }
        return SUCCESS;
      },
      /** Always the same moment: the same words give the same bytes. */
      clock_time_get: (_clock: number, _precision: bigint, to: number) => {
        this.#memory.setBigUint64(to, 0n, true);
        return SUCCESS;
      },
      proc_exit: (status: number) => {
        throw new Exit(status);
      },
    };
  }

  #folderCalls() {
    return {
      fd_prestat_get: (fd: number, to: number) => {
        if (fd !== FOLDER_FD) return BAD_FILE;
        this.#memory.setUint32(to, 0, true);
        this.#memory.setUint32(to + 4, FOLDER.length, true);
        return SUCCESS;
      },
      fd_prestat_dir_name: (_fd: number, to: number) => {
        new Uint8Array(this.#memory.buffer).set(new TextEncoder().encode(FOLDER), to);
        return SUCCESS;
      },
      path_open: (
        folder: number,
        _lookup: number,
        path: number,
        length: number,
        _open: number,
        _rights: bigint,
        _inherited: bigint,
        _flags: number,
        to: number,
      ) => {
        const name = new TextDecoder().decode(new Uint8Array(this.#memory.buffer, path, length));
        if (folder !== FOLDER_FD || name !== 'speech.wav') return NO_SUCH_FILE;
        this.#memory.setUint32(to, FOLDER_FD + 1, true);
        return SUCCESS;
      },
    };
  }
}

const { module } = workerData as { module: WasmModule };
let program = Program.load(module);

async function serve({ id, args }: FliteRequest): Promise<void> {
  try {
    const run = await program;
    const status = run.start(args);
    const [stdout, stderr] = [run.stdout, run.stderr].map((file) =>
      new TextDecoder().decode(file.contents()),
    );
    const sound = run.sound.contents();
    const result: FliteResult = { id, status, stdout: stdout ?? '', stderr: stderr ?? '', sound };
    parentPort?.postMessage(result, [sound.buffer]);
    if (status === 0) run.reset();
    else program = Program.load(module);
  } catch (error) {
    parentPort?.postMessage({ id, failed: String(error) } satisfies FliteResult);
    program = Program.load(module);
  }
}

parentPort?.on('message', (request: FliteRequest) => void serve(request));
