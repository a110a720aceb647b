import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { nalUnit, se, u, ue } from '../../test/bit-fields.js';
import type { PictureOrder } from '../picture-order.js';
import { AvcPictureOrderCounter } from './picture-order-count.js';

/** log2_max_frame_num 4, so frame_num counts to 15; pic_order_cnt_lsb 4 bits, so it counts to 15 too. */
const sps = (orderFields: string, frameMbsOnly = true): Uint8Array =>
  nalUnit(
    [0x67],
    u(8, 77), // Main
    u(8, 0),
    u(8, 30),
    ue(0),
    ue(0), // log2_max_frame_num_minus4
    orderFields,
    ue(2), // max_num_ref_frames
    u(1, 0),
    ue(1), // 32x32
    ue(frameMbsOnly ? 1 : 0),
    frameMbsOnly ? u(1, 1) : u(2, 0b00),
    u(1, 1),
    u(1, 0), // no cropping
    u(1, 0), // no VUI
  );
const TYPE_0 = ue(0) + ue(0);
const TYPE_2 = ue(2);
const pps = (bottomFieldPicOrder = 0): Uint8Array =>
  nalUnit(
    [0x68],
    ue(0),
    ue(0),
    u(1, 0),
    u(1, bottomFieldPicOrder),
    ue(0),
    ue(0),
    ue(0),
    u(1, 0),
    u(2, 0),
    se(0),
    se(0),
    se(0),
    u(3, 0),
  );

type Kind = { idr?: boolean; reference?: boolean };
const slice = ({ idr = false, reference = true }: Kind, ...fields: string[]): Uint8Array =>
  nalUnit([(reference ? 0x60 : 0) | (idr ? 5 : 1)], ue(0), ue(7), ue(0), ...fields);

/** Orders of pictures of one slice each, after the parameter sets. */
function ordersOf(sets: Uint8Array[], pictures: Uint8Array[]): (PictureOrder | undefined)[] {
  const counter = new AvcPictureOrderCounter();
  counter.push(sets);
  return pictures.map((picture) => counter.push([picture]));
}
const countsOf = (sets: Uint8Array[], pictures: Uint8Array[]): (number | undefined)[] =>
  ordersOf(sets, pictures).map((order) => order?.picOrderCnt);

/** No reference marking of its own: adaptive_ref_pic_marking_mode_flag 0. */
const PLAIN = u(1, 0);

describe('type 0', () => {
  const sets = [sps(TYPE_0), pps()];
  const idr = slice({ idr: true }, u(4, 0), ue(0), u(4, 0), u(2, 0));
  const picture = (frameNum: number, lsb: number, reference = true): Uint8Array =>
    slice({ reference }, u(4, frameNum), u(4, lsb), PLAIN);

  it('counts a B-frame before the P-frame it was decoded after', () => {
    expect(countsOf(sets, [idr, picture(1, 4), picture(2, 2, false)])).toEqual([0, 4, 2]);
  });
  it('goes on when the low bits wrap, and back for a B-frame before the wrap', () => {
    const pictures = [
      idr,
      picture(1, 6),
      picture(2, 12),
      picture(3, 2),
      picture(4, 14, false),
      picture(4, 8),
    ];
    expect(countsOf(sets, pictures)).toEqual([0, 6, 12, 18, 14, 24]);
  });
  it('counts from the last reference picture, not from what lies between', () => {
    expect(countsOf(sets, [idr, picture(1, 7), picture(2, 12, false), picture(2, 1, false)])).toEqual([
      0, 7, 12, 1,
    ]);
  });
  it('begins anew with every IDR picture, and says so', () => {
    expect(ordersOf(sets, [idr, picture(1, 8), idr])).toEqual([
      { startsSequence: true, picOrderCnt: 0, isField: false },
      { startsSequence: false, picOrderCnt: 8, isField: false },
      { startsSequence: true, picOrderCnt: 0, isField: false },
    ]);
  });
  it('counts fields by their own parity', () => {
    const field = (bottom: number, lsb: number): Uint8Array =>
      slice({}, u(4, 1), u(2, 0b10 | bottom), u(4, lsb), PLAIN);
    const idrField = slice({ idr: true }, u(4, 0), u(2, 0b10), ue(0), u(4, 0), u(2, 0));
    expect(ordersOf([sps(TYPE_0, false), pps()], [idrField, field(1, 1), field(0, 4)])).toMatchObject([
      { picOrderCnt: 0, isField: true },
      { picOrderCnt: 1, isField: true },
      { picOrderCnt: 4, isField: true },
    ]);
  });
  it('takes the earlier field of a frame whose bottom field comes first', () => {
    const frame = slice({ idr: true }, u(4, 0), ue(0), u(4, 6), se(-1), u(2, 0));
    expect(countsOf([sps(TYPE_0), pps(1)], [frame])).toEqual([5]);
  });
});

