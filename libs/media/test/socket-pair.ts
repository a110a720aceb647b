import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A connection within this process: the server's end, and the client's, which does not read until it is told to. */
export class SocketPair implements AsyncDisposable {
  private constructor(
    readonly server: Socket,
    readonly client: Socket,
  ) {
    for (const socket of [server, client]) socket.on('error', () => undefined);
    server.resume(); // so that it notices its end
  }

  /** @param path of a UNIX socket; else TCP over the loopback interface */
  static async open(path?: string): Promise<SocketPair> {
    const listener = path === undefined ? createServer().listen(0, '127.0.0.1') : createServer().listen(path);
    await once(listener, 'listening');
    const accepted = once(listener, 'connection');
    const client = path === undefined ? connect((listener.address() as AddressInfo).port) : connect(path);
    client.pause();
    const [server] = (await accepted) as [Socket];
    listener.close();
    return new SocketPair(server, client);
  }

  /** Reads until so many bytes have come. */
  async read(byteLength: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for (let missing = byteLength; missing > 0;) {
      const chunk = this.client.read() as Buffer | null;
      if (chunk) chunks.push(chunk);
      else await once(this.client, 'readable');
      missing -= chunk?.length ?? 0;
    }
    return Buffer.concat(chunks);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [this.server, this.client]) {
      if (socket.closed) continue;
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    }
  }
}
