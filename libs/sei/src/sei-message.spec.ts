import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { loadVectors } from '../test/vectors.js';
import { MAX_SEI_MESSAGES } from './limits.js';
import { readSeiMessages, writeSeiMessages } from './sei-message.js';
import { readSeiNalUnit, readSeiTolerantly, writeSeiNalUnit } from './sei-nal-unit.js';

const seeds = loadVectors<{ rbsp: string }>('sei-message').map(({ rbsp }) => fromHex(rbsp));
const message = fc.record({ payloadType: fc.nat({ max: 600 }), payload: fc.uint8Array({ maxLength: 600 }) });

describe('SEI message list', () => {
  it('gives back any messages that it wrote', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
        expect(readSeiMessages(writeSeiMessages(messages))).toEqual(messages);
      }),
    );
  });

  it('throws nothing but ParseError', () => {
    fc.assert(
      fc.property(hostileBytes(seeds), (bytes) => {
        expectOnlyParseError(bytes, () => readSeiMessages(bytes));
      }),
    );
  });

  it('refuses more messages than any encoder writes', () => {
    const empty = { payloadType: 1, payload: new Uint8Array(0) };
    const most = Array(MAX_SEI_MESSAGES).fill(empty) as (typeof empty)[];
    expect(readSeiMessages(writeSeiMessages(most))).toHaveLength(MAX_SEI_MESSAGES);
    expect(() => readSeiMessages(writeSeiMessages([...most, empty]))).toThrow(
      expect.objectContaining({ reason: 'too-large', offset: 2 * MAX_SEI_MESSAGES }),
    );
  });
});

describe.each(['h264', 'h265'] as const)('SEI NAL unit of %s', (codec) => {
  it('gives back any messages that it wrote', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 3 }), (messages) => {
        expect(readSeiNalUnit(writeSeiNalUnit(messages, codec), codec)).toEqual(messages);
      }),
    );
  });

  it('throws nothing but ParseError', () => {
    const valid = writeSeiNalUnit([{ payloadType: 5, payload: Uint8Array.of(0, 0, 0, 1) }], codec);
    fc.assert(
      fc.property(hostileBytes([valid]), (bytes) => {
        expectOnlyParseError(bytes, () => readSeiNalUnit(bytes, codec));
      }),
    );
  });

  it('is refused when it is another type, or too short for a header', () => {
    expect(() => readSeiNalUnit(Uint8Array.of(0x02, 1, 0x80), codec)).toThrow(
      expect.objectContaining({ reason: 'bad-value', offset: 0 }),
    );
    expect(() => readSeiNalUnit(new Uint8Array(0), codec)).toThrow(
      expect.objectContaining({ reason: 'truncated' }),
    );
  });
});

describe('tolerant reading', () => {
  const read = (hex: string): { types: number[]; error: unknown } => {
    const messages: { payloadType: number; payload: Uint8Array }[] = [];
    const error = readSeiTolerantly(fromHex(hex), 'h264', 100, messages);
    return { types: messages.map(({ payloadType }) => payloadType), error };
  };

  it('keeps what stands before the fault, and says where the fault is', () => {
    expect(read('06010005100980')).toEqual({
      types: [1],
      error: expect.objectContaining({ reason: 'truncated', offset: 105 }) as unknown,
    });
  });

  it('has nothing to say about a good one', () => {
    expect(read('06010080')).toEqual({ types: [1], error: undefined });
  });
});
