import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookPayload } from '@lockstep/contracts';

export type Received = {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly payload: WebhookPayload;
};
type Reply = { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

/** A server of somebody else that is told by webhooks. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** Of the next requests; undefined: they are never answered. */
  reply: (received: Received) => Reply | undefined = () => ({ status: 204 });

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${String(port)}/hook`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { headers } = request;
        const payload = JSON.parse(text) as WebhookPayload;
        const one = { id: String(headers['webhook-id']), headers, text, payload };
        receiver.received.push(one);
        const reply = receiver.reply(one);
        if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
      });
    });
    return receiver;
  }

  get types(): string[] {
    return this.received.map(({ payload }) => payload.type);
  }

  /** Whether it was signed with this secret, by Standard Webhooks. */
  static isSigned({ id, headers, text }: Received, secret: string): boolean {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${id}.${String(headers['webhook-timestamp'])}.${text}`;
    const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    return String(headers['webhook-signature']).split(' ').includes(expected);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
