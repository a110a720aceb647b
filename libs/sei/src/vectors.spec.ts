import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../test/hex.js';
import { loadVectors } from '../test/vectors.js';
import {
  addEmulationPrevention,
  ANNEX_B,
  extractSei,
  insertSei,
  joinAnnexB,
  joinLengthPrefixed,
  LESSON_UUID,
  lengthPrefixed,
  type NalFraming,
  type NalLengthSize,
  readSeiMessages,
  removeEmulationPrevention,
  splitAnnexB,
  splitLengthPrefixed,
  stripSei,
  type VideoCodec,
  writeSeiMessages,
} from './index.js';

const both = <Row extends { direction?: 'read' }>(rows: Row[]): Row[] =>
  rows.filter((row) => row.direction !== 'read');

describe('emulation prevention', () => {
  const rows = loadVectors<{ rbsp: string; nal: string }>('emulation-prevention');
  it.each(rows)('reads: $name', ({ rbsp, nal }) =>
    expect(toHex(removeEmulationPrevention(fromHex(nal)))).toBe(rbsp),
  );
  it.each(both(rows))('writes: $name', ({ rbsp, nal }) =>
    expect(toHex(addEmulationPrevention(fromHex(rbsp)))).toBe(nal),
  );
});

describe('Annex B', () => {
  const rows = loadVectors<{ stream: string; nals: string[] }>('annex-b');
  it.each(rows)('reads: $name', ({ stream, nals }) =>
    expect(splitAnnexB(fromHex(stream)).map(toHex)).toEqual(nals),
  );
  it.each(both(rows))('writes: $name', ({ stream, nals }) =>
    expect(toHex(joinAnnexB(nals.map(fromHex)))).toBe(stream),
  );
});

describe('length-prefixed', () => {
  const rows = loadVectors<{ lengthSize: NalLengthSize; sample: string; nals: string[] }>('length-prefixed');
  it.each(rows)('reads: $name', ({ lengthSize, sample, nals }) =>
    expect(splitLengthPrefixed(fromHex(sample), lengthSize).map(toHex)).toEqual(nals),
  );
  it.each(both(rows))('writes: $name', ({ lengthSize, sample, nals }) =>
    expect(toHex(joinLengthPrefixed(nals.map(fromHex), lengthSize))).toBe(sample),
  );
});

describe('sei_message', () => {
  type Message = { payloadType: number; payload: string };
  const rows = loadVectors<{ rbsp: string; messages: Message[] }>('sei-message');
  it.each(rows)('reads: $name', ({ rbsp, messages }) => {
    const read = readSeiMessages(fromHex(rbsp));
    expect(read.map(({ payloadType, payload }) => ({ payloadType, payload: toHex(payload) }))).toEqual(
      messages,
    );
  });
  it.each(both(rows))('writes: $name', ({ rbsp, messages }) => {
    const values = messages.map(({ payloadType, payload }) => ({ payloadType, payload: fromHex(payload) }));
    expect(toHex(writeSeiMessages(values))).toBe(rbsp);
  });
});

/** One set of NAL units in every framing that can hold it. */
const FRAMINGS: {
  framing: NalFraming;
  join: (nals: string[]) => Uint8Array;
  split: (bytes: Uint8Array) => string[];
}[] = [
  {
    framing: ANNEX_B,
    join: (nals) => joinAnnexB(nals.map(fromHex)),
    split: (bytes) => splitAnnexB(bytes).map(toHex),
  },
  ...([1, 2, 4] as const).map((size) => ({
    framing: lengthPrefixed(size),
    join: (nals: string[]) => joinLengthPrefixed(nals.map(fromHex), size),
    split: (bytes: Uint8Array) => splitLengthPrefixed(bytes, size).map(toHex),
  })),
];

describe.each(FRAMINGS)('access unit in $framing', ({ framing, join, split }) => {
  type Insert = { codec: VideoCodec; nalsBefore: string[]; sei: string[]; nalsAfter: string[] };
  const inserts = loadVectors<Insert>('insert-sei');
  it.each(inserts)('inserts: $name', ({ codec, nalsBefore, sei, nalsAfter }) =>
    expect(split(insertSei(join(nalsBefore), sei.map(fromHex), framing, codec))).toEqual(nalsAfter),
  );
  it.each(inserts)('finds what it inserted: $name', ({ codec, nalsBefore, sei, nalsAfter }) => {
    const before = extractSei(join(nalsBefore), framing, codec).length;
    expect(extractSei(join(nalsAfter), framing, codec)).toHaveLength(before + sei.length);
  });

  type Strip = Omit<Insert, 'sei'>;
  it.each(loadVectors<Strip>('strip-sei'))('strips: $name', ({ codec, nalsBefore, nalsAfter }) =>
    expect(split(stripSei(join(nalsBefore), LESSON_UUID, framing, codec))).toEqual(nalsAfter),
  );
});
