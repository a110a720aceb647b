import type { Socket } from 'node:net';
import { libc as loadedLibc, type Libc } from './libc.js';
import type { SharedPages } from './shared-pages.js';

const MSG_DONTWAIT = 0x40;
/** A closed connection is an error, not a signal. */
const MSG_NOSIGNAL = 0x4000;
const SOL_SOCKET = 1;
const SO_SNDBUF = 7;

/**
 * What the kernel may hold for one viewer, bytes; it doubles the number, for its own records. Linux grants as much
 * without being configured. By itself it grows to 4 MiB for a viewer that does not read: memory that belongs to nobody's
 * accounts, copies that the others wait for, and half a minute of a live stream that can no longer be skipped.
 */
const SEND_BUFFER_BYTES = Int32Array.of(212_992);

/** What Node calls the kernel's side of a socket. */
type Handle = { readonly fd: number };

const handleOf = (socket: Socket): Handle | null | undefined =>
  (socket as unknown as { readonly _handle?: Handle | null })._handle;

/** Not that of TLS, which has a descriptor too: what is written there must be encrypted first. */
function tcpHandleOf(socket: Socket): Handle | undefined {
  const handle = handleOf(socket);
  return handle?.constructor.name === 'TCP' && handle.fd >= 0 ? handle : undefined;
}

/**
 * The short way to a TCP socket: what the kernel takes at once goes there in one call; the rest, and every error, goes
 * through Node's stream. Node's own way (a request object, a dispatch, an after-write) costs a sixth of the whole write.
 */
export class DirectSocket {
  readonly #handle: Handle | undefined;
  /** Kept because asking for it costs as much as a call. */
  readonly #fd: number;

  constructor(
    private readonly socket: Socket,
    private readonly libc: Libc | null = loadedLibc,
  ) {
    this.#handle = libc ? tcpHandleOf(socket) : undefined;
    this.#fd = this.#handle?.fd ?? -1;
    if (this.#handle) libc?.setsockopt(this.#fd, SOL_SOCKET, SO_SNDBUF, SEND_BUFFER_BYTES, 4);
  }

  /**
   * Writes in order, provided that nothing waits in the socket's own queue (`writableLength` 0).
   * @param pages the same bytes, where it pays to send them from there
   * @returns whether the kernel has all of it; else the rest waits in the socket's queue, and `bytes` with it
   */
  write(bytes: Buffer, pages?: SharedPages): boolean {
    const taken = this.#offer(bytes, pages);
    if (taken === bytes.length) return true;
    this.socket.write(taken > 0 ? bytes.subarray(taken) : bytes);
    return this.socket.writableLength === 0;
  }

  /** @returns bytes that the kernel has taken, at most 0 when none */
  #offer(bytes: Buffer, pages: SharedPages | undefined): number {
    // Node forgets the handle in the moment it closes the descriptor, whose number the next connection may get.
    if (!this.libc || !this.#handle || handleOf(this.socket) !== this.#handle) return 0;
    if (pages) return pages.sendTo(this.#fd);
    return this.libc.send(this.#fd, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL);
  }
}
