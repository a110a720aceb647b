import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MpegTsReader } from './mpeg-ts-reader.js';
import { pesHeader } from './pes-writer.js';
import { TsStreamType } from './program-tables.js';
import { readTsPacket, TS_PACKET_BYTES } from './ts-packet.js';
import { writeTransportStream, type TsUnit } from './ts-writer.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const packetsOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / TS_PACKET_BYTES }, (_, i) =>
    bytes.subarray(i * TS_PACKET_BYTES, (i + 1) * TS_PACKET_BYTES),
  );
const unit = fc.record({
  kind: fc.constantFrom<TsUnit['kind'][]>('video', 'audio', 'metadata'),
  pts: fc.integer({ min: 0, max: 2 ** 33 - 1 }),
  data: fc.uint8Array({ minLength: 1, maxLength: 700 }),
  isRandomAccess: fc.boolean(),
});

describe('a piece of a transport stream', () => {
  it('begins with its tables, wire bytes', () => {
    const data = Uint8Array.of(0xff, 0xf1);
    const [association, map, clock, audio] = packetsOf(
      writeTransportStream(['audio', 'metadata'], [{ kind: 'audio', pts: 90_000, dts: 90_000, data }]),
    );
    expect(hex(association ?? data)).toMatch(/^47400030a680f+0000b00d0001c100000001e100e8f95e7d$/);
    expect(hex(map ?? data)).toContain(
      '00 02 b0 37 00 01 c1 00 00 e1 01 f0 11 25 0f ff ff 49 44 33 20 ff 49 44 33 20 00 1f 00 01'.replaceAll(
        ' ',
        '',
      ),
    );
    expect(hex(map ?? data)).toContain(
      '0f e1 03 f0 00 15 e1 04 f0 0f 26 0d ff ff 49 44 33 20 ff 49 44 33 20 00 0f'.replaceAll(' ', ''),
    );
    expect(hex(clock ?? data)).toMatch(/^47010120b7100000afc87e00f+$/);
    expect(hex(audio ?? data)).toMatch(/^47410330a780f+000001c0000a84800521000[57]bf21fff1$/);
  });

  it('has times of 33 bits with marker bits', () => {
    const at = (pts: number, dts: number) =>
      hex(pesHeader({ kind: 'video', pts, dts, data: new Uint8Array() }));
    expect(at(0, 0)).toBe('000001e0000084800521 00010001'.replace(' ', ''));
    expect(at(2 ** 33 - 1, 2 ** 33 - 1)).toBe('000001e000008480052fffffffff');
    expect(at(2 ** 33 + 90_000, 90_000 - 2)).toBe('000001e0000084c00a310005bf2111 0005bf1d'.replace(' ', ''));
  });

  it('gives what was put in to a reader, with counters that go on and a clock every 100 ms', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (made) => {
        const units: TsUnit[] = made.map((one, i) => ({ ...one, dts: (one.pts + i * 3000) % 2 ** 33 }));
        const bytes = writeTransportStream(['video', 'audio', 'metadata'], units);
        const reader = new MpegTsReader();
        const chunks = [...reader.push(bytes), ...reader.push(bytes), ...reader.end()];
        const types = {
          video: TsStreamType.h264,
          audio: TsStreamType.aacAdts,
          metadata: TsStreamType.metadata,
        };
        for (const kind of ['video', 'audio', 'metadata'] as const) {
          const read = chunks.filter(({ streamType }) => streamType === types[kind]).map(({ data }) => data);
          const put = units.filter((one) => one.kind === kind).map(({ data }) => data);
          expect(Buffer.concat(read).equals(Buffer.concat([...put, ...put]))).toBe(true);
        }
        const counters = new Map<number, number>();
        for (const packet of packetsOf(bytes)) {
          const { pid, continuityCounter, isDiscontinuous, payload } = readTsPacket(packet, 0);
          if (payload.length === 0) continue;
          const before = counters.get(pid);
          expect(isDiscontinuous).toBe(before === undefined);
          expect(continuityCounter).toBe(before === undefined ? 0 : (before + 1) % 16);
          counters.set(pid, continuityCounter);
        }
      }),
    );
  });
});
