import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import {
  makeAvcDecoderConfiguration,
  readAvcDecoderConfiguration,
  sanitizeAvcDecoderConfiguration,
  writeAvcDecoderConfiguration,
  type AvcDecoderConfiguration,
} from './avc-decoder-configuration.js';
import { LESSON_UUID, lessonSeiNalUnits } from './lesson-message.js';
import { parseUuid } from './user-data-unregistered.js';

const seeds = loadVectors<{ record: string }>('avc-configuration').map(({ record }) => fromHex(record));
const setsOf = (codec: string): Uint8Array[] =>
  loadVectors<{ nal: string; codec: string }>('sps').flatMap((row) =>
    row.codec === codec ? [fromHex(row.nal)] : [],
  );
const pps = fromHex('68ce3880');

describe('AVCDecoderConfigurationRecord', () => {
  it('is the same after it was read and written, whatever was read', () => {
    fc.assert(
      fc.property(hostileBytes(seeds), (bytes) => {
        expectOnlyParseError(bytes, () => {
          const record = readAvcDecoderConfiguration(bytes);
          expect(readAvcDecoderConfiguration(writeAvcDecoderConfiguration(record))).toEqual(record);
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each(setsOf('h264').map((sps) => [sps] as const))('is made of the parameter sets of a stream', (sps) => {
    const record = makeAvcDecoderConfiguration([sps], [pps], 2);
    expect(record).toMatchObject({
      profileIdc: sps[1],
      profileCompatibility: sps[2],
      levelIdc: sps[3],
      lengthSize: 2,
    });
    expect(record.high !== undefined).toBe((sps[1] ?? 0) >= 100);
    expect(readAvcDecoderConfiguration(writeAvcDecoderConfiguration(record))).toEqual(record);
  });

  it('has 4-byte lengths unless told otherwise, and needs an SPS', () => {
    const [sps = pps] = setsOf('h264');
    expect(makeAvcDecoderConfiguration([sps], []).lengthSize).toBe(4);
    expect(() => makeAvcDecoderConfiguration([], [pps])).toThrow(
      expect.objectContaining({ reason: 'missing-parameter-set' }),
    );
  });

  it('refuses more than its fields can count', () => {
    const record = makeAvcDecoderConfiguration(setsOf('h264').slice(0, 1), []);
    expect(() => writeAvcDecoderConfiguration({ ...record, sps: Array<Uint8Array>(32).fill(pps) })).toThrow(
      RangeError,
    );
    expect(() => writeAvcDecoderConfiguration({ ...record, pps: Array<Uint8Array>(256).fill(pps) })).toThrow(
      RangeError,
    );
    expect(() => writeAvcDecoderConfiguration({ ...record, pps: [new Uint8Array(65536)] })).toThrow(
      RangeError,
    );
  });

  it('is read without the High fields where those are damaged, as decoders do', () => {
    const [sps = pps] = setsOf('h264').filter((nal) => (nal[1] ?? 0) >= 100);
    const record = makeAvcDecoderConfiguration([sps], [pps]);
    const { high, ...plain } = record;
    const bytes = writeAvcDecoderConfiguration(record);
    expect(high).toBeDefined();
    bytes[bytes.length - 1] = 9; // nine extensions that are not there
    expect(readAvcDecoderConfiguration(bytes)).toEqual(plain);
    expect(readAvcDecoderConfiguration(bytes.subarray(0, -3))).toEqual(plain);
  });
});

describe('sanitizeAvcDecoderConfiguration', () => {
  const [sps = pps] = setsOf('h264').filter((nal) => (nal[1] ?? 0) >= 100);
  const extension = fromHex('6d4080');
  const made = makeAvcDecoderConfiguration([sps], [pps]);
  const record = { ...made, high: { ...high(made), spsExtensions: [extension] } };
  const message = { seq: 9, wallClockMs: 1, snapshot: false, repeat: false, body: fromHex('7b7d') };
  const [forged = pps] = lessonSeiNalUnits(message);

  function high({ high: fields }: AvcDecoderConfiguration) {
    if (fields === undefined) throw new Error('a High profile');
    return fields;
  }

  it('leaves a good record as it is', () => {
    expect(sanitizeAvcDecoderConfiguration(record, LESSON_UUID)).toEqual(record);
  });

  it('keeps nothing but parameter sets, each in its list', () => {
    const others = [forged, fromHex('09f0'), fromHex('0c80'), new Uint8Array(0), fromHex('788842')];
    const crowded = {
      ...record,
      sps: [sps, ...others, pps],
      pps: [...others, sps, pps],
      high: { ...high(made), spsExtensions: [...others, extension, sps] },
    };
    expect(sanitizeAvcDecoderConfiguration(crowded, LESSON_UUID)).toEqual(record);
  });

  it.each([
    { what: 'a start code', tail: fromHex('000000010680') },
    { what: '00 00 02', tail: fromHex('00000280') },
    { what: 'the UUID', tail: parseUuid(LESSON_UUID) },
  ])('refuses a parameter set with $what in it', ({ tail }) => {
    const longer = (nal: Uint8Array): Uint8Array => Uint8Array.of(...nal, ...tail);
    for (const bad of [
      { ...record, sps: [longer(sps)] },
      { ...record, pps: [pps, longer(pps)] },
      { ...record, high: { ...high(made), spsExtensions: [longer(extension)] } },
    ]) {
      expect(() => sanitizeAvcDecoderConfiguration(bad, LESSON_UUID)).toThrow(
        expect.objectContaining({ reason: 'bad-value' }),
      );
    }
  });

  it('takes zeros off the end of a parameter set', () => {
    const padded = { ...record, sps: [Uint8Array.of(...sps, 0, 0, 0)] };
    expect(sanitizeAvcDecoderConfiguration(padded, LESSON_UUID)).toEqual(record);
  });
});
