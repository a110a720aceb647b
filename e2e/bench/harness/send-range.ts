import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers with an MP4, or with the range of its bytes that is asked for. */
export function sendRange(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const first = Number(from ?? 0);
  const last = Math.min(bytes.length - 1, to === undefined || to === '' ? Infinity : Number(to));
  const range = from !== undefined && { 'content-range': `bytes ${first}-${last}/${bytes.length}` };
  response.writeHead(range ? 206 : 200, {
    ...{
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      ...range,
    },
  });
  response.end(bytes.subarray(first, last + 1));
}
