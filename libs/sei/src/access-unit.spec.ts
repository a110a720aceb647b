import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessUnit, FRAMINGS } from '../test/access-units.js';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import {
  extractSei,
  findSeiPlace,
  framedSize,
  hasSei,
  insertSei,
  insertSeiInPieces,
  writeFramedSei,
} from './access-unit.js';
import { lessonSeiNalUnits } from './lesson-message.js';
import { ANNEX_B, AVCC, lengthPrefixed } from './nal-framing.js';
import { ParseError } from './parse-error.js';

const codec = fc.constantFrom('h264' as const, 'h265' as const);
const lesson = (text: string, of: 'h264' | 'h265' = 'h264'): Uint8Array[] =>
  lessonSeiNalUnits(
    { seq: 7, wallClockMs: 1, snapshot: false, repeat: false, body: new TextEncoder().encode(text) },
    of,
  );
const slice = fromHex('65888421');

describe('insertSeiInPieces', () => {
  it('gives the bytes of insertSei, those of the access unit as views of it', () => {
    fc.assert(
      fc.property(accessUnit, codec, fc.boolean(), ({ bytes, framing }, of, hasMessage) => {
        const sei = hasMessage ? lesson('{}', of) : [];
        const pieces = insertSeiInPieces(bytes, sei, framing, of);
        expect([...Buffer.concat(pieces)]).toEqual([...insertSei(bytes, sei, framing, of)]);
        const copied = pieces.filter(({ buffer }) => buffer !== bytes.buffer);
        expect(copied.map(({ length }) => length)).toEqual(hasMessage ? [framedSize(sei, framing)] : []);
      }),
    );
  });
});

describe('insertSei', () => {
  it('adds exactly its own messages to any access unit', () => {
    fc.assert(
      fc.property(accessUnit, codec, ({ bytes, framing }, of) => {
        const before = extractSei(bytes, framing, of);
        const after = extractSei(insertSei(bytes, lesson('{}', of), framing, of), framing, of);
        const added = after.filter(
          (message) => !before.some((old) => Buffer.compare(old.payload, message.payload) === 0),
        );
        expect(after).toHaveLength(before.length + 1);
        expect(added).toHaveLength(1);
      }),
    );
  });

  it('does not touch the access unit it was given, nor the SEI', () => {
    const before = Uint8Array.of(0, 0, 0, 4, ...slice);
    const sei = lesson('{}');
    const copies = [before.slice(), ...sei.map((nal) => nal.slice())];
    insertSei(before, sei, AVCC);
    expect([before, ...sei]).toEqual(copies);
  });

  it('returns the same instance when there is nothing to put in', () => {
    const bytes = Uint8Array.of(0, 0, 1, ...slice);
    expect(insertSei(bytes, [], ANNEX_B)).toBe(bytes);
  });

  it.each(FRAMINGS)('puts it at the end when there is no slice: $name', ({ framing, join }) => {
    const delimiter = fromHex('09f0');
    expect(insertSei(join([delimiter]), lesson('{}'), framing)).toEqual(join([delimiter, ...lesson('{}')]));
  });

  it.each(FRAMINGS)('puts it before the end of the sequence: $name', ({ framing, join }) => {
    const end = fromHex('0a');
    expect(insertSei(join([end]), lesson('{}'), framing)).toEqual(join([...lesson('{}'), end]));
    const hevcEnd = fromHex('4801');
    expect(insertSei(join([hevcEnd]), lesson('{}', 'h265'), framing, 'h265')).toEqual(
      join([...lesson('{}', 'h265'), hevcEnd]),
    );
  });

  it('leaves a slice its 3-byte start code and its zero_byte, where it has one', () => {
    const [sei = slice] = lesson('{}');
    const inserted = insertSei(Uint8Array.of(0, 0, 1, ...slice), [sei], ANNEX_B);
    expect(inserted).toEqual(Uint8Array.of(0, 0, 0, 1, ...sei, 0, 0, 1, ...slice));
    const afterDelimiter = insertSei(
      fromHex('0000000109f0 00000001 65888421'.replaceAll(' ', '')),
      [sei],
      ANNEX_B,
    );
    expect(afterDelimiter).toEqual(
      Uint8Array.of(0, 0, 0, 1, 9, 0xf0, 0, 0, 0, 1, ...sei, 0, 0, 0, 1, ...slice),
    );
  });

  it('refuses SEI that a short length field cannot count', () => {
    expect(() => insertSei(Uint8Array.of(1, 0x65), lesson('x'.repeat(300)), lengthPrefixed(1))).toThrow(
      RangeError,
    );
  });

  it('keeps an H.265 header that is cut off, and one of a lower sub-layer', () => {
    expect(insertSei(Uint8Array.of(0, 0, 0, 1, 0x26), [fromHex('4e01')], AVCC, 'h265')).toEqual(
      fromHex('000000024e010000000126'),
    );
    expect(insertSei(fromHex('000000032601af'), [fromHex('4e0380'), fromHex('4e')], AVCC, 'h265')).toEqual(
      fromHex('000000034e0380000000014e000000032601af'),
    );
  });

  it('throws nothing but ParseError, whatever the access unit', () => {
    const seeds = FRAMINGS.map(({ join }) => join([fromHex('09f0'), slice]));
    fc.assert(
      fc.property(hostileBytes(seeds), fc.constantFrom(...FRAMINGS), codec, (bytes, { framing }, of) => {
        expectOnlyParseError(bytes, () => insertSei(bytes, lesson('{}', of), framing, of));
      }),
    );
  });
});

