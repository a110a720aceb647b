import { closeSync, ftruncateSync, writeSync } from 'node:fs';
import { libc as loadedLibc, type Libc } from './libc.js';

const MFD_CLOEXEC = 1;

/**
 * Bytes for many sockets, in memory pages that the kernel puts on every connection without copying them: from about
 * 20 KB on cheaper than a copy for each. Filling it anew gives it new pages; those on their way stay what they were.
 */
export class SharedPages implements Disposable {
  #byteLength = 0;
  readonly #offset = new BigInt64Array(1);

  private constructor(
    private readonly libc: Libc,
    private readonly fd: number,
  ) {}

  /** @returns undefined where the kernel gives none (no descriptor is left, or it is not Linux) */
  static create(libc: Libc | null = loadedLibc): SharedPages | undefined {
    const fd = libc?.memfd_create('lockstep', MFD_CLOEXEC) ?? -1;
    return libc && fd >= 0 ? new SharedPages(libc, fd) : undefined;
  }

  /**
   * Replaces what it holds.
   * @throws NodeJS.ErrnoException when the machine is out of memory; it holds nothing then
   */
  fill(bytes: Uint8Array): void {
    this.#byteLength = 0;
    ftruncateSync(this.fd, 0);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.fd, bytes, written, bytes.length - written, written);
    }
    this.#byteLength = bytes.length;
  }

  /** @returns bytes that the socket has taken, at most 0 when none */
  sendTo(socketFd: number): number {
    this.#offset[0] = 0n;
    return this.libc.sendfile(socketFd, this.fd, this.#offset, this.#byteLength);
  }

  [Symbol.dispose](): void {
    this.#byteLength = 0;
    closeSync(this.fd);
  }
}
