import { pipeline } from 'node:stream/promises';
import { readRange } from '@lockstep/media';
import type { Request, Response } from 'express';
import { untilItLeaves } from '../http/until-it-leaves.js';
import type { PartBytes } from './part-bytes.js';

/** A part of a file that is answered with. */
export type FileSlice = {
  readonly content: PartBytes;
  /** Of its first byte in the file. */
  readonly from: number;
  readonly size: number;
  readonly type: string;
  /** Value of Cache-Control. */
  readonly cache: string;
  /** Changes with the bytes. */
  readonly tag: string;
};

/** Sends a slice of a file, or the range of it that was asked for. Resolves also when the caller leaves. */
export async function sendBytes(request: Request, response: Response, slice: FileSlice): Promise<void> {
  const { content, from, size, type, cache, tag } = slice;
  const isStale = request.headers['if-range'] !== undefined && request.headers['if-range'] !== tag;
  const range = isStale ? undefined : readRange(request.headers.range, size);
  response.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': cache,
    'Content-Type': type,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ETag: tag,
  });
  if (range === 'none') {
    response
      .status(416)
      .set('Content-Range', `bytes */${String(size)}`)
      .end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  if (range)
    response.status(206).set('Content-Range', `bytes ${String(first)}-${String(last)}/${String(size)}`);
  response.set('Content-Length', String(last - first + 1));
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  const bytes = await content.stream(from + first, from + last + 1);
  await untilItLeaves(pipeline(bytes, response));
}
