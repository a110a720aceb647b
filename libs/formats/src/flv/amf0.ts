import { ByteReader, ByteWriter } from '@lockstep/sei';

/**
 * A value of AMF0 as JavaScript sees it. An ECMA array is a Map and an anonymous object a plain object, so that each
 * is written as it was read; a strict array is an array. Objects read here have no prototype: any key is only a key.
 */
export type Amf0Value =
  | number
  | boolean
  | string
  | null
  | undefined
  | Date
  | readonly Amf0Value[]
  | ReadonlyMap<string, Amf0Value>
  | Amf0Object;
export type Amf0Object = { readonly [key: string]: Amf0Value };

/** Real metadata is two or three deep; a reader without this limit is ended by a stack overflow. */
export const MAX_AMF0_DEPTH = 32;

const NUMBER = 0x00;
const BOOLEAN = 0x01;
const STRING = 0x02;
const OBJECT = 0x03;
const NULL = 0x05;
const UNDEFINED = 0x06;
const ECMA_ARRAY = 0x08;
const OBJECT_END = 0x09;
const STRICT_ARRAY = 0x0a;
const DATE = 0x0b;
const LONG_STRING = 0x0c;
const UNSUPPORTED = 0x0d;
const XML_DOCUMENT = 0x0f;
const TYPED_OBJECT = 0x10;

/** Why a marker is refused: references can make a small input describe a huge or endless value. */
const REFUSED: Readonly<Record<number, string>> = {
  0x04: 'a movie clip',
  0x07: 'a reference',
  0x0e: 'a record set',
  0x11: 'AMF3',
};

const MAX_SHORT_STRING_BYTES = 0xffff;

/**
 * Reads all values up to the end of the bytes: the body of a script tag or of an RTMP command.
 * A typed object loses its class name, an XML document is its text.
 * Specification: Adobe AMF0, 2.
 *
 * @throws ParseError, `too-deep` beyond {@link MAX_AMF0_DEPTH}; offsets count in the bytes.
 */
export function readAmf0(bytes: Uint8Array): Amf0Value[] {
  const reader = new ByteReader(bytes);
  const values: Amf0Value[] = [];
  while (reader.remaining > 0) values.push(readAmf0Value(reader));
  return values;
}

/**
 * Reads one value where the reader stands.
 *
 * @throws ParseError as {@link readAmf0}.
 */
export function readAmf0Value(reader: ByteReader, depth = 0): Amf0Value {
  if (depth > MAX_AMF0_DEPTH)
    throw reader.error('too-deep', `more than ${MAX_AMF0_DEPTH} values inside each other`);
  const offset = reader.offset;
  const marker = reader.u8();
  switch (marker) {
    case NUMBER:
      return reader.f64();
    case BOOLEAN:
      return reader.u8() !== 0;
    case STRING:
      return readText(reader, reader.u16());
    case LONG_STRING:
    case XML_DOCUMENT:
      return readText(reader, reader.u32());
    case OBJECT:
      return toObject(readProperties(reader, depth));
    case TYPED_OBJECT:
      reader.skip(reader.u16()); // class name
      return toObject(readProperties(reader, depth));
    case ECMA_ARRAY:
      reader.skip(4); // a count that encoders get wrong; the end marker counts
      return new Map(readProperties(reader, depth));
    case STRICT_ARRAY:
      return readStrictArray(reader, depth);
    case DATE: {
      const time = reader.f64();
      reader.skip(2); // time zone: reserved
      return new Date(time);
    }
    case NULL:
      return null;
    case UNDEFINED:
    case UNSUPPORTED:
      return undefined;
    default:
      throw reader.error('unsupported', REFUSED[marker] ?? `AMF0 marker ${marker}`, offset);
  }
}

/**
 * Writes values one after the other. A string over 65,535 bytes becomes a long string.
 *
 * @throws RangeError for a key over 65,535 bytes or values nested deeper than {@link MAX_AMF0_DEPTH}.
 */
export function writeAmf0(...values: readonly Amf0Value[]): Uint8Array {
  const writer = new ByteWriter();
  for (const value of values) writeValue(writer, value, 0);
  return writer.finish();
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8; wrong sequences become U+FFFD, for encoders that write Latin-1 into their metadata. */
function readText(reader: ByteReader, length: number): string {
  return decoder.decode(reader.take(length));
}

function readProperties(reader: ByteReader, depth: number): [string, Amf0Value][] {
  const properties: [string, Amf0Value][] = [];
  for (;;) {
    const key = readText(reader, reader.u16());
    if (key === '' && reader.peek() === OBJECT_END) {
      reader.u8();
      return properties;
    }
    properties.push([key, readAmf0Value(reader, depth + 1)]);
  }
}

function readStrictArray(reader: ByteReader, depth: number): Amf0Value[] {
  const offset = reader.offset;
  const count = reader.u32();
  // A value takes a byte at least: a count beyond what is there is refused before anything is allocated.
  if (count > reader.remaining) throw reader.error('truncated', `a strict array of ${count} values`, offset);
  const values: Amf0Value[] = [];
  for (let index = 0; index < count; index++) values.push(readAmf0Value(reader, depth + 1));
  return values;
}

function toObject(properties: readonly [string, Amf0Value][]): Amf0Object {
  const object = Object.create(null) as Record<string, Amf0Value>;
  for (const [key, value] of properties) object[key] = value;
  return object;
}

const encoder = new TextEncoder();

function writeValue(writer: ByteWriter, value: Amf0Value, depth: number): void {
  if (depth > MAX_AMF0_DEPTH) throw new RangeError(`AMF0 values may be nested ${MAX_AMF0_DEPTH} deep.`);
  if (value === null) writer.u8(NULL);
  else if (value === undefined) writer.u8(UNDEFINED);
  else if (typeof value === 'number') writer.u8(NUMBER).f64(value);
  else if (typeof value === 'boolean') writer.bytes([BOOLEAN, value ? 1 : 0]);
  else if (typeof value === 'string') writeString(writer, value);
  else if (value instanceof Date) writer.u8(DATE).f64(value.getTime()).u16(0);
  else if (isArray(value)) {
    writer.u8(STRICT_ARRAY).u32(value.length);
    for (const item of value) writeValue(writer, item, depth + 1);
  } else if (value instanceof Map) {
    writer.u8(ECMA_ARRAY).u32(value.size);
    writeProperties(writer, value.entries() as Iterable<[string, Amf0Value]>, depth);
  } else {
    writer.u8(OBJECT);
    writeProperties(writer, Object.entries(value), depth);
  }
}

/** Array.isArray does not narrow a readonly array. */
const isArray = (value: Amf0Value): value is readonly Amf0Value[] => Array.isArray(value);

function writeString(writer: ByteWriter, value: string): void {
  const bytes = encoder.encode(value);
  if (bytes.length > MAX_SHORT_STRING_BYTES) writer.u8(LONG_STRING).u32(bytes.length);
  else writer.u8(STRING).u16(bytes.length);
  writer.bytes(bytes);
}

function writeProperties(writer: ByteWriter, entries: Iterable<[string, Amf0Value]>, depth: number): void {
  for (const [key, value] of entries) {
    const bytes = encoder.encode(key);
    if (bytes.length > MAX_SHORT_STRING_BYTES) throw new RangeError('An AMF0 key has at most 65,535 bytes.');
    writer.u16(bytes.length).bytes(bytes);
    writeValue(writer, value, depth + 1);
  }
  writer.bytes([0, 0, OBJECT_END]);
}
