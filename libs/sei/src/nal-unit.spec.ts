import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import {
  type AvcNalUnitHeader,
  isSeiType,
  nalUnitHeaderSize,
  readAvcNalUnitHeader,
  readHevcNalUnitHeader,
  writeAvcNalUnitHeader,
  writeHevcNalUnitHeader,
} from './nal-unit.js';

const svc = {
  kind: 'svc',
  idrFlag: true,
  priorityId: 0,
  noInterLayerPredFlag: true,
  dependencyId: 0,
  qualityId: 0,
  temporalId: 0,
  useRefBasePicFlag: false,
  discardableFlag: true,
  outputFlag: true,
} as const;
const mvc = {
  kind: 'mvc',
  nonIdrFlag: true,
  priorityId: 5,
  viewId: 1000,
  temporalId: 6,
  anchorPicFlag: true,
  interViewFlag: false,
} as const;

const avc: { name: string; bytes: number[]; header: AvcNalUnitHeader }[] = [
  { name: 'IDR slice', bytes: [0x65], header: { nalRefIdc: 3, nalUnitType: 5 } },
  { name: 'SEI', bytes: [0x06], header: { nalRefIdc: 0, nalUnitType: 6 } },
  // 1 1 000000 | 1 000 0000 | 000 0 1 1 11
  {
    name: 'SVC prefix',
    bytes: [0x6e, 0xc0, 0x80, 0x0f],
    header: { nalRefIdc: 3, nalUnitType: 14, extension: svc },
  },
  // 0 1 000101 | 11111010 | 00 110 1 0 1
  {
    name: 'MVC slice',
    bytes: [0x74, 0x45, 0xfa, 0x35],
    header: { nalRefIdc: 3, nalUnitType: 20, extension: mvc },
  },
];

describe('H.264 NAL unit header', () => {
  it.each(avc)('reads: $name', ({ bytes, header }) =>
    expect(readAvcNalUnitHeader(Uint8Array.from([...bytes, 0xaa]))).toEqual(header),
  );
  it.each(avc)('writes: $name', ({ bytes, header }) =>
    expect([...writeAvcNalUnitHeader(header)]).toEqual(bytes),
  );

  it.each([
    { name: 'nothing', bytes: [], reason: 'truncated', offset: 0 },
    { name: 'forbidden_zero_bit', bytes: [0xe5], reason: 'bad-value', offset: 0 },
    { name: 'an extension cut short', bytes: [0x6e, 0x40], reason: 'truncated', offset: 2 },
  ])('refuses $name', ({ bytes, reason, offset }) =>
    expect(() => readAvcNalUnitHeader(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ reason, offset }),
    ),
  );

  it('writes any header that it read, and throws nothing but ParseError', () => {
    fc.assert(
      fc.property(hostileBytes(avc.map(({ bytes }) => Uint8Array.from(bytes))), (bytes) => {
        expectOnlyParseError(bytes, () => {
          const header = readAvcNalUnitHeader(bytes);
          expect(readAvcNalUnitHeader(writeAvcNalUnitHeader(header))).toEqual(header);
        });
      }),
    );
  });
});

const hevc = [
  { name: 'prefix SEI', bytes: [0x4e, 0x01], header: { nalUnitType: 39, nuhLayerId: 0, temporalId: 0 } },
  {
    name: 'a layer and a sub-layer',
    bytes: [0x03, 0xfb],
    header: { nalUnitType: 1, nuhLayerId: 63, temporalId: 2 },
  },
];

describe('H.265 NAL unit header', () => {
  it.each(hevc)('reads: $name', ({ bytes, header }) =>
    expect(readHevcNalUnitHeader(Uint8Array.from([...bytes, 0xaa]))).toEqual(header),
  );
  it.each(hevc)('writes: $name', ({ bytes, header }) =>
    expect([...writeHevcNalUnitHeader(header)]).toEqual(bytes),
  );

  it.each([
    { name: 'one byte', bytes: [0x4e], reason: 'truncated', offset: 1 },
    { name: 'forbidden_zero_bit', bytes: [0xce, 0x01], reason: 'bad-value', offset: 0 },
    { name: 'nuh_temporal_id_plus1 0', bytes: [0x4e, 0x00], reason: 'bad-value', offset: 1 },
  ])('refuses $name', ({ bytes, reason, offset }) =>
    expect(() => readHevcNalUnitHeader(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ reason, offset }),
    ),
  );

  it('throws nothing but ParseError', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        expectOnlyParseError(bytes, () => readHevcNalUnitHeader(bytes));
      }),
    );
  });
});

it('knows which types are SEI, and where their RBSP begins', () => {
  expect([6, 39, 40].map((type) => isSeiType(type, 'h264'))).toEqual([true, false, false]);
  expect([6, 39, 40].map((type) => isSeiType(type, 'h265'))).toEqual([false, true, true]);
  expect([
    nalUnitHeaderSize(6, 'h264'),
    nalUnitHeaderSize(14, 'h264'),
    nalUnitHeaderSize(39, 'h265'),
  ]).toEqual([1, 4, 2]);
});
