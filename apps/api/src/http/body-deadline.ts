import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { BodyStalled } from './body-errors.js';

/** As Node itself answers a request that takes too long. */
const TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/**
 * Ends calls whose body is not whole in time, but for those that have a rule of their own: Node's `requestTimeout` knows no exception.
 *
 * @param isExempt whether the body may take as long as it keeps coming, see {@link whileItComes}
 */
export function limitBodies(
  server: Server,
  deadlineMs: number,
  isExempt: (request: IncomingMessage) => boolean,
): void {
  server.requestTimeout = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { headers, socket } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody || isExempt(request)) return;
    const timer = setTimeout(() => {
      if (request.complete) return;
      if (response.headersSent) socket.destroy();
      else socket.end(TIMEOUT, () => socket.destroy());
    }, deadlineMs).unref();
    response.once('close', () => clearTimeout(timer));
  });
}

/**
 * Passes bytes on for as long as they come, however long that takes.
 *
 * @param leastBytes that have to come within each `withinMs`: who sends a byte now and then keeps a connection for nothing
 * @returns a stream that fails with {@link BodyStalled} where they do not
 */
export function whileItComes({ leastBytes, withinMs }: { leastBytes: number; withinMs: number }): Transform {
  let came = 0;
  const timer = setInterval(() => {
    if (came < leastBytes) stream.destroy(new BodyStalled(withinMs));
    came = 0;
  }, withinMs).unref();
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length;
      done(null, chunk);
    },
    destroy(error, done) {
      clearInterval(timer);
      done(error);
    },
    flush(done) {
      clearInterval(timer);
      done();
    },
  });
  return stream;
}
