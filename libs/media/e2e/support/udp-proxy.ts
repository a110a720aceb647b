import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export type UdpProxyOptions = {
  /** Where to. */
  readonly port: number;
  /** Whether a packet is lost, the n-th of its direction, counted from 0. */
  readonly isLost: (n: number, bytes: Buffer, toServer: boolean) => boolean;
};

/** A network that loses packets, between callers and a server on this machine. */
export class UdpProxy implements AsyncDisposable {
  readonly #front = createSocket('udp4');
  readonly #callers = new Map<number, Socket>();
  readonly #counts = { toServer: 0, toCaller: 0 };
  /** Packets that were lost. */
  lost = 0;

  private constructor(private readonly options: UdpProxyOptions) {
    this.#front.on('message', (bytes, { port }) => {
      if (this.#isLost(bytes, true)) return;
      this.#of(port).send(bytes, options.port, '127.0.0.1');
    });
  }

  static async start(options: UdpProxyOptions): Promise<UdpProxy> {
    const proxy = new UdpProxy(options);
    proxy.#front.bind(0, '127.0.0.1');
    await once(proxy.#front, 'listening');
    return proxy;
  }

  get port(): number {
    return this.#front.address().port;
  }

  #of(callerPort: number): Socket {
    const known = this.#callers.get(callerPort);
    if (known !== undefined) return known;
    const socket = createSocket('udp4');
    socket.on('message', (bytes) => {
      if (!this.#isLost(bytes, false)) this.#front.send(bytes, callerPort, '127.0.0.1');
    });
    this.#callers.set(callerPort, socket);
    return socket;
  }

  #isLost(bytes: Buffer, toServer: boolean): boolean {
    const n = toServer ? this.#counts.toServer++ : this.#counts.toCaller++;
    const isLost = this.options.isLost(n, bytes, toServer);
    if (isLost) this.lost++;
    return isLost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const sockets = [this.#front, ...this.#callers.values()];
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  }
}
