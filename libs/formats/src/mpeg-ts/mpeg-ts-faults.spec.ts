import type { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../test/ffmpeg.js';
import type { TsChunk } from './elementary-stream.js';
import { MpegTsReader, type MpegTsReaderOptions } from './mpeg-ts-reader.js';
import { mpegCrc32 } from './section-reader.js';

const VIDEO_PID = 0x100;
const MAP_PID = 0x1000;

/** A transport packet; an adaptation field with these flags fills what the payload leaves. */
function packet(
  pid: number,
  payload: readonly number[],
  { start = false, counter = 0, adaptation = 0 } = {},
): number[] {
  const room = 184 - payload.length;
  const head = [0x47, (start ? 0x40 : 0) | (pid >> 8), pid & 0xff];
  if (room < 2) return [...head, 0x10 | counter, ...payload, ...new Array<number>(room).fill(0xff)];
  const stuffing = [room - 1, adaptation, ...new Array<number>(room - 2).fill(0xff)];
  return [...head, 0x30 | counter, ...stuffing, ...payload];
}

function section(bytes: number[]): number[] {
  const crc = mpegCrc32(Uint8Array.from(bytes));
  return [0, ...bytes, crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff];
}
const PAT = packet(0, section([0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0x00]), { start: true });
type Listed = { readonly type: number; readonly pid: number };
const pmt = (streams: readonly Listed[], { version = 0, current = 1 } = {}): number[] => {
  const list = streams.flatMap(({ type, pid }) => [type, 0xe0 | (pid >> 8), pid & 0xff, 0xf0, 0]);
  const head = [2, 0xb0, 13 + list.length, 0, 1, 0xc0 | (version << 1) | current, 0, 0, 0xe1, 0x00, 0xf0, 0];
  return packet(MAP_PID, section([...head, ...list]), { start: true });
};
const VIDEO = { type: 0x1b, pid: VIDEO_PID };
const pes = (data: number[], streamId = 0xe0): number[] => [0, 0, 1, streamId, 0, 0, 0x80, 0, 0, ...data];

type Read = { readonly chunks: TsChunk[]; readonly faults: ParseError[] };

function read(
  bytes: Uint8Array | number[],
  options: MpegTsReaderOptions = {},
  chunkSize = bytes.length,
): Read {
  const faults: ParseError[] = [];
  const reader = new MpegTsReader({ onFault: (fault) => void faults.push(fault), ...options });
  const stream = Uint8Array.from(bytes);
  const chunks: TsChunk[] = [];
  for (let at = 0; at < stream.length; at += chunkSize) {
    chunks.push(...reader.push(stream.slice(at, at + chunkSize)));
  }
  return { chunks: [...chunks, ...reader.end()], faults };
}
const dataOf = ({ chunks }: Read): number[][] => chunks.map(({ data }) => [...data]);
const videoOf = ({ chunks }: Read): Buffer =>
  Buffer.concat(chunks.flatMap(({ streamType, data }) => (streamType === 0x1b ? [data] : [])));

/** A recording as it would be in packets of another size. */
function restride(recording: Uint8Array, stride: 188 | 192 | 204): Uint8Array {
  const lead = stride === 192 ? 4 : 0;
  const packets = recording.length / 188;
  const wide = new Uint8Array(packets * stride).fill(0x11);
  for (let i = 0; i < packets; i++) wide.set(recording.subarray(i * 188, (i + 1) * 188), i * stride + lead);
  return wide;
}
const recording = fixture('0.mpegts').subarray(0, 188 * 600);
const whole = videoOf(read(recording));

describe('what is in a program beside audio and video', () => {
  const SECTION_TYPES = [0x05, 0x0a, 0x0b, 0x0c, 0x0d, 0x86, 0x95, 0xc0];
  it.each(SECTION_TYPES)('is passed over when it is sections, stream_type %i', (type) => {
    const data = packet(0x101, [0, 0xfc, 0x30, 0x11, 0, 0, 1], { start: true });
    const video = packet(VIDEO_PID, pes([7]), { start: true });
    const stream = [...PAT, ...pmt([{ type, pid: 0x101 }, VIDEO]), ...data, ...video];
    const result = read(stream, { streamTypes: new Set([0x1b]) });
    expect(dataOf(result)).toEqual([[7]]);
    expect(result.faults).toEqual([]);
  });
  it.each([0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff])(
    'is passed over when its stream_id %i has no header, to its end',
    (streamId) => {
      const other = packet(VIDEO_PID, [0, 0, 1, streamId, 0, 2, 0x0f, 0x0f], { start: true, counter: 0 });
      const more = packet(VIDEO_PID, [9, 9], { counter: 1 });
      const video = packet(VIDEO_PID, pes([7]), { start: true, counter: 2 });
      const result = read([...PAT, ...pmt([VIDEO]), ...other, ...more, ...video]);
      expect(dataOf(result)).toEqual([[7]]);
      expect(result.faults).toEqual([]);
    },
  );
  it('is passed over when it is scrambled, and told where it was asked for', () => {
    const scrambled = packet(VIDEO_PID, pes([1]), { start: true });
    scrambled[3] = (scrambled[3] ?? 0) | 0x80;
    const clear = packet(VIDEO_PID, pes([2]), { start: true, counter: 1 });
    const stream = [...PAT, ...pmt([VIDEO]), ...scrambled, ...clear];
    expect(dataOf(read(stream))).toEqual([[2]]);
    expect(read(stream).faults).toMatchObject([{ reason: 'unsupported', offset: 376 }]);
    expect(read(stream, { streamTypes: new Set([0x0f]) }).faults).toEqual([]);
  });
});

describe('a damaged transport stream', () => {
  it.each([1, 3, 111, 187, 300])('is found again behind %i lost bytes', (lost) => {
    const at = 188 * 300 + 50;
    for (const stride of [188, 192, 204] as const) {
      const wide = restride(recording, stride);
      const cut = Buffer.concat([wide.subarray(0, at), wide.subarray(at + lost)]);
      const result = read(cut);
      expect(result.faults.filter(({ reason }) => reason === 'bad-signature')).toHaveLength(1);
      expect(videoOf(result).length).toBeGreaterThan(whole.length - 4 * 188);
      const byteByByte = read(cut, {}, 61);
      expect(videoOf(byteByByte)).toEqual(videoOf(result));
    }
  });
  it.each([1, 50, 187, 1000, 20_000])('may begin behind %i bytes of something else', (junk) => {
    for (const stride of [188, 192, 204] as const) {
      const noise = Uint8Array.from({ length: junk }, (_, i) => (i * 71) & 0xff);
      const result = read(Buffer.concat([noise, restride(recording, stride)]));
      expect(result.faults).toMatchObject([{ reason: 'bad-signature', offset: 0 }]);
      expect(videoOf(result)).toEqual(whole);
    }
  });
  it('may have something else behind it', () => {
    const result = read(Buffer.concat([recording, new Uint8Array(5000)]));
    expect(videoOf(result)).toEqual(whole);
    expect(result.faults[0]).toMatchObject({ reason: 'bad-signature', offset: recording.length });
  });
  it('keeps a packet whose neighbour lost its sync byte', () => {
    const damaged = Uint8Array.from(recording);
    damaged[188 * 300] = 0;
    const result = read(damaged);
    expect(result.faults).toMatchObject([{ reason: 'bad-signature', offset: 188 * 300 }]);
    expect(videoOf(result).length).toBeGreaterThan(whole.length - 2 * 188);
  });
  it('goes on behind what is not a PES packet', () => {
    const wrong = packet(VIDEO_PID, [0, 0, 2, 0xe0, 0, 0, 0x80, 0, 0], { start: true });
    const inside = packet(VIDEO_PID, [9], { counter: 1 });
    const good = packet(VIDEO_PID, pes([7]), { start: true, counter: 2 });
    const result = read([...PAT, ...pmt([VIDEO]), ...wrong, ...inside, ...good]);
    expect(dataOf(result)).toEqual([[7]]);
    expect(result.faults).toMatchObject([{ reason: 'bad-signature', offset: 376 }]);
  });
  it('gives what was good before a fault, and then the fault', () => {
    const good = packet(VIDEO_PID, pes([7]), { start: true });
    const reader = new MpegTsReader();
    const stream = [...PAT, ...pmt([VIDEO]), ...good, ...new Array<number>(800).fill(0)];
    expect(reader.push(Uint8Array.from(stream))).toHaveLength(1);
    expect(() => reader.push(new Uint8Array(0))).toThrow(expect.objectContaining({ offset: 564 }));
    expect(() => reader.end()).toThrow(expect.objectContaining({ offset: 564 }));
  });
  it('is read by a lenient reader whatever its bytes are, without an exception and without end', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    const small = recording.subarray(0, 188 * 12);
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.nat(),
        fc.nat({ max: 400 }),
        fc.integer({ min: 1, max: 600 }),
        (changes, cutAt, cut, size) => {
          const bytes = Uint8Array.from(small);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const from = cutAt % bytes.length;
          const input = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + cut)]);
          const { faults } = read(input, {}, size);
          for (const { offset } of faults) expect(offset).toBeLessThanOrEqual(input.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a packet with the counter of the one before', () => {
  const first = packet(VIDEO_PID, pes([1, 2]), { start: true, counter: 5 });
  const played = (...packets: readonly number[][]): number[][] =>
    dataOf(read([...PAT, ...pmt([VIDEO]), ...packets.flat()]));
  it('was sent twice when its bytes are the same, but for its clock', () => {
    const again = [...first];
    again[10] = 0x33; // in the adaptation field, where the PCR of a repeated packet is its own
    expect(played(first, again)).toEqual([[1, 2]]);
  });
  it('is another one when its bytes differ', () => {
    const joined = packet(VIDEO_PID, pes([1, 3]), { start: true, counter: 5 });
    expect(played(first, joined)).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });
  it('is another one when it begins nothing, or says that it is discontinuous', () => {
    const data = pes([1, 2]);
    expect(played(first, packet(VIDEO_PID, data, { counter: 5 }))).toEqual([[1, 2], data]);
    const marked = packet(VIDEO_PID, data, { start: true, counter: 5, adaptation: 0x80 });
    expect(played(first, marked)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });
  it('is another one where all counters are the same, also with the same bytes', () => {
    const parts = [[1], [2], [3], [3], [3]].map((data) => packet(VIDEO_PID, data, { counter: 5 }));
    expect(played(first, ...parts).flat()).toEqual([1, 2, 1, 2, 3, 3, 3]);
  });
});

describe('a newer program map', () => {
  const at = (pid: number, data: number[]): number[] => packet(pid, pes(data), { start: true, counter: 1 });
  it('moves the stream to another PID', () => {
    const moved = pmt([{ type: 0x1b, pid: 0x200 }], { version: 1 });
    const stream = [
      ...PAT,
      ...pmt([VIDEO]),
      ...at(VIDEO_PID, [1]),
      ...moved,
      ...at(VIDEO_PID, [2]),
      ...at(0x200, [3]),
    ];
    expect(read(stream).chunks).toMatchObject([
      { pid: VIDEO_PID, data: Uint8Array.of(1) },
      { pid: 0x200, data: Uint8Array.of(3) },
    ]);
  });
  it('counts when it is valid, not before', () => {
    const next = pmt([{ type: 0x1b, pid: 0x200 }], { version: 1, current: 0 });
    expect(dataOf(read([...PAT, ...pmt([VIDEO]), ...next, ...at(VIDEO_PID, [1])]))).toEqual([[1]]);
  });
});
