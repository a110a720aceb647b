import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, BodyTooSlow } from './body-errors.js';

export type BodyLimits = {
  readonly maxBytes: number;
  /** From the call until the last byte is there. */
  readonly deadlineMs: number;
};

/**
 * The whole body of a request. A declared length above the limit is refused before a byte is read, and nothing is
 * kept of a body that turns out to be longer.
 *
 * @throws BodyTooLarge, {@link BodyTooSlow}; the error of the connection where the sender leaves
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const { maxBytes, deadlineMs } = limits;
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(new BodyTooLarge(maxBytes));
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', finish).off('error', fail).off('close', leave);
      act();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const leave = (): void => fail(new Error('The sender left in the middle of the body.'));
    const finish = (): void => settle(() => resolve(Buffer.concat(chunks, size)));
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) fail(new BodyTooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => fail(new BodyTooSlow(deadlineMs)), deadlineMs);
    request.on('data', take).once('end', finish).once('error', fail).once('close', leave);
  });
}
