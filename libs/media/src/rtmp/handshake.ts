import { answerHandshake } from './node-media-server.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Specification: Adobe RTMP 1.0, 5.2.2. */
const RTMP_VERSION = 3;
/** C1, C2, S1 and S2. Specification: Adobe RTMP 1.0, 5.2.3. */
export const HANDSHAKE_BYTES = 1536;
const CLIENT_BYTES = 1 + 2 * HANDSHAKE_BYTES;
const NOTHING = Buffer.alloc(0);

/**
 * The server's half of the handshake: C0 and C1 are answered with S0, S1 and S2; C2 is read and not checked, because
 * clients in the field fill it as they like. Specification: Adobe RTMP 1.0, 5.2.
 */
export class Handshake {
  /** C0 and C1; given back as soon as they are answered. */
  #received: Buffer | undefined = Buffer.alloc(1 + HANDSHAKE_BYTES);
  #receivedBytes = 0;

  /** @param send takes S0, S1 and S2 */
  constructor(private readonly send: (bytes: Buffer) => void) {}

  /** C2 is complete: what follows are chunks. */
  get isComplete(): boolean {
    return this.#receivedBytes === CLIENT_BYTES;
  }

  /**
   * Takes what belongs to the handshake.
   * @returns the bytes behind it
   * @throws RtmpProtocolError if the first byte names another version or protocol
   */
  read(bytes: Buffer): Buffer {
    if (this.isComplete || bytes.length === 0) return bytes;
    if (this.#receivedBytes === 0 && bytes[0] !== RTMP_VERSION) {
      throw new RtmpProtocolError(`not RTMP: the first byte is ${bytes[0]}, not ${RTMP_VERSION}`);
    }
    const taken = Math.min(bytes.length, CLIENT_BYTES - this.#receivedBytes);
    if (this.#received !== undefined) {
      bytes.copy(this.#received, this.#receivedBytes, 0, taken);
      if (this.#receivedBytes + taken >= this.#received.length) this.#answer(this.#received);
    }
    this.#receivedBytes += taken;
    return taken < bytes.length ? bytes.subarray(taken) : NOTHING;
  }

  #answer(received: Buffer): void {
    this.#received = undefined;
    this.send(answerHandshake(received.subarray(1)));
  }
}
