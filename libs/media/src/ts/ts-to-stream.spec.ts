import { milliseconds, readAvcDecoderConfiguration } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLACK_HEADERS, BlackVideo } from '../stream/black-video.js';
import type { MediaFrame, PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { StreamToTs } from './stream-to-ts.js';
import { TsStreamReader, type TsMeaning } from './ts-to-stream.js';

const PACKET = 188;
const headers: StreamHeaders = {
  metadata: {},
  video: BLACK_HEADERS,
  audio: { codec: 'aac', config: Uint8Array.of(0x11, 0x88), sampleRate: 48_000, channels: 1 },
};
const kindsOf = (meanings: readonly TsMeaning[]): string[] =>
  meanings.map((meaning) => ('frame' in meaning ? meaning.frame.kind : (Object.keys(meaning)[0] ?? '')));
const framesOf = (meanings: readonly TsMeaning[]): PublishedFrame[] =>
  meanings.flatMap((meaning) => ('frame' in meaning ? [meaning.frame] : []));

/** Black frames, and audio between them, as a stream would hand them out. */
function* film(seconds: number, startMs = 0): Generator<MediaFrame> {
  const black = new BlackVideo();
  let frame = 0;
  for (let ms = startMs; ms < startMs + seconds * 1000; ms += 64 / 3) {
    const dtsMs = milliseconds(Math.round(ms));
    for (const video of black.until(dtsMs)) {
      if (video.kind === 'video') yield { ...video, frame: frame++ };
    }
    yield { kind: 'audio', dtsMs, ptsMs: dtsMs, bytes: Uint8Array.of(1, 2, 3, Math.round(ms) & 0xff) };
  }
}

function packetsOf(frames: Iterable<MediaFrame>, of = headers): Uint8Array {
  const writer = new StreamToTs();
  writer.setHeaders(of);
  return Buffer.concat([...frames].map((frame) => writer.write(frame)?.bytes ?? new Uint8Array(0)));
}

function read(bytes: Uint8Array, size = bytes.length, reader = new TsStreamReader()): TsMeaning[] {
  const meanings: TsMeaning[] = [];
  for (let at = 0; at < bytes.length; at += size)
    meanings.push(...reader.push(Uint8Array.from(bytes.subarray(at, at + size))));
  return meanings;
}

describe('a transport stream', () => {
  it('brings back the frames that were written, with their times, however it is cut', () => {
    const frames = [...film(2)];
    const bytes = packetsOf(frames);
    for (const size of [bytes.length, 7 * PACKET, PACKET, 61]) {
      const came = framesOf(read(bytes, size));
      for (const kind of ['video', 'audio'] as const) {
        const sent = frames.filter((frame) => frame.kind === kind);
        const got = came.filter((frame) => frame.kind === kind);
        // what is last has no end yet, and two packets are held back
        expect(got.length).toBeGreaterThanOrEqual(sent.length - 3);
        for (const [i, { dtsMs, ptsMs }] of got.entries())
          expect([dtsMs, ptsMs]).toEqual([sent[i]?.dtsMs, sent[i]?.ptsMs]);
      }
      const audio = came.filter(({ kind }) => kind === 'audio');
      expect(audio[5]?.bytes).toEqual(frames.filter(({ kind }) => kind === 'audio')[5]?.bytes);
    }
  });

  it('tells headers before the first frame of each kind', () => {
    const meanings = read(packetsOf(film(2)));
    for (const kind of ['video', 'audio'] as const) {
      const before = meanings.slice(0, kindsOf(meanings).indexOf(kind));
      const told = before.flatMap((meaning) => ('headers' in meaning ? [meaning.headers[kind]?.codec] : []));
      expect(told).toContain(kind === 'video' ? 'h264' : 'aac');
    }
    const last = meanings.filter((meaning) => 'headers' in meaning).at(-1);
    expect(last).toMatchObject({
      headers: { video: { codec: 'h264' }, audio: { sampleRate: 48_000, channels: 1 } },
    });
  });

  it('goes on over 2^33 ticks, which are 26.5 hours', () => {
    const startMs = Math.round(2 ** 33 / 90) - 1000;
    const times = framesOf(read(packetsOf(film(2, startMs))))
      .filter(({ kind }) => kind === 'video')
      .map(({ dtsMs }) => dtsMs);
    expect(times.map((ms) => ms - startMs)).toEqual(times.map((_, i) => i * 200));
  });

  it('loses the frames of lost packets, and no others', () => {
    const bytes = packetsOf(film(4));
    const packets = bytes.length / PACKET;
    const without = (lost: number): Uint8Array =>
      Buffer.concat([bytes.subarray(0, lost * PACKET), bytes.subarray((lost + 7) * PACKET)]);
    const whole = framesOf(read(bytes)).length;
    for (let lost = 20; lost < packets - 30; lost += 11) {
      const reader = new TsStreamReader();
      const came = framesOf(read(without(lost), 7 * PACKET, reader));
      expect(came.length).toBeLessThan(whole);
      expect(came.length).toBeGreaterThanOrEqual(whole - 12);
    }
  });

  it('is refused where it holds another codec, by name', () => {
    const foreign = (from: number, to: number): Uint8Array => {
      const bytes = packetsOf(film(1));
      return retyped(bytes, from, to);
    };
    const reading = (bytes: Uint8Array) => () => read(bytes);
    expect(reading(foreign(0x1b, 0x24))).toThrow(/H\.265.*Publish H\.264/);
    expect(reading(foreign(0x0f, 0x04))).toThrow(/MPEG-2 audio.*Publish AAC/);
    expect(reading(foreign(0x0f, 0x11))).toThrow(/LATM/);
    expect(reading(new Uint8Array(80_000).fill(0x20))).toThrow(UnsupportedMedia);
  });

  it('of audio alone is known as such', () => {
    const { audio } = headers;
    const reader = new TsStreamReader();
    const audioFrames = [...film(1)].filter(({ kind }) => kind === 'audio');
    const meanings = read(
      packetsOf(audioFrames, { metadata: {}, ...(audio && { audio }) }),
      7 * PACKET,
      reader,
    );
    expect(new Set(kindsOf(meanings))).toEqual(new Set(['headers', 'audio']));
    expect(reader.isAudioAlone).toBe(true);
  });

  it('never is anything but meanings or a refusal, whatever is in it', () => {
    const bytes = packetsOf(film(1));
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 40 });
    fc.assert(
      fc.property(damage, fc.integer({ min: 1, max: 2000 }), (places, size) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, value] of places) damaged[at] = value;
        try {
          for (const { kind, dtsMs } of framesOf(read(damaged, size))) {
            expect(['audio', 'video']).toContain(kind);
            expect(Number.isSafeInteger(dtsMs)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UnsupportedMedia);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** The same with another stream_type in its program map, whose CRC is made anew. */
function retyped(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const changed = Buffer.from(bytes);
  for (let at = 0; at < changed.length; at += PACKET) {
    const pid = changed.readUInt16BE(at + 1) & 0x1fff;
    if (pid !== 0x100) continue;
    const start = at + 4 + ((changed[at + 3] ?? 0) & 0x20 ? 1 + (changed[at + 4] ?? 0) : 0) + 1;
    const length = changed.readUInt16BE(start + 1) & 0x0fff;
    const body = changed.subarray(start, start + 3 + length - 4);
    for (let entry = 12; entry < body.length; entry += 5) if (body[entry] === from) body[entry] = to;
    changed.writeUInt32BE(crc32(body), start + body.length);
  }
  return changed;
}

/** ISO/IEC 13818-1, Annex A. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

it('keeps the parameter sets of the frames', () => {
  const first = read(packetsOf(film(1))).find((meaning) => 'headers' in meaning && meaning.headers.video);
  const config = first && 'headers' in first ? first.headers.video?.config : undefined;
  const sets = readAvcDecoderConfiguration(BLACK_HEADERS.config);
  expect(config && readAvcDecoderConfiguration(config)).toMatchObject({ sps: sets.sps, pps: sets.pps });
});
