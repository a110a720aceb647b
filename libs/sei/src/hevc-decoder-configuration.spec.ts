import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import { readHevcDecoderConfiguration, writeHevcDecoderConfiguration } from './hevc-decoder-configuration.js';

const seeds = loadVectors<{ record: string }>('hevc-configuration').map(({ record }) => fromHex(record));

describe('HEVCDecoderConfigurationRecord', () => {
  it('is the same after it was read and written, whatever was read', () => {
    fc.assert(
      fc.property(hostileBytes(seeds), (bytes) => {
        expectOnlyParseError(bytes, () => {
          const record = readHevcDecoderConfiguration(bytes);
          expect(readHevcDecoderConfiguration(writeHevcDecoderConfiguration(record))).toEqual(record);
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { name: 'another version', at: 0, byte: 0, reason: 'bad-signature', offset: 0 },
    { name: 'a reserved length size', at: 21, byte: 0x5e, reason: 'bad-value', offset: 21 },
  ])('refuses $name', ({ at, byte, reason, offset }) => {
    const record = seeds[0]?.slice() ?? new Uint8Array(0);
    record[at] = byte;
    expect(() => readHevcDecoderConfiguration(record)).toThrow(expect.objectContaining({ reason, offset }));
  });
});