describe('type 1', () => {
  // Two references a cycle, 2 and 4 apart; a non-reference picture comes 1 before; the bottom field 1 after the top.
  const cycle = ue(1) + u(1, 0) + se(-1) + se(1) + ue(2) + se(2) + se(4);
  const sets = [sps(cycle), pps()];
  const picture = (frameNum: number, delta: number, reference = true): Uint8Array =>
    slice({ reference }, u(4, frameNum), se(delta), PLAIN);
  const idr = slice({ idr: true }, u(4, 0), ue(0), se(0), u(2, 0));

  it('adds the offsets of the cycle for every reference frame', () => {
    expect(countsOf(sets, [idr, picture(1, 0), picture(2, 0), picture(3, 0)])).toEqual([0, 2, 6, 8]);
  });
  it('adds what the slice says', () => {
    expect(countsOf(sets, [idr, picture(1, 3)])).toEqual([0, 5]);
  });
  it('counts a picture that is no reference from the one before it', () => {
    expect(countsOf(sets, [idr, picture(1, 0), picture(2, 0, false)])).toEqual([0, 2, 1]);
  });
  it('goes on when frame_num wraps', () => {
    const pictures = [idr, ...Array.from({ length: 16 }, (_, index) => picture((index + 1) % 16, 0))];
    expect(countsOf(sets, pictures).at(-1)).toBe(8 * 6);
  });
  it('counts fields', () => {
    const field = (bottom: number): Uint8Array => slice({}, u(4, 1), u(2, 0b10 | bottom), se(0), PLAIN);
    const first = slice({ idr: true }, u(4, 0), u(2, 0b10), ue(0), se(0), u(2, 0));
    expect(countsOf([sps(cycle, false), pps()], [first, field(0), field(1)])).toEqual([0, 2, 3]);
  });
  it('counts nothing with an empty cycle', () => {
    const empty = ue(1) + u(1, 1) + se(0) + se(0) + ue(0);
    const plain = slice({}, u(4, 1), PLAIN);
    expect(countsOf([sps(empty), pps()], [slice({ idr: true }, u(4, 0), ue(0), u(2, 0)), plain])).toEqual([
      0, 0,
    ]);
  });
});

describe('type 2', () => {
  const sets = [sps(TYPE_2), pps()];
  it('is decoding order', () => {
    const pictures = [
      slice({ idr: true }, u(4, 0), ue(0), u(2, 0)),
      slice({}, u(4, 1), PLAIN),
      slice({ reference: false }, u(4, 2)),
      slice({}, u(4, 2), PLAIN),
      slice({}, u(4, 1), PLAIN), // frame_num wrapped
    ];
    expect(countsOf(sets, pictures)).toEqual([0, 2, 3, 4, 34]);
  });
});

describe('memory_management_control_operation 5', () => {
  const sets = [sps(TYPE_0), pps()];
  const idr = slice({ idr: true }, u(4, 0), ue(0), u(4, 0), u(2, 0));
  const clearing = slice({}, u(4, 1), u(4, 10), u(1, 1), ue(5), ue(0));
  it('begins a new sequence with its picture', () => {
    const after = slice({}, u(4, 1), u(4, 2), PLAIN);
    expect(ordersOf(sets, [idr, clearing, after])).toMatchObject([
      { startsSequence: true, picOrderCnt: 0 },
      { startsSequence: true, picOrderCnt: 0 },
      { startsSequence: false, picOrderCnt: 2 },
    ]);
  });
  it('is found behind the other operations', () => {
    const operations = [
      ue(1) + ue(0),
      ue(2) + ue(0),
      ue(3) + ue(0) + ue(0),
      ue(4) + ue(0),
      ue(6) + ue(0),
      ue(5),
      ue(0),
    ];
    const picture = slice({}, u(4, 1), u(4, 10), u(1, 1), ...operations);
    expect(ordersOf(sets, [idr, picture])).toMatchObject([{}, { startsSequence: true }]);
  });
  it('is not what other operations do', () => {
    const picture = slice({}, u(4, 1), u(4, 6), u(1, 1), ue(1) + ue(0), ue(0));
    expect(ordersOf(sets, [idr, picture])).toMatchObject([{}, { startsSequence: false, picOrderCnt: 6 }]);
  });
  it('leaves a bottom field to count from 0', () => {
    const idrField = slice({ idr: true }, u(4, 0), u(2, 0b10), ue(0), u(4, 0), u(2, 0));
    const bottom = slice({}, u(4, 1), u(2, 0b11), u(4, 9), u(1, 1), ue(5), ue(0));
    const next = slice({}, u(4, 1), u(2, 0b10), u(4, 3), PLAIN);
    expect(countsOf([sps(TYPE_0, false), pps()], [idrField, bottom, next])).toEqual([0, 0, 3]);
  });
});

