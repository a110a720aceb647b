import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import {
  makeAvcDecoderConfiguration,
  readAvcDecoderConfiguration,
  writeAvcDecoderConfiguration,
} from './avc-decoder-configuration.js';

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
});
