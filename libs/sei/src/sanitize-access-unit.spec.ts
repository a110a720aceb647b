import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessUnit, FRAMINGS } from '../test/access-units.js';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { extractSei, hasIdr, insertSei } from './access-unit.js';
import { joinAnnexB, splitAnnexB } from './annex-b.js';
import { joinLengthPrefixed, splitLengthPrefixed } from './avcc.js';
import { addEmulationPrevention, findForbiddenSequence } from './emulation-prevention.js';
import { LESSON_UUID, lessonSeiNalUnits } from './lesson-message.js';
import { ANNEX_B, AVCC } from './nal-framing.js';
import { sanitizeAccessUnit } from './sanitize-access-unit.js';
import { containsUuid, hasUuid, parseUuid } from './user-data-unregistered.js';

const uuid = parseUuid(LESSON_UUID);
const message = { seq: 999, wallClockMs: 1, snapshot: false, repeat: false, body: fromHex('7b7d') };
const [forged = uuid] = lessonSeiNalUnits(message);
const slice = fromHex('658884210055aa');
const startCode = fromHex('00000001');
const protectedFill = fromHex('060510');
const bytesOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => [...p]));
const sample = (...nals: readonly Uint8Array[]): Uint8Array => joinLengthPrefixed(nals, 4);

describe('sanitizeAccessUnit', () => {
  it('takes messages of the UUID out of SEI NAL units and returns the rest as it was', () => {
    fc.assert(
      fc.property(accessUnit, ({ bytes, framing }) => {
        fc.pre(framing.kind === 'annex-b' || bytes[3] !== 1);
        const clean = sanitizeAccessUnit(insertSei(bytes, [forged], framing), LESSON_UUID, framing);
        expect(clean).toEqual({ bytes, isStripped: true, hasIdr: hasIdr(bytes, framing) });
        expect(sanitizeAccessUnit(bytes, LESSON_UUID, framing).bytes).toBe(bytes);
      }),
    );
  });

  const hidden = [
    { way: 'behind a start code in a slice', nals: [bytesOf(slice, startCode, forged)] },
    { way: 'behind a short start code in a slice', nals: [bytesOf(slice, fromHex('000001'), forged)] },
    ...[9, 12, 13, 24, 0, 7, 8, 14, 19, 20, 31].map((type) => ({
      way: `behind a start code in a NAL unit of type ${type}`,
      nals: [bytesOf(Uint8Array.of(type, 0xf0), startCode, forged), slice],
    })),
    { way: 'in a filler NAL unit', nals: [bytesOf(fromHex('0c'), forged, fromHex('80')), slice] },
    {
      way: 'in the data of another UUID',
      nals: [otherMessage(bytesOf(startCode, protectedFill, uuid)), slice],
    },
  ];
  it.each(hidden)('refuses a message $way', ({ nals }) => {
    expect(() => sanitizeAccessUnit(sample(...nals), LESSON_UUID, AVCC)).toThrow(
      expect.objectContaining({ reason: 'bad-value' }),
    );
  });

  /** user_data_unregistered of another UUID, whose data the caller gives, without emulation prevention. */
  function otherMessage(data: Uint8Array): Uint8Array {
    return bytesOf(Uint8Array.of(6, 5, 16 + data.length), new Uint8Array(16).fill(0x77), data, fromHex('80'));
  }

  it('takes out an SEI NAL unit whose faults hide the UUID', () => {
    const lies = bytesOf(fromHex('060540'), uuid, startCode, forged);
    const clean = sanitizeAccessUnit(sample(lies, slice), LESSON_UUID, AVCC);
    expect(clean).toEqual({ bytes: sample(slice), isStripped: true, hasIdr: true });
  });

  it('refuses the UUID where a length is a part of it', () => {
    // Two bytes of length, 0x4e77, in the middle of the UUID.
    const at = 6;
    const second = bytesOf(uuid.subarray(at + 2), new Uint8Array(0x4e77 - (14 - at)).fill(0x55));
    const first = bytesOf(fromHex('65'), uuid.subarray(0, at));
    const bytes = joinLengthPrefixed([first, second], 2);
    expect(containsUuid(bytes, uuid)).toBe(true);
    expect(() => sanitizeAccessUnit(bytes, LESSON_UUID, FRAMINGS[2]?.framing ?? ANNEX_B)).toThrow('UUID');
  });

  it('refuses a sample that muxers take for a byte stream', () => {
    expect(() => sanitizeAccessUnit(sample(fromHex('06'), slice), LESSON_UUID, AVCC)).toThrow('start code');
  });

  it.each(['00 00 00', '00 00 01', '00 00 02'])('says where %s is in a slice', (sequence) => {
    const bytes = sample(bytesOf(slice, fromHex(sequence.replaceAll(' ', '')), fromHex('80')));
    expect(() => sanitizeAccessUnit(bytes, LESSON_UUID, AVCC)).toThrow(
      expect.objectContaining({ reason: 'bad-value', offset: 4 + slice.length }),
    );
  });

  it('takes zeros at the end of a NAL unit, as careless writers leave them', () => {
    const bytes = sample(bytesOf(fromHex('09f0'), new Uint8Array(5)), bytesOf(slice, new Uint8Array(3)));
    expect(sanitizeAccessUnit(bytes, LESSON_UUID, AVCC).bytes).toBe(bytes);
  });

  it('puts emulation prevention into SEI of others that lacks it', () => {
    const careless = otherMessage(fromHex('000000010203'));
    const { bytes } = sanitizeAccessUnit(sample(careless, slice), LESSON_UUID, AVCC);
    expect(bytes).toEqual(sample(addEmulationPrevention(careless), slice));
    expect(extractSei(bytes, AVCC)).toEqual(extractSei(sample(careless), AVCC));
  });

  it('leaves nothing of the UUID to a reader of any conversion, however hostile the access unit', () => {
    const seeds = FRAMINGS.flatMap(({ join }) => [
      join([forged, slice, forged]),
      ...hidden.map(({ nals }) => join(nals.map((nal) => nal.subarray(0, 255)))),
    ]);
    fc.assert(
      fc.property(hostileBytes(seeds), fc.constantFrom(...FRAMINGS), (bytes, { framing }) => {
        expectOnlyParseError(bytes, () => {
          const clean = sanitizeAccessUnit(bytes, LESSON_UUID, framing);
          expect(containsUuid(clean.bytes, uuid)).toBe(false);
          expect(clean.hasIdr).toBe(hasIdr(clean.bytes, framing));
          if (framing.kind === 'annex-b') return;
          const nals = splitLengthPrefixed(clean.bytes, framing.lengthSize);
          for (const nal of nals) expect(findForbiddenSequence(nal, 0, nal.length)).toBe(-1);
          const converted = joinAnnexB(nals);
          const withoutZeros = nals.map((nal) => splitAnnexB(joinAnnexB([nal]))[0] ?? new Uint8Array(0));
          expect(splitAnnexB(converted)).toEqual(withoutZeros.filter(({ length }) => length > 0));
          expect(extractSei(converted, ANNEX_B).some((found) => hasUuid(found, uuid))).toBe(false);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what is not a UUID', () => {
    expect(() => sanitizeAccessUnit(slice, 'lesson', ANNEX_B)).toThrow(
      expect.objectContaining({ reason: 'bad-value' }),
    );
  });
});
