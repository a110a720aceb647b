import type { Request } from 'express';
import { EarFailed, MAX_RECORDING_BYTES } from '@lockstep/virtual-teacher';

/** The whole body of an upload. Throws EarFailed `too-large` as soon as it is, without reading on. */
export async function recordingOf(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new EarFailed('too-large', `it is larger than ${String(MAX_RECORDING_BYTES >> 20)} MiB`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_RECORDING_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_RECORDING_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
