/**
 * The plain merged broadcast: one shared Buffer per video frame (audio rides along), `socket.write` of it to everyone,
 * and nothing else: no ring, no look at who is slow, no slices. What any careful program has to pay.
 */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Sink } from '../../../src/index.js';
import { milliseconds } from '@lockstep/sei';
import { FlvHeaders } from '../../../src/flv/flv-headers.js';
import { frameTagSize, writeFrameTag } from '../../../src/flv/flv-frame.js';
import type { MediaFrame } from '../../../src/stream/media-frame.js';
import { announce } from './announce.js';
import { startIngest } from './ingest.js';

const { stream, rtmpPort } = await startIngest();
const sockets = new Set<Socket>();
let headers: FlvHeaders | undefined;
let open: MediaFrame[] = [];
let gop: Buffer[] = [];

function merge(frames: readonly MediaFrame[]): Buffer {
  const batch = Buffer.allocUnsafe(frames.reduce((sum, frame) => sum + frameTagSize(frame), 0));
  frames.reduce((offset, frame) => writeFrameTag(batch, offset, frame), 0);
  return batch;
}

const broadcast: Sink = {
  onHeaders(changed) {
    headers = new FlvHeaders(changed);
  },
  onFrame(frame) {
    open.push(frame);
    if (frame.kind !== 'video') return;
    const batch = merge(open);
    open = [];
    if (frame.isRandomAccess) gop = [];
    gop.push(batch);
    for (const socket of sockets) socket.write(batch);
  },
  onEnd() {
    for (const socket of sockets) socket.end();
  },
};
stream.subscribe(broadcast);

const server = createServer((request, response) => {
  const { socket } = request;
  response.removeHeader('Transfer-Encoding');
  response.writeHead(200, { 'Content-Type': 'video/x-flv', Connection: 'close' });
  response.flushHeaders();
  if (headers) socket.write(headers.first(milliseconds(0)));
  for (const batch of gop) socket.write(batch);
  sockets.add(socket);
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  announce({ rtmpPort, httpPort: (server.address() as AddressInfo).port });
});
