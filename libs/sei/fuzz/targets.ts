import {
  addEmulationPrevention,
  ANNEX_B,
  AnnexBReader,
  AVCC,
  AvcParameterSets,
  extractSei,
  insertSei,
  joinAnnexB,
  joinLengthPrefixed,
  LESSON_UUID,
  LessonMessageReader,
  lessonSeiNalUnits,
  lengthPrefixed,
  type NalFraming,
  parseUuid,
  hasUuid,
  readAvcDecoderConfiguration,
  readAvcNalUnitHeader,
  readHevcDecoderConfiguration,
  readHevcNalUnitHeader,
  readHevcSps,
  readPps,
  readSeiMessages,
  readSeiNalUnit,
  readSliceHeader,
  readSps,
  readUserDataUnregistered,
  removeEmulationPrevention,
  sanitizeAccessUnit,
  sanitizeAvcDecoderConfiguration,
  splitAnnexB,
  splitLengthPrefixed,
  stripSei,
  type VideoCodec,
  writeAvcDecoderConfiguration,
  writeHevcDecoderConfiguration,
  writeSeiMessages,
} from '../src/index.js';
import { hasSei } from '../src/access-unit.js';
import { dense, recordings, vectors } from './seeds.js';
import { streamTargets } from './stream-targets.js';
import { assert, type FuzzTarget } from './target.js';

const streams = recordings();
const nals = streams.flatMap((stream) => splitAnnexB(stream).slice(0, 8));
const sei = (codec: VideoCodec): Uint8Array[] =>
  lessonSeiNalUnits(
    { seq: 7, wallClockMs: 1, snapshot: false, repeat: false, body: Uint8Array.of(123, 125) },
    codec,
  );
const uuid = parseUuid(LESSON_UUID);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Small pictures with lesson SEI and others, and first pictures of the recordings. */
const pictures = [
  ...vectors('insert-sei', 'strip-sei', 'sei-message').map((nal) => [nal, ...sei('h264'), ...sei('h265')]),
  ...streams.map((stream) => [...splitAnnexB(stream).slice(0, 4), ...sei('h264')]),
];

const framings: readonly { name: string; framing: NalFraming; seeds: Uint8Array[] }[] = [
  { name: 'Annex B', framing: ANNEX_B, seeds: pictures.map(joinAnnexB) },
  { name: 'AVCC', framing: AVCC, seeds: pictures.map((picture) => joinLengthPrefixed(picture, 4)) },
  {
    name: '2-byte lengths',
    framing: lengthPrefixed(2),
    seeds: pictures.map((picture) =>
      joinLengthPrefixed(
        picture.map((nal) => nal.subarray(0, 65535)),
        2,
      ),
    ),
  },
  {
    name: '1-byte lengths',
    framing: lengthPrefixed(1),
    seeds: pictures.map((picture) =>
      joinLengthPrefixed(
        picture.map((nal) => nal.subarray(0, 255)),
        1,
      ),
    ),
  },
];

const accessUnitTargets = framings.flatMap(({ name, framing, seeds }) =>
  (['h264', 'h265'] as const).map((codec) => ({
    name: `sei: access unit, ${name}, ${codec}`,
    seeds,
    run(bytes: Uint8Array) {
      const before = extractSei(bytes, framing, codec);
      assert(before.length === 0 || hasSei(bytes, framing, codec), 'hasSei sees what extractSei reads');
      const stamped = insertSei(bytes, sei(codec), framing, codec);
      assert(extractSei(stamped, framing, codec).length === before.length + 1, 'insertSei adds one message');
      const stripped = stripSei(stamped, LESSON_UUID, framing, codec);
      const left = extractSei(stripped, framing, codec);
      assert(!left.some((message) => hasUuid(message, uuid)), 'stripSei leaves nothing of the UUID');
      return left;
    },
  })),
);

/** A forged message where a conversion would bring it to life. */
const smuggled = (join: (nals: readonly Uint8Array[]) => Uint8Array): Uint8Array[] =>
  [0x65, 0x09, 0x0c, 0x18, 0x06].map((header) =>
    join([
      Uint8Array.of(header, 0x88, 0, 0, 0, 1, ...(sei('h264')[0] ?? [])),
      Uint8Array.of(0x65, 0x88, 0x80),
    ]),
  );

