import { readScriptData, writeAmf0, writeMetadata } from '@lockstep/formats';
import { milliseconds, ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataMessageOf } from './data-message.js';
import { fitsFlv, frameTag } from './flv-frame.js';

const readDataMessage = (body: Uint8Array) => dataMessageOf(readScriptData(body));

/** `onFI` with an object of one number, as an encoder with a time code sends it. */
const NAME = [2, 0, 4, ...Buffer.from('onFI')];
const VALUE = [3, 0, 2, ...Buffer.from('tc'), 0, 0x40, 0x45, 0, 0, 0, 0, 0, 0, 0, 0, 9];
const DATA_FRAME = [2, 0, 13, ...Buffer.from('@setDataFrame')];

describe('a data message of a publisher', () => {
  it('is read, and written again with the same bytes', () => {
    const data = readDataMessage(Uint8Array.from([...NAME, ...VALUE]));
    expect(data).toEqual({ name: 'onFI', values: [{ tc: 42 }] });
    const time = { dtsMs: milliseconds(40), ptsMs: milliseconds(40) };
    expect(frameTag({ kind: 'data', name: 'onFI', values: [{ tc: 42 }], ...time })).toEqual({
      type: 'script',
      timestampMs: 40,
      body: Uint8Array.from([...NAME, ...VALUE]),
    });
  });

  it('loses the wrapper by which a publisher asks its server to keep it', () => {
    const data = readDataMessage(Uint8Array.from([...DATA_FRAME, ...NAME, ...VALUE]));
    expect(data).toEqual({ name: 'onFI', values: [{ tc: 42 }] });
  });

  it('is not passed on if it is metadata, or has a name with which servers speak to players', () => {
    expect(readDataMessage(writeMetadata({ width: 1 }))).toBeUndefined();
    for (const name of ['@clearDataFrame', '|RtmpSampleAccess', 'onStatus', 'onPlayStatus'])
      expect(readDataMessage(writeAmf0(name, true))).toBeUndefined();
  });

  it.each([
    ['no name', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a value that is cut', [...NAME, ...VALUE.slice(0, -1)]],
    ['a reference', [...NAME, 7, 0, 1]],
  ])('is refused with %s', (_what, bytes) => {
    expect(() => readDataMessage(Uint8Array.from(bytes))).toThrow(ParseError);
  });

  it('is read or refused with a ParseError, whatever the bytes, and what was read can be written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          const data = readDataMessage(Uint8Array.from([...NAME, ...bytes]));
          const time = { dtsMs: milliseconds(0), ptsMs: milliseconds(0) };
          const item = { kind: 'data', name: 'onFI', values: data?.values ?? [], ...time } as const;
          expect(fitsFlv(item)).toBe(true);
          expect(readDataMessage(frameTag(item).body)).toEqual(data);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });

  it('has no room in FLV when AMF0 cannot express it', () => {
    const time = { dtsMs: milliseconds(0), ptsMs: milliseconds(0) };
    const key = 'k'.repeat(65_536);
    expect(fitsFlv({ kind: 'data', name: 'onFI', values: [{ [key]: 1 }], ...time })).toBe(false);
  });
});
