import { open, type FileHandle } from 'node:fs/promises';

/** Bytes that are read from any place. */
export interface ByteSource {
  /** The bytes from `offset` on, fewer than `length` where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file as it is, also while it grows. */
export class FileBytes implements ByteSource, AsyncDisposable {
  private constructor(private readonly file: FileHandle) {}

  /** Rejects with what the file system says. */
  static async open(path: string): Promise<FileBytes> {
    return new FileBytes(await open(path, 'r'));
  }

  /** The same for the same file, another one for a new file in its place. */
  async identity(): Promise<string> {
    const { ino, birthtimeMs } = await this.file.stat();
    return `${ino} ${birthtimeMs}`;
  }

  async size(): Promise<number> {
    return (await this.file.stat()).size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.file.close();
  }
}
