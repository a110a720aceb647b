import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FlvReader, readVideoTagBody, type FlvTag } from '@lockstep/formats';

export type Asked = {
  readonly method?: string;
  readonly version?: '1.0' | '1.1';
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes behind the request, in the same write. */
  readonly more?: string | Buffer;
};

/** An HTTP client that shows the bytes as they came: status and headers, then the body in whatever transfer coding. */
export class FlvClient implements AsyncDisposable {
  readonly #chunks: Buffer[] = [];
  readonly #closing: Promise<void>;
  /** The server sent FIN: everything it had to say was said. */
  hasEnded = false;
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.#chunks.push(bytes));
    socket.on('end', () => (this.hasEnded = true));
    socket.on('error', () => undefined);
    this.#closing = new Promise((resolve) => socket.once('close', () => resolve()));
    void this.#closing.then(() => (this.isClosed = true));
  }

  static get(
    port: number,
    target: string,
    { method = 'GET', version = '1.1', headers, more }: Asked = {},
  ): FlvClient {
    const lines = Object.entries({ Host: 'localhost', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const request = `${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`;
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write(Buffer.concat([Buffer.from(request), Buffer.from(more ?? '')]));
    return new FlvClient(socket);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.#closing;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get status(): number | undefined {
    const found = /^HTTP\/1\.1 (\d{3}) /.exec(this.#head);
    return found ? Number(found[1]) : undefined;
  }

  /** A header's value; names in lower case. */
  header(name: string): string | undefined {
    for (const line of this.#head.split('\r\n').slice(1)) {
      const colon = line.indexOf(':');
      if (line.slice(0, colon).toLowerCase() === name) return line.slice(colon + 1).trim();
    }
    return undefined;
  }

  /** The body without its transfer coding. */
  get body(): Buffer {
    const { bytes } = this;
    const rest = bytes.subarray(this.#headLength);
    return this.header('transfer-encoding') === 'chunked' ? readChunks(rest).body : rest;
  }

  /** The last chunk came: the body is complete, whatever happens to the connection. */
  get isComplete(): boolean {
    return readChunks(this.bytes.subarray(this.#headLength)).isComplete;
  }

  get tags(): FlvTag[] {
    return new FlvReader().push(this.body);
  }

  /** The coded frames' bytes. */
  get videoFrames(): Buffer[] {
    return framesOf(this.tags);
  }

  get #headLength(): number {
    const at = this.bytes.indexOf('\r\n\r\n');
    return at < 0 ? this.bytes.length : at + 4;
  }

  get #head(): string {
    return this.bytes.subarray(0, this.#headLength).toString('latin1');
  }
}

export const framesOf = (tags: readonly FlvTag[]): Buffer[] =>
  tags
    .filter(({ type }) => type === 'video')
    .map(({ body }) => readVideoTagBody(body))
    .flatMap((video) => (video.packet === 'coded' ? [Buffer.from(video.data)] : []));

function readChunks(bytes: Buffer): { body: Buffer; isComplete: boolean } {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return { body: Buffer.concat(parts), isComplete: false };
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) {
      return {
        body: Buffer.concat(parts),
        isComplete: bytes.subarray(lineEnd).equals(Buffer.from('\r\n\r\n')),
      };
    }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

export type ServerFrame = { readonly opcode: number; readonly payload: Buffer };

/** A WebSocket client that shows every frame, and can send any bytes. */
export class WebSocketClient implements AsyncDisposable {
  private constructor(readonly http: FlvClient) {}

  static open(port: number, target: string, headers: Readonly<Record<string, string>> = {}): WebSocketClient {
    const handshake = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...headers,
    };
    return new WebSocketClient(FlvClient.get(port, target, { headers: handshake }));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.http[Symbol.asyncDispose]();
  }

  /** Sends one masked frame; `first` is FIN, RSV and opcode. */
  send(first: number, payload: Uint8Array | string = ''): void {
    const bytes = Buffer.from(payload);
    const key = Buffer.of(0x37, 0xfa, 0x21, 0x3d);
    const length =
      bytes.length < 126 ? [0x80 | bytes.length] : [0xfe, bytes.length >> 8, bytes.length & 0xff];
    const masked = bytes.map((byte, i) => byte ^ (key[i % 4] ?? 0));
    this.sendBytes(Buffer.concat([Buffer.from([first, ...length]), key, masked]));
  }

  sendBytes(bytes: Uint8Array): void {
    this.http.socket.write(bytes);
  }

  get frames(): ServerFrame[] {
    const frames: ServerFrame[] = [];
    let rest = this.http.body;
    for (;;) {
      const [first, short] = rest;
      if (first === undefined || short === undefined) return frames;
      const size = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (rest.length < size) return frames;
      const length =
        short === 127 ? Number(rest.readBigUInt64BE(2)) : short === 126 ? rest.readUInt16BE(2) : short;
      if (rest.length < size + length) return frames;
      frames.push({ opcode: first & 0x0f, payload: rest.subarray(size, size + length) });
      rest = rest.subarray(size + length);
    }
  }

  /** The payloads of all binary messages, joined. */
  get flv(): Buffer {
    return Buffer.concat(this.frames.filter(({ opcode }) => opcode === 2).map(({ payload }) => payload));
  }

  /** Code of the server's Close frame. */
  get closeCode(): number | undefined {
    const close = this.frames.find(({ opcode }) => opcode === 8);
    return close && close.payload.length >= 2 ? close.payload.readUInt16BE(0) : undefined;
  }
}
