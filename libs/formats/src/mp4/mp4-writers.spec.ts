import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBoxes } from './box-reader.js';
import { box, writeBoxes } from './box-writer.js';
import { metaItems, readMetaItems } from './meta-items.js';
import { SampleTable, type TableSample } from './sample-table.js';
import { timedTextEntry, timedTextSample } from './timed-text.js';
import { editList } from './track-box.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const table = (samples: readonly Partial<TableSample>[], base = 0): Map<string, string> => {
  const made = new SampleTable();
  for (const sample of samples) {
    made.add({
      ...{ offset: 0, size: 1, decodeTime: 0, durationTicks: 10, compositionOffset: 0 },
      ...{ isRandomAccess: true, entryIndex: 0 },
      ...sample,
    });
  }
  const boxes = readBoxes(writeBoxes(...made.boxes([box('mp4a')], base)));
  return new Map(boxes.map(({ type, payload }) => [type, hex(payload)]));
};

describe('a sample table', () => {
  it('is these bytes: runs of times, chunks of what lies together, sync samples', () => {
    const boxes = table(
      [
        { offset: 8, size: 2, decodeTime: 100, compositionOffset: 20 },
        { offset: 10, size: 3, decodeTime: 110, isRandomAccess: false },
        { offset: 50, size: 4, decodeTime: 120, isRandomAccess: false, compositionOffset: -1 },
        { offset: 90, size: 5, decodeTime: 150, entryIndex: 1 },
      ],
      0x100,
    );
    expect(boxes.get('stts')).toBe(
      '00000000' + '00000003' + '00000002' + '0000000a' + '00000001' + '0000001e' + '00000001' + '0000000a',
    );
    expect(boxes.get('ctts')).toBe(
      '01000000' +
        '00000004' +
        '00000001' +
        '00000014' +
        '00000001' +
        '00000000' +
        '00000001' +
        'ffffffff' +
        '00000001' +
        '00000000',
    );
    expect(boxes.get('stss')).toBe('00000000' + '00000002' + '00000001' + '00000004');
    expect(boxes.get('stsc')).toBe(
      '00000000' +
        '00000003' +
        '00000001' +
        '00000002' +
        '00000001' +
        '00000002' +
        '00000001' +
        '00000001' +
        '00000003' +
        '00000001' +
        '00000002',
    );
    expect(boxes.get('stsz')).toBe(
      '00000000' + '00000000' + '00000004' + '00000002' + '00000003' + '00000004' + '00000005',
    );
    expect(boxes.get('stco')).toBe('00000000' + '00000003' + '00000108' + '00000132' + '0000015a');
  });

  it('leaves out what is the same for all, and counts far places in 64 bits', () => {
    const boxes = table([
      { offset: 2 ** 33, decodeTime: 0 },
      { offset: 2 ** 33 + 1, decodeTime: 10 },
    ]);
    expect(boxes.has('ctts')).toBe(false);
    expect(boxes.has('stss')).toBe(false);
    expect(boxes.get('co64')).toBe('00000000' + '00000001' + '0000000200000000');
  });

  it('adds up to the last decode time, whatever times come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 50 }), (times) => {
        const made = new SampleTable();
        const sample = {
          offset: 0,
          size: 1,
          durationTicks: 7,
          compositionOffset: 0,
          isRandomAccess: true,
          entryIndex: 0,
        };
        for (const decodeTime of times) made.add({ ...sample, decodeTime });
        const stts = readBoxes(writeBoxes(...made.boxes([], 0))).find(({ type }) => type === 'stts')?.payload;
        const view = new DataView(stts?.slice().buffer ?? new ArrayBuffer(0));
        let [ticks, count] = [0, 0];
        for (let i = 8; i < view.byteLength; i += 8) {
          count += view.getUint32(i);
          ticks += view.getUint32(i) * view.getUint32(i + 4);
        }
        expect(count).toBe(times.length);
        expect(ticks).toBe(made.durationTicks);
      }),
    );
  });
});

describe('an edit list', () => {
  it('is these bytes: an empty edit first where a track begins later', () => {
    expect(hex(writeBoxes(editList({ delayMs: 5, durationMs: 1000, mediaTime: 7 })))).toBe(
      '00000038' +
        '656c7374' +
        '01000000' +
        '00000002' +
        '0000000000000005' +
        'ffffffffffffffff' +
        '00010000' +
        '00000000000003e8' +
        '0000000000000007' +
        '00010000',
    );
    expect(writeBoxes(editList({ delayMs: 0, durationMs: 1, mediaTime: 0 }))).toHaveLength(36);
  });
});

describe('timed text', () => {
  it('is these bytes', () => {
    expect(hex(timedTextSample('é'))).toBe('0002c3a9');
    expect(hex(timedTextSample(''))).toBe('0000');
    expect(writeBoxes(timedTextEntry())).toHaveLength(8 + 38 + 8 + 2 + 3 + 5);
  });

  it('never cuts a character', () => {
    const sample = timedTextSample('a' + '漢'.repeat(30_000));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample.subarray(2));
    expect(text).toMatch(/^a漢+$/);
    expect(sample.length - 2).toBe((sample[0] ?? 0) * 256 + (sample[1] ?? 0));
  });
});

describe('meta items', () => {
  const items = [
    { name: 'lesson.json', contentType: 'application/json', offset: 2 ** 33 + 1, length: 12 },
    { name: '幻灯片/0', contentType: 'image/webp', offset: 7, length: 2 ** 32 },
  ];

  it('are read as they were written', () => {
    const [meta] = readBoxes(writeBoxes(metaItems(items)));
    expect(meta && readMetaItems(meta)).toEqual(items);
    const one = { name: 'a', contentType: 'b/c', offset: 1, length: 2 };
    expect(hex(writeBoxes(metaItems([one])))).toBe(
      '0000007b' +
        '6d657461' +
        '00000000' +
        '00000021' +
        '68646c72' +
        '00000000' +
        '00000000' +
        '6c737470' +
        '00'.repeat(13) +
        '00000028' +
        '69696e66' +
        '00000000' +
        '0001' +
        '0000001a' +
        '696e6665' +
        '02000000' +
        '0001' +
        '0000' +
        '6d696d65' +
        '6100' +
        '622f6300' +
        '00000026' +
        '696c6f63' +
        '00000000' +
        '8800' +
        '0001' +
        '0001' +
        '0000' +
        '0001' +
        '0000000000000001' +
        '0000000000000002',
    );
  });

  it('of other bytes are a ParseError or none', () => {
    const bytes = writeBoxes(metaItems(items));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = byte;
        try {
          for (const meta of readBoxes(changed)) readMetaItems(meta);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
