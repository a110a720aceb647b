import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessUnit, FRAMINGS } from '../test/access-units.js';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { extractSei, insertSei } from './access-unit.js';
import { LESSON_UUID, lessonSeiNalUnits } from './lesson-message.js';
import { ANNEX_B, lengthPrefixed } from './nal-framing.js';
import { writeSeiNalUnit } from './sei-nal-unit.js';
import { stripSei } from './strip-sei.js';
import { hasUuid, parseUuid, writeUserDataUnregistered } from './user-data-unregistered.js';

const uuid = parseUuid(LESSON_UUID);
const body = new TextEncoder().encode('{}');
const codec = fc.constantFrom('h264' as const, 'h265' as const);
const lesson = (of: 'h264' | 'h265'): Uint8Array[] =>
  lessonSeiNalUnits({ seq: 7, wallClockMs: 1, snapshot: false, repeat: false, body }, of);

describe('stripSei', () => {
  it('undoes insertSei exactly', () => {
    fc.assert(
      fc.property(accessUnit, codec, fc.integer({ min: 1, max: 3 }), ({ bytes, framing }, of, count) => {
        const sei = Array.from({ length: count }, () => lesson(of)).flat();
        expect(stripSei(insertSei(bytes, sei, framing, of), LESSON_UUID, framing, of)).toEqual(bytes);
      }),
    );
  });

  it('returns the same instance when there is nothing of the UUID', () => {
    fc.assert(
      fc.property(accessUnit, codec, ({ bytes, framing }, of) => {
        expect(stripSei(bytes, LESSON_UUID, framing, of)).toBe(bytes);
      }),
    );
  });

  it('leaves nothing of the UUID in it, however hostile the access unit', () => {
    const seeds = FRAMINGS.map(({ join }) =>
      join([...lesson('h264'), fromHex('65888421'), ...lesson('h264')]),
    );
    fc.assert(
      fc.property(hostileBytes(seeds), fc.constantFrom(...FRAMINGS), codec, (bytes, { framing }, of) => {
        expectOnlyParseError(bytes, () => {
          const left = extractSei(stripSei(bytes, LESSON_UUID, framing, of), framing, of);
          expect(left.filter((message) => hasUuid(message, uuid))).toEqual([]);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves the first NAL unit of a byte stream its zero_byte', () => {
    const [sei = body] = lesson('h264');
    const joined = Uint8Array.of(0, 0, 0, 1, ...sei, 0, 0, 1, 0x65, 0x88);
    expect(stripSei(joined, LESSON_UUID, ANNEX_B)).toEqual(fromHex('000000016588'));
    expect(stripSei(joined.subarray(1), LESSON_UUID, ANNEX_B)).toEqual(fromHex('0000016588'));
  });

  it('can leave nothing at all', () => {
    const [sei = body] = lesson('h264');
    expect(stripSei(Uint8Array.of(0, 0, 0, 1, ...sei), LESSON_UUID, ANNEX_B)).toEqual(new Uint8Array(0));
  });

  it('says so when what is left of a NAL unit no longer fits its length', () => {
    // 200 zeros without emulation prevention need a third more with it.
    const ours = writeUserDataUnregistered(LESSON_UUID, new Uint8Array(0)).payload;
    const nal = Uint8Array.of(6, 5, 16, ...ours, 4, 200, ...new Uint8Array(200), 0x80);
    expect(() => stripSei(Uint8Array.of(nal.length, ...nal), LESSON_UUID, lengthPrefixed(1))).toThrow(
      expect.objectContaining({ reason: 'too-large', offset: 0 }),
    );
  });

  it('keeps the header of a NAL unit of which something stays', () => {
    const [ours, other] = [LESSON_UUID, LESSON_UUID.replace('5b', '5c')].map((id) =>
      writeUserDataUnregistered(id, body),
    );
    if (ours === undefined || other === undefined) throw new Error('two messages');
    const nal = writeSeiNalUnit([other, ours], 'h265');
    nal[1] = 3;
    const left = writeSeiNalUnit([other], 'h265');
    left[1] = 3;
    expect(stripSei(Uint8Array.of(nal.length, ...nal), LESSON_UUID, lengthPrefixed(1), 'h265')).toEqual(
      Uint8Array.of(left.length, ...left),
    );
  });

  it('refuses what is no UUID', () => {
    expect(() => stripSei(body, 'lesson', ANNEX_B)).toThrow(expect.objectContaining({ reason: 'bad-value' }));
  });
});