describe('memory_management_control_operation 5 behind a longer slice header', () => {
  const idr = slice({ idr: true }, u(4, 0), ue(0), u(4, 0), u(2, 0));
  const weightedPps = nalUnit(
    [0x68],
    ue(0),
    ue(0),
    u(1, 0),
    u(1, 0),
    ue(0),
    ue(1),
    ue(0),
    u(1, 1),
    u(2, 1),
    se(0),
    se(0),
    se(0),
    u(3, 0),
  );
  const typed = (sliceType: number, ...fields: string[]): Uint8Array =>
    nalUnit([0x61], ue(0), ue(sliceType), ue(0), u(4, 1), u(4, 10), ...fields, u(1, 1), ue(5), ue(0));
  const P = 5;
  const B = 6;

  it('of a P slice with its own count and list', () => {
    const picture = typed(P, u(1, 1), ue(2), u(1, 1), ue(0) + ue(4), ue(1) + ue(9), ue(2) + ue(0), ue(3));
    expect(ordersOf([sps(TYPE_0), pps()], [idr, picture])).toMatchObject([{}, { startsSequence: true }]);
  });
  it('of a P slice with weights for both references of the PPS', () => {
    const weights = [
      ue(5),
      ue(4),
      u(1, 1) + se(3) + se(-2),
      u(1, 0),
      u(1, 0),
      u(1, 1) + se(1) + se(1) + se(1) + se(1),
    ];
    const picture = typed(P, u(1, 0), u(1, 0), ...weights);
    expect(ordersOf([sps(TYPE_0), weightedPps], [idr, picture])).toMatchObject([
      {},
      { startsSequence: true },
    ]);
  });
  it('of a B slice with two lists and weights', () => {
    const weights = [ue(0), ue(0), u(2, 0), u(2, 0), u(2, 0)];
    const picture = typed(B, u(1, 1), u(1, 1), ue(1), ue(0), u(1, 0), u(1, 1), ue(3), ...weights);
    expect(ordersOf([sps(TYPE_0), weightedPps], [idr, picture])).toMatchObject([
      {},
      { startsSequence: true },
    ]);
  });
});

describe('what tells no order', () => {
  it.each([
    { name: 'a slice without parameter sets', nal: slice({}, u(4, 1), u(4, 2), PLAIN) },
    { name: 'an empty NAL unit', nal: new Uint8Array(0) },
    { name: 'an access unit delimiter', nal: Uint8Array.of(9, 0xf0) },
    { name: 'a broken SPS', nal: Uint8Array.of(0x67, 1) },
  ])('$name', ({ nal }) => {
    expect(new AvcPictureOrderCounter().push([nal])).toBeUndefined();
  });
  it('is passed over for the next slice of the picture', () => {
    const good = slice({ idr: true }, u(4, 0), ue(0), u(4, 0), u(2, 0));
    const counter = new AvcPictureOrderCounter();
    expect(counter.push([sps(TYPE_0), pps(), Uint8Array.of(0x65), good])).toMatchObject({ picOrderCnt: 0 });
  });
  it('is a slice header cut in its reference marking: no operation 5 then', () => {
    const cut = slice({}, u(4, 1), u(4, 2), u(1, 1)).subarray(0, 4);
    expect(ordersOf([sps(TYPE_0), pps()], [cut])).toMatchObject([{ startsSequence: false, picOrderCnt: 2 }]);
  });
});

it('throws nothing, whatever the NAL units', () => {
  const start = fc.constantFrom([0x67], [0x68], [0x65], [0x61], [0x41], [0x01]);
  const nal = fc
    .tuple(start, fc.uint8Array({ maxLength: 30 }))
    .map(([head, rest]) => Uint8Array.from([...head, ...rest]));
  fc.assert(
    fc.property(fc.array(nal), (nals) => {
      const counter = new AvcPictureOrderCounter();
      counter.push([sps(TYPE_0), pps()]);
      for (const one of nals) {
        const order = counter.push([one]);
        if (order) expect(Number.isFinite(order.picOrderCnt)).toBe(true);
      }
    }),
  );
});
