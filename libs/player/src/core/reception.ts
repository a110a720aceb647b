import type { TransportName } from '../transports/transport.js';

/** How a stream arrives, and how much of it. */
export class Reception {
  isConnected = false;
  receivedBytes = 0;
  size = { width: 0, height: 0 };
  #transport: TransportName | null = null;
  #reason: string | null = null;
  #connections = 0;

  get transport(): TransportName | null {
    return this.#transport;
  }

  get stats() {
    return {
      transport: this.#transport,
      transportReason: this.#reason,
      reconnects: Math.max(0, this.#connections - 1),
      receivedBytes: this.receivedBytes,
      ...this.size,
    };
  }

  /**
   * A connection to the live edge brings its first bytes.
   * @param reason why it is not the best one; null: it is
   */
  connected(transport: TransportName, reason: string | null): void {
    this.#transport = transport;
    this.#reason = reason;
    this.#connections++;
  }
}
