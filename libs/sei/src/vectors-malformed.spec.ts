import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { loadVectors } from '../test/vectors.js';
import {
  LessonMessageReader,
  type NalLengthSize,
  ParseError,
  readAvcDecoderConfiguration,
  readSeiMessages,
  readSps,
  readUserDataUnregistered,
  splitAnnexB,
  splitLengthPrefixed,
} from './index.js';

type Row = { reader: string; hex: string; reason: string; offset: number; lengthSize?: NalLengthSize };

const READERS: Record<string, (bytes: Uint8Array, row: Row) => unknown> = {
  'sei-message': readSeiMessages,
  'length-prefixed': (bytes, row) => splitLengthPrefixed(bytes, row.lengthSize ?? 4),
  'annex-b': splitAnnexB,
  'user-data': readUserDataUnregistered,
  'lesson-message': (bytes) => new LessonMessageReader().push(bytes),
  'avc-configuration': readAvcDecoderConfiguration,
  sps: readSps,
};

describe('malformed input', () => {
  it.each(loadVectors<Row>('malformed'))('is refused with reason and place: $name', (row) => {
    const read = (): unknown => READERS[row.reader]?.(fromHex(row.hex), row);
    expect(read).toThrow(ParseError);
    expect(read).toThrow(expect.objectContaining({ reason: row.reason, offset: row.offset }));
  });
});
