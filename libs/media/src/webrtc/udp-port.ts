import { createSocket } from 'node:dgram';
import type { IceUdpMuxListener } from 'node-datachannel';
import type { WebRtcLibrary } from './node-datachannel.js';

/** Where all peers of a server are reached: one UDP port, held until it is disposed. */
export class UdpPort implements Disposable {
  private constructor(
    private readonly listener: IceUdpMuxListener,
    readonly port: number,
    /** undefined: every address of this machine. */
    readonly address: string | undefined,
  ) {}

  /**
   * @param port 0: any free one
   * @throws the system's error (EADDRINUSE, EACCES): the library itself would end the process where a peer found no port
   */
  static async open(library: WebRtcLibrary, port: number, address: string | undefined): Promise<UdpPort> {
    const free = await freePort(port, address);
    return new UdpPort(new library.IceUdpMuxListener(free, address), free, address);
  }

  [Symbol.dispose](): void {
    this.listener.stop();
  }
}

async function freePort(port: number, address: string | undefined): Promise<number> {
  const socket = createSocket(address?.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, address, resolve);
    });
    const bound = socket.address().port;
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    return bound;
  } catch (error) {
    socket.close();
    throw error;
  }
}
