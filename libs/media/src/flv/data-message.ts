import { writeScriptData, type ScriptData } from '@lockstep/formats';
import type { DataItem } from '../stream/media-frame.js';

/** A publisher asks its server to keep the message that follows for newcomers; players get that message alone. */
const WRAPPER = '@setDataFrame';

/**
 * Names with which a server speaks to its players: a publisher that could use them could end its stream for all players,
 * or tell them that they may not read it.
 */
const isReserved = (name: string): boolean =>
  name.startsWith('@') || name.startsWith('|') || name === 'onStatus' || name === 'onPlayStatus';

/**
 * The message for players in script data that is not metadata, such as `onTextData`.
 * Specification: Adobe FLV 10.1, E.4.4; Adobe RTMP 1.0, 7.1.2.
 *
 * @returns undefined for `onMetaData` and for a name that only servers use
 */
export function dataMessageOf(script: ScriptData): ScriptData | undefined {
  const data = unwrapped(script);
  return data === undefined || data.name === 'onMetaData' || isReserved(data.name) ? undefined : data;
}

function unwrapped(data: ScriptData): ScriptData | undefined {
  if (data.name !== WRAPPER) return data;
  const [name, ...values] = data.values;
  return typeof name === 'string' ? { name, values } : undefined;
}

/** Bodies of data items: written once for all viewers of all protocols, and gone with the item. */
const written = new WeakMap<DataItem, Uint8Array | null>();

/** The body of the script tag or RTMP data message. @returns null for values that AMF0 cannot express */
export function dataMessageBody(item: DataItem): Uint8Array | null {
  let body = written.get(item);
  if (body === undefined) {
    body = writtenOrNull(item);
    written.set(item, body);
  }
  return body;
}

function writtenOrNull({ name, values }: DataItem): Uint8Array | null {
  try {
    return writeScriptData({ name, values });
  } catch (error) {
    if (error instanceof RangeError) return null; // nested too deeply, or a key that is too long
    throw error;
  }
}
