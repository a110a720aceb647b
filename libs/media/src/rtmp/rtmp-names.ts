import type { Amf0Value } from '@lockstep/formats';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

/** Longer names are nobody's stream key. */
const MAX_NAME_CHARACTERS = 256;
/** C0 and C1 controls, and half surrogates: nothing that a log or a page could stumble over. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** The application of a `connect` command: the first part of the address. @throws RtmpProtocolError */
export function readApp(commandObject: Amf0Value): string {
  if (typeof commandObject !== 'object' || commandObject === null || Array.isArray(commandObject)) {
    throw new RtmpProtocolError('connect without a command object');
  }
  const app: unknown =
    commandObject instanceof Map ? commandObject.get('app') : Reflect.get(commandObject, 'app');
  if (typeof app !== 'string') throw new RtmpProtocolError('connect without an app');
  return checked(app.replace(/\?.*$/s, '').replace(/\/+$/, ''), 'app');
}

/** The stream name of publish or play: a key, and perhaps a query. @throws RtmpProtocolError */
export function readStreamName(name: Amf0Value): { key: string; query: URLSearchParams } {
  if (typeof name !== 'string') throw new RtmpProtocolError('publish or play without a stream name');
  const [key = '', ...query] = checked(name, 'stream name').split('?');
  if (key === '') throw new RtmpProtocolError('publish or play without a stream name');
  return { key, query: new URLSearchParams(query.join('?')) };
}

function checked(name: string, what: string): string {
  if (name.length > MAX_NAME_CHARACTERS)
    throw new RtmpProtocolError(`an ${what} of ${name.length} characters`);
  if (UNPRINTABLE.test(name)) throw new RtmpProtocolError(`an ${what} with control characters`);
  return name;
}