const sanitizingTargets = framings.map(({ name, framing, seeds }) => ({
  name: `sei: sanitized access unit, ${name}`,
  seeds: [...seeds, ...smuggled((all) => joinLengthPrefixed(all, 4))],
  run(bytes: Uint8Array) {
    const clean = sanitizeAccessUnit(bytes, LESSON_UUID, framing);
    assert(Buffer.from(clean.bytes).indexOf(uuid) < 0, 'nothing of the UUID is left');
    if (framing.kind === 'annex-b') return clean;
    const converted = joinAnnexB(splitLengthPrefixed(clean.bytes, framing.lengthSize));
    const found = extractSei(converted, ANNEX_B);
    assert(!found.some((message) => hasUuid(message, uuid)), 'a conversion brings no message to life');
    return clean;
  },
}));

const target = (
  name: string,
  seeds: readonly Uint8Array[],
  run: (bytes: Uint8Array) => unknown,
): FuzzTarget => ({
  name: `sei: ${name}`,
  seeds,
  run,
});

const parserTargets: FuzzTarget[] = [
  target('NAL unit headers', nals, (bytes) => [readAvcNalUnitHeader(bytes), readHevcNalUnitHeader(bytes)]),
  target('emulation prevention', [...vectors('emulation-prevention'), ...nals], (bytes) => {
    assert(
      same(removeEmulationPrevention(addEmulationPrevention(bytes)), bytes),
      'what was added is removed',
    );
    return removeEmulationPrevention(bytes);
  }),
  target('Annex B', [...vectors('annex-b'), ...streams, dense([0, 0, 1, 9])], (bytes) => {
    const whole = splitAnnexB(bytes);
    const reader = new AnnexBReader();
    const half = bytes.length >> 1;
    const parts = [bytes.subarray(0, half), bytes.subarray(half)].flatMap((part) => reader.push(part));
    const chunked = [...parts, ...reader.end()];
    assert(chunked.length === whole.length, 'chunks give as many NAL units as the whole');
    assert(
      chunked.every((nal, i) => same(nal, whole[i] ?? new Uint8Array(0))),
      'chunks give the same NAL units',
    );
    return whole;
  }),
  ...([1, 2, 4] as const).map((size) =>
    target(
      `${size}-byte lengths`,
      [...vectors('length-prefixed'), dense([0, 0, 0, 1]), dense([1, 9])],
      (bytes) => {
        const units = splitLengthPrefixed(bytes, size);
        const joined = joinLengthPrefixed(units, size);
        assert(splitLengthPrefixed(joined, size).length === units.length, 'split and joined');
        return units;
      },
    ),
  ),
  target('AVC decoder configuration', vectors('avc-configuration'), (bytes) => {
    const record = readAvcDecoderConfiguration(bytes);
    const clean = writeAvcDecoderConfiguration(sanitizeAvcDecoderConfiguration(record, LESSON_UUID));
    assert(readAvcDecoderConfiguration(clean).sps.length <= record.sps.length, 'sanitized, read and written');
    return readAvcDecoderConfiguration(writeAvcDecoderConfiguration(record));
  }),
  target('HEVC decoder configuration', vectors('hevc-configuration'), (bytes) => {
    const record = readHevcDecoderConfiguration(bytes);
    return readHevcDecoderConfiguration(writeHevcDecoderConfiguration(record));
  }),
  target('SPS', [...vectors('sps'), ...nals], (bytes) => readSps(bytes)),
  target('H.265 SPS', vectors('sps'), (bytes) => readHevcSps(bytes)),
  target('PPS', [...vectors('access-unit'), ...nals], (bytes) => readPps(bytes)),
  target('slice header', streams, (bytes) => {
    const parameterSets = new AvcParameterSets();
    return splitAnnexB(bytes).map((nal) => {
      parameterSets.add(nal);
      return [1, 2, 5].includes((nal[0] ?? 0) & 0x1f) ? readSliceHeader(nal, parameterSets) : undefined;
    });
  }),
  target('SEI messages', [...vectors('sei-message'), dense([1, 0])], (bytes) => {
    const messages = readSeiMessages(bytes);
    assert(readSeiMessages(writeSeiMessages(messages)).length === messages.length, 'read and written');
    return messages;
  }),
  target('SEI NAL unit', [...sei('h264'), ...nals], (bytes) => readSeiNalUnit(bytes, 'h264')),
  target('H.265 SEI NAL unit', sei('h265'), (bytes) => readSeiNalUnit(bytes, 'h265')),
  target('user data', vectors('malformed', 'lesson-message'), (bytes) => readUserDataUnregistered(bytes)),
];

/** One reader for all inputs: what earlier fragments left behind must not grow either. */
const lessons = new LessonMessageReader();
const lessonTarget = target('lesson message', vectors('lesson-message'), (bytes) => lessons.push(bytes));

export const targets: FuzzTarget[] = [
  ...parserTargets,
  lessonTarget,
  ...accessUnitTargets,
  ...sanitizingTargets,
  ...streamTargets(streams),
];
