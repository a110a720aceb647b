import { ParseError } from '@lockstep/sei';
import { LiveStreamEnded, PublisherConflict } from '../stream/publication.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** What a refused client wanted to be; `connection`: it never got so far as to say. */
export type RtmpRole = 'publish' | 'play' | 'connection';

/** What a client is told before it is closed. */
export type Refusal = {
  readonly role: RtmpRole;
  /** `code` of onStatus. */
  readonly code: string;
  /** `description` of onStatus: what was wrong, and what to do about it. */
  readonly reason: string;
  /** The stream that a refused publisher's key is for. */
  readonly stream?: string;
};

/** No frame, or no command, came in time. */
export class RtmpTimeout extends Error {
  override readonly name = 'RtmpTimeout';
}

export const publishRefusal = (reason: string, stream?: string): Refusal => ({
  role: 'publish',
  code: 'NetStream.Publish.BadName',
  reason,
  ...(stream === undefined ? {} : { stream }),
});

export const playRefusal = (reason: string): Refusal => ({
  role: 'play',
  code: 'NetStream.Play.StreamNotFound',
  reason,
});

const PROTOCOL_CODES: Readonly<Record<RtmpRole, string>> = {
  publish: 'NetStream.Publish.Rejected',
  play: 'NetStream.Play.Failed',
  connection: 'NetConnection.Call.Failed',
};
const TIMEOUT_CODES: Readonly<Record<RtmpRole, string>> = {
  publish: 'NetStream.Publish.Idle',
  play: 'NetStream.Play.Failed',
  connection: 'NetConnection.Connect.IdleTimeOut',
};

/** What was thrown, in words for the client; undefined: a fault of the server. */
export function refusalOf(error: unknown, role: RtmpRole): Refusal | undefined {
  if (error instanceof UnsupportedMedia) {
    return { role: 'publish', code: PROTOCOL_CODES.publish, reason: error.message };
  }
  if (error instanceof PublisherConflict) return publishRefusal(error.message);
  if (error instanceof LiveStreamEnded) {
    return role === 'play' ? playRefusal(error.message) : publishRefusal(error.message);
  }
  if (error instanceof RtmpTimeout) return { role, code: TIMEOUT_CODES[role], reason: error.message };
  if (error instanceof RtmpProtocolError || error instanceof ParseError) {
    return { role, code: PROTOCOL_CODES[role], reason: error.message };
  }
  return undefined;
}

/** For a client that met a fault of the server. */
export const serverFault = (role: RtmpRole): Refusal => ({
  role,
  code: PROTOCOL_CODES[role],
  reason: 'an error in the server',
});
