/** `node publisher.ts PORT`: a light RTMP publisher of the stamped stream, until it is told to end (SIGTERM). */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { writeAmf0, writeAudioTagBody, writeMetadata, writeVideoTagBody } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import {
  AAC_CONFIG,
  AUDIO_FRAME,
  AUDIO_FRAME_MS,
  AVC_CONFIG,
  FRAMES_PER_SECOND,
  isRandomAccess,
  stampedFrame,
} from './stamped-media.js';

const HANDSHAKE_BYTES = 1536;
const CHUNK_BYTES = 60_000;
/** Message type ids, RTMP 1.0, 5.4 and 7.1. */
const TYPES = { setChunkSize: 1, audio: 8, video: 9, data: 18, command: 20 } as const;
const CHUNK_STREAMS = { setChunkSize: 2, command: 3, audio: 4, video: 6, data: 5 } as const;
type MessageType = keyof typeof TYPES;

/** One message with a full header, cut into chunks. Specification: RTMP 1.0, 5.3. */
function message(type: MessageType, body: Uint8Array, timestampMs = 0, chunkBytes = CHUNK_BYTES): Buffer {
  const header = Buffer.alloc(12);
  header[0] = CHUNK_STREAMS[type];
  header.writeUIntBE(timestampMs & 0xffffff, 1, 3);
  header.writeUIntBE(body.length, 4, 3);
  header[7] = TYPES[type];
  header.writeUInt32LE(type === 'setChunkSize' ? 0 : 1, 8);
  const parts: Uint8Array[] = [header, body.subarray(0, chunkBytes)];
  for (let at = chunkBytes; at < body.length; at += chunkBytes) {
    parts.push(Uint8Array.of(0xc0 | CHUNK_STREAMS[type]), body.subarray(at, at + chunkBytes));
  }
  return Buffer.concat(parts);
}

async function handshake(socket: Socket): Promise<void> {
  await once(socket, 'connect');
  socket.write(Buffer.concat([Uint8Array.of(3), Buffer.alloc(HANDSHAKE_BYTES)]));
  await received(socket, (bytes) => bytes.length >= 1 + 2 * HANDSHAKE_BYTES);
  socket.write(Buffer.alloc(HANDSHAKE_BYTES));
}

/** Waits until what came since the call satisfies `enough`. */
function received(socket: Socket, enough: (bytes: Buffer) => boolean): Promise<void> {
  let bytes = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!enough(bytes)) return;
      socket.off('data', onData).off('close', onClose);
      resolve();
    };
    const onClose = (): void =>
      reject(new Error(`The server closed the connection: ${bytes.toString('latin1')}`));
    socket.on('data', onData).on('close', onClose);
  });
}

async function publish(socket: Socket, port: number, key: string): Promise<void> {
  const chunkSize = Buffer.alloc(4);
  chunkSize.writeUInt32BE(CHUNK_BYTES);
  const tcUrl = `rtmp://127.0.0.1:${port}/live`;
  const says = (text: string) => received(socket, (bytes) => bytes.includes(text));
  const connected = says('NetConnection.Connect.Success');
  socket.write(message('setChunkSize', chunkSize));
  socket.write(message('command', writeAmf0('connect', 1, { app: 'live', type: 'nonprivate', tcUrl })));
  await connected;
  const created = says('_result');
  socket.write(message('command', writeAmf0('createStream', 2, null)));
  await created;
  const started = says('NetStream.Publish.Start');
  socket.write(message('command', writeAmf0('publish', 3, null, key, 'live')));
  await started;
}

function sendHeaders(socket: Socket): void {
  const noTime = milliseconds(0);
  const video = {
    codec: 'h264',
    packet: 'sequence-header',
    isRandomAccess: true,
    compositionTimeMs: noTime,
  } as const;
  const audio = { codec: 'aac', packet: 'sequence-header' } as const;
  socket.write(message('data', writeMetadata({ width: 1280, height: 720, framerate: FRAMES_PER_SECOND })));
  socket.write(message('video', writeVideoTagBody({ ...video, data: AVC_CONFIG })));
  socket.write(message('audio', writeAudioTagBody({ ...audio, data: AAC_CONFIG })));
}

/** Frames when they are due, each as a message of its own, as an encoder sends them. */
function sendFrames(socket: Socket): void {
  const frameMs = 1000 / FRAMES_PER_SECOND;
  const startedAt = performance.now();
  let [videoFrames, audioFrames] = [0, 0];
  setInterval(() => {
    const elapsedMs = performance.now() - startedAt;
    while (audioFrames * AUDIO_FRAME_MS <= elapsedMs) {
      const body = writeAudioTagBody({ codec: 'aac', packet: 'raw', data: AUDIO_FRAME });
      socket.write(message('audio', body, Math.round(audioFrames++ * AUDIO_FRAME_MS)));
    }
    while (videoFrames * frameMs <= elapsedMs) {
      const data = stampedFrame(videoFrames);
      const key = isRandomAccess(videoFrames);
      const noTime = milliseconds(0);
      const video = {
        codec: 'h264',
        packet: 'coded',
        isRandomAccess: key,
        compositionTimeMs: noTime,
      } as const;
      socket.write(message('video', writeVideoTagBody({ ...video, data }), videoFrames++ * frameMs));
    }
  }, 1);
}

const port = Number(process.argv[2]);
const socket = connect({ port, host: '127.0.0.1', noDelay: true });
socket.on('error', (error) => {
  process.stderr.write(`publisher: ${error.message}\n`);
  process.exit(1);
});
await handshake(socket);
await publish(socket, port, 'bench');
socket.resume();
sendHeaders(socket);
sendFrames(socket);
process.stdout.write('publishing\n');
