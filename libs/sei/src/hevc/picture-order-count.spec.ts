import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { nalUnit, u, ue } from '../../test/bit-fields.js';
import type { PictureOrder } from '../picture-order.js';
import { HevcPictureOrderCounter } from './picture-order-count.js';
import { readHevcPps } from './pps.js';

const TRAIL_N = 0;
const TRAIL_R = 1;
const RADL_N = 6;
const RASL_R = 9;
const BLA = 16;
const IDR = 19;
const CRA = 21;
const EOS = 36;

const header = (type: number, temporalId = 0, layer = 0): number[] => [
  (type << 1) | (layer >> 5),
  ((layer & 31) << 3) | (temporalId + 1),
];

/** Main profile, slice_pic_order_cnt_lsb of 4 bits. */
const sps = (chromaFields = ue(1)): Uint8Array =>
  nalUnit(
    header(33),
    u(4, 0),
    u(3, 0),
    u(1, 1),
    u(8, 1) + u(32, 0x60000000) + u(32, 0) + u(16, 0) + u(8, 30), // profile_tier_level
    ue(0),
    chromaFields,
    ue(32),
    ue(32),
    u(1, 0),
    ue(0),
    ue(0),
    ue(0), // log2_max_pic_order_cnt_lsb_minus4
    u(1, 1),
    ue(4) + ue(2) + ue(0),
    ue(0) + ue(0) + ue(0) + ue(0) + ue(0) + ue(0),
    u(1, 0), // no scaling lists
    u(2, 0),
    u(1, 0), // no PCM
    ue(0),
    u(1, 0),
    u(2, 0),
    u(1, 0), // no VUI
    u(1, 0),
  );
const pps = (outputFlagPresent = 0, extraBits = 0): Uint8Array =>
  nalUnit(header(34), ue(0), ue(0), u(1, 0), u(1, outputFlagPresent), u(3, extraBits), u(20, 0));

function slice(type: number, lsb: number, { temporalId = 0, before = '', behindType = '' } = {}): Uint8Array {
  const isIrap = type >= 16 && type <= 23;
  const order = type === IDR ? '' : u(4, lsb);
  return nalUnit(
    header(type, temporalId),
    u(1, 1),
    isIrap ? u(1, 0) : '',
    ue(0),
    before,
    ue(1),
    behindType,
    order,
  );
}

function ordersOf(pictures: Uint8Array[], sets = [sps(), pps()]): (PictureOrder | undefined)[] {
  const counter = new HevcPictureOrderCounter();
  counter.push(sets);
  return pictures.map((picture) => counter.push([picture]));
}
const countsOf = (pictures: Uint8Array[], sets?: Uint8Array[]): (number | undefined)[] =>
  ordersOf(pictures, sets).map((order) => order?.picOrderCnt);

describe('H.265 picture order count', () => {
  it('counts a B-frame before the P-frame it was decoded after', () => {
    expect(countsOf([slice(IDR, 0), slice(TRAIL_R, 4), slice(TRAIL_N, 2)])).toEqual([0, 4, 2]);
  });
  it('goes on when the low bits wrap, and back for a picture before the wrap', () => {
    const pictures = [
      slice(IDR, 0),
      slice(TRAIL_R, 7),
      slice(TRAIL_R, 14),
      slice(TRAIL_R, 3),
      slice(TRAIL_N, 15),
    ];
    expect(countsOf(pictures)).toEqual([0, 7, 14, 19, 15]);
  });
  it('counts from the last reference picture of the lowest temporal layer', () => {
    const pictures = [
      slice(IDR, 0),
      slice(TRAIL_R, 6),
      slice(TRAIL_R, 12, { temporalId: 1 }),
      slice(TRAIL_N, 13),
      slice(TRAIL_R, 1),
    ];
    expect(countsOf(pictures)).toEqual([0, 6, 12, 13, 1]);
  });
  it('begins anew with IDR and BLA pictures and with the first CRA picture, not with later ones', () => {
    const pictures = [
      slice(CRA, 8),
      slice(RASL_R, 6),
      slice(TRAIL_R, 12),
      slice(CRA, 2),
      slice(RADL_N, 0),
      slice(BLA, 5),
      slice(IDR, 0),
    ];
    expect(ordersOf(pictures)).toMatchObject([
      { startsSequence: true, picOrderCnt: 8 },
      { startsSequence: false, picOrderCnt: 6 },
      { startsSequence: false, picOrderCnt: 12 },
      { startsSequence: false, picOrderCnt: 18 },
      { startsSequence: false, picOrderCnt: 16 },
      { startsSequence: true, picOrderCnt: 5 },
      { startsSequence: true, picOrderCnt: 0 },
    ]);
  });
  it('begins anew with the CRA picture after an end of sequence', () => {
    const counter = new HevcPictureOrderCounter();
    counter.push([sps(), pps(), slice(IDR, 0)]);
    expect(counter.push([slice(TRAIL_R, 7), Uint8Array.from(header(EOS))])).toMatchObject({ picOrderCnt: 7 });
    expect(counter.push([slice(CRA, 9)])).toMatchObject({ startsSequence: true, picOrderCnt: 9 });
  });
  it('steps over what PPS and SPS put before the count', () => {
    const sets = [sps(ue(3) + u(1, 1)), pps(1, 2)];
    const picture = slice(TRAIL_R, 5, { before: u(2, 3), behindType: u(1, 1) + u(2, 2) });
    expect(countsOf([picture], sets)).toEqual([5]);
  });
  it.each([
    { name: 'a slice without parameter sets', nal: slice(IDR, 0) },
    { name: 'half a NAL unit header', nal: Uint8Array.of(2) },
    { name: 'a slice segment that is not the first', nal: nalUnit(header(TRAIL_R), u(1, 0), ue(0)) },
    { name: 'a slice of another layer', nal: nalUnit(header(TRAIL_R, 0, 1), u(1, 1), ue(0)) },
    { name: 'a broken PPS', nal: Uint8Array.from(header(34)) },
  ])('is not told by $name', ({ nal }) => {
    expect(new HevcPictureOrderCounter().push([nal])).toBeUndefined();
  });
  it('counts below zero before a CRA picture', () => {
    expect(countsOf([slice(CRA, 0), slice(RASL_R, 14)])).toEqual([0, -2]);
  });
});

it('reads no other NAL unit as a PPS', () => {
  expect(() => readHevcPps(sps())).toThrow('nal_unit_type 33 is not PPS');
});

it('throws nothing, whatever the NAL units', () => {
  const start = fc.constantFrom(
    header(33),
    header(34),
    header(IDR),
    header(TRAIL_R),
    header(CRA),
    [0xff, 0xff],
  );
  const nal = fc
    .tuple(start, fc.uint8Array({ maxLength: 40 }))
    .map(([head, rest]) => Uint8Array.from([...head, ...rest]));
  fc.assert(
    fc.property(fc.array(nal), (nals) => {
      const counter = new HevcPictureOrderCounter();
      counter.push([sps(), pps()]);
      for (const one of nals) {
        const order = counter.push([one]);
        if (order) expect(Number.isFinite(order.picOrderCnt)).toBe(true);
      }
    }),
  );
});
