import { writeAmf0, type Amf0Value } from '@lockstep/formats';

const HANDSHAKE_BYTES = 1536;
const COMMAND = 20;

/** One command in one chunk, which holds up to 128 bytes. */
function command(streamId: number, ...values: Amf0Value[]): Buffer {
  const body = writeAmf0(...values);
  if (body.length > 128) throw new RangeError('The command does not fit one chunk.');
  return Buffer.concat([Uint8Array.of(3, 0, 0, 0, 0, 0, body.length, COMMAND, streamId, 0, 0, 0), body]);
}

/** All that a player sends, from the handshake to `play`, at once: servers take it without waiting for their answers. */
export const rtmpPlayRequest = (app: string, name: string): Buffer =>
  Buffer.concat([
    Uint8Array.of(3),
    new Uint8Array(2 * HANDSHAKE_BYTES),
    command(0, 'connect', 1, { app, tcUrl: `rtmp://127.0.0.1/${app}` }),
    command(0, 'createStream', 2, null),
    command(1, 'play', 3, null, name),
  ]);