describe('writing SEI in the course of another copy', () => {
  it.each(FRAMINGS)('gives what insertSei gives: $name', ({ framing, join }) => {
    const bytes = join([fromHex('09f0'), slice]);
    const sei = lesson('{}');
    const { offset, temporalIdPlus1 } = findSeiPlace(bytes, framing);
    const fused = new Uint8Array(5 + bytes.length + framedSize(sei, framing));
    fused.set(bytes.subarray(0, offset), 5);
    const behind = writeFramedSei(fused, 5 + offset, sei, framing, 'h264', temporalIdPlus1);
    fused.set(bytes.subarray(offset), behind);
    expect(fused.subarray(5)).toEqual(insertSei(bytes, sei, framing));
  });
});

describe('extractSei', () => {
  it('reads all messages of all SEI NAL units, behind slices too', () => {
    const bytes = fromHex('000000050601008080 00000004 65888421 00000006 060100020080'.replaceAll(' ', ''));
    expect(extractSei(bytes, AVCC).map(({ payloadType }) => payloadType)).toEqual([1, 1, 2]);
  });

  it('does not let a malformed SEI NAL unit hide another, and tells its place', () => {
    const bytes = fromHex('00000003 06057f 00000004 06010080'.replaceAll(' ', ''));
    const faults: ParseError[] = [];
    const messages = extractSei(bytes, AVCC, 'h264', (error) => faults.push(error));
    expect(messages.map(({ payloadType }) => payloadType)).toEqual([1]);
    expect(faults.map(({ reason, offset }) => ({ reason, offset }))).toEqual([
      { reason: 'truncated', offset: 7 },
    ]);
    expect(extractSei(bytes, AVCC)).toEqual(messages);
  });

  it('throws nothing but ParseError, whatever the bytes', () => {
    const seeds = FRAMINGS.map(({ join }) => join([...lesson('{}'), slice]));
    fc.assert(
      fc.property(hostileBytes(seeds), fc.constantFrom(...FRAMINGS), codec, (bytes, { framing }, of) => {
        expectOnlyParseError(bytes, () =>
          extractSei(bytes, framing, of, (error) => {
            expect(error).toBeInstanceOf(ParseError);
          }),
        );
      }),
    );
  });
});

describe('hasSei', () => {
  it.each(FRAMINGS)('tells pictures with SEI from those without: $name', ({ framing, join }) => {
    expect(hasSei(join([slice, slice]), framing)).toBe(false);
    expect(hasSei(join([slice, fromHex('06010080')]), framing)).toBe(true);
    expect(hasSei(join([fromHex('2601af')]), framing, 'h265')).toBe(false);
    expect(hasSei(join([fromHex('2601af'), fromHex('5001010080')]), framing, 'h265')).toBe(true);
  });
});
