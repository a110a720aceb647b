import {
  AccessUnitSplitter,
  ANNEX_B,
  AnnexBReader,
  AVCC,
  insertSei,
  joinAnnexB,
  joinLengthPrefixed,
  type LessonMessage,
  lessonSeiNalUnits,
  splitLengthPrefixed,
  type VideoCodec,
} from '../src/index.js';

/** The access units of a byte stream that arrives in chunks of an odd size. */
export function accessUnitsOf(stream: Uint8Array, codec: VideoCodec): Uint8Array[][] {
  const reader = new AnnexBReader();
  const splitter = new AccessUnitSplitter(codec);
  const nals: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += 4099) nals.push(...reader.push(stream.subarray(at, at + 4099)));
  nals.push(...reader.end());
  const complete = nals.map((nal) => splitter.push(nal));
  return [...complete, splitter.end()].flatMap((unit) => (unit === undefined ? [] : [[...unit.nalUnits]]));
}

/** A message whose header and body need emulation prevention, another for every picture. */
export function messageFor(picture: number): LessonMessage {
  const body = new TextEncoder().encode(
    `{"type":"marker","picture":${picture},"text":"${'\0'.repeat(picture % 7)}"}`,
  );
  return { seq: picture, wallClockMs: 1_700_000_000_000 + picture, snapshot: false, repeat: false, body };
}

/** The stream with a message in every picture, inserted as a byte stream. */
export const stampAnnexB = (units: Uint8Array[][], codec: VideoCodec): Uint8Array =>
  concat(
    units.map((nals, i) =>
      insertSei(joinAnnexB(nals), lessonSeiNalUnits(messageFor(i), codec), ANNEX_B, codec),
    ),
  );

/** The same, inserted into length-prefixed samples. */
export const stampLengthPrefixed = (units: Uint8Array[][], codec: VideoCodec): Uint8Array =>
  concat(
    units.map((nals, i) => {
      const sample = insertSei(
        joinLengthPrefixed(nals, 4),
        lessonSeiNalUnits(messageFor(i), codec),
        AVCC,
        codec,
      );
      return joinAnnexB(splitLengthPrefixed(sample, 4));
    }),
  );

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
