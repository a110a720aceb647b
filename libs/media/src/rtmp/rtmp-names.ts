import type { Amf0Value } from '@lockstep/formats';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Longer names are nobody's stream key. */
const MAX_NAME_CHARACTERS = 256;
/** C0 and C1 controls, and half surrogates: nothing that a log or a page could stumble over. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const WHERE_THE_KEY_BELONGS =
  'Enter the address without the key as the server, and the key as the stream key';

/** What a client asked to publish or play. */
export type StreamName = {
  readonly app: string;
  readonly key: string;
  readonly query: URLSearchParams;
};

/**
 * The application of a `connect` command: what follows the host in the address, without a query.
 * @throws RtmpProtocolError
 */
export function readApp(commandObject: Amf0Value): string {
  if (typeof commandObject !== 'object' || commandObject === null || Array.isArray(commandObject)) {
    throw new RtmpProtocolError('connect without a command object');
  }
  const app: unknown =
    commandObject instanceof Map ? commandObject.get('app') : Reflect.get(commandObject, 'app');
  if (typeof app !== 'string') throw new RtmpProtocolError('connect without an app');
  return checked(app.replace(/\?.*$/s, '').replace(/\/+$/, ''), 'app');
}

/**
 * The stream name of `publish` or `play`: a key, and perhaps a query. Where the name is empty, the last part of the app
 * is the key: that is what encoders send when the whole address was entered as the server.
 * @throws RtmpProtocolError
 */
export function readStreamName(app: string, name: Amf0Value): StreamName {
  if (name !== undefined && name !== null && typeof name !== 'string') {
    throw new RtmpProtocolError('the stream name is no text');
  }
  const [key = '', ...rest] = checked(name ?? '', 'stream key').split('?');
  const query = new URLSearchParams(rest.join('?'));
  if (key !== '') return { app, key, query };
  const slash = app.lastIndexOf('/');
  if (slash < 0) throw new RtmpProtocolError(`the stream key is missing. ${WHERE_THE_KEY_BELONGS}`);
  return { app: app.slice(0, slash).replace(/\/+$/, ''), key: app.slice(slash + 1), query };
}

function checked(name: string, what: string): string {
  if (name.length > MAX_NAME_CHARACTERS) {
    throw new RtmpProtocolError(
      `the ${what} has ${name.length} characters; at most ${MAX_NAME_CHARACTERS} are allowed`,
    );
  }
  if (UNPRINTABLE.test(name)) throw new RtmpProtocolError(`the ${what} contains control characters`);
  return name;
}
