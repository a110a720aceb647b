import { ParseError } from '@lockstep/sei';
import { type Amf0Value, readAmf0, writeAmf0 } from './amf0.js';

/** A script tag or RTMP data message: a name such as `onMetaData`, and its arguments. */
export type ScriptData = { readonly name: string; readonly values: readonly Amf0Value[] };

/**
 * Reads SCRIPTDATA. Specification: Adobe FLV 10.1, E.4.4.
 *
 * @throws ParseError; `bad-value` if it does not begin with a name.
 */
export function readScriptData(body: Uint8Array): ScriptData {
  const [name, ...values] = readAmf0(body);
  if (typeof name !== 'string')
    throw new ParseError('bad-value', 0, 'script data does not begin with a name');
  return { name, values };
}

/** Inverse of {@link readScriptData}. */
export function writeScriptData({ name, values }: ScriptData): Uint8Array {
  return writeAmf0(name, ...values);
}

/**
 * The properties of an `onMetaData` message, or of the `@setDataFrame` around it that a publisher sends;
 * undefined for script data of another name. Specification: Adobe FLV 10.1, E.5.
 */
export function metadataOf({ name, values }: ScriptData): Record<string, Amf0Value> | undefined {
  if (name === '@setDataFrame') {
    const [inner, ...rest] = values;
    return typeof inner === 'string' ? metadataOf({ name: inner, values: rest }) : undefined;
  }
  const [properties] = values;
  if (name !== 'onMetaData' || typeof properties !== 'object' || properties === null) return undefined;
  const entries = properties instanceof Map ? properties.entries() : Object.entries(properties);
  const metadata = Object.create(null) as Record<string, Amf0Value>;
  for (const [key, value] of entries as Iterable<[string, Amf0Value]>) metadata[key] = value;
  return metadata;
}

/** The body of an `onMetaData` tag, as an ECMA array, which every player reads. */
export function writeMetadata(metadata: Readonly<Record<string, Amf0Value>>): Uint8Array {
  return writeAmf0('onMetaData', new Map(Object.entries(metadata)));
}
