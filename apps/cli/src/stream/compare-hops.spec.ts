import { describe, expect, it } from 'vitest';
import { compareHop } from './compare-hops.js';
import type { Hop, HopFrame, HopMessage } from './hop.js';

const OPTIONS = { mostDelayMs: 5000 };

const message = (seq: number, more: Partial<HopMessage> = {}): HopMessage => ({
  ...{ key: `m${String(seq)}`, seq, isEvent: true, place: 0 },
  ...more,
});

/** A hundred frames, 40 ms each; every tenth has an event and a second message beside it. */
const frames = (): HopFrame[] =>
  Array.from({ length: 100 }, (_, i) => ({
    ...{ picture: `p${String(i)}`, ptsMs: i * 40, arrivedMs: 1_000_000 + i * 40 },
    messages:
      i % 10 === 0 ? [message(i), message(i, { key: `s${String(i)}`, isEvent: false, place: 1 })] : [],
  }));

const hop = (over: readonly HopFrame[], more: Partial<Hop> = {}): Hop => ({
  ...{ address: 'there', isLive: true, frames: over, hasBridge: false },
  ...more,
});
const origin = hop(frames(), { address: 'origin' });
const compared = (over: readonly HopFrame[], more: Partial<Hop> = {}) =>
  compareHop(origin, hop(over, more), OPTIONS);
const codes = (over: readonly HopFrame[], more: Partial<Hop> = {}) =>
  compared(over, more).findings.map(({ code }) => code);
const mapped = (change: (frame: HopFrame, i: number) => Partial<HopFrame>): HopFrame[] =>
  frames().map((frame, i) => ({ ...frame, ...change(frame, i) }));

describe('a hop beside the origin', () => {
  it('delivers all, with times of its own and later', () => {
    const result = compared(
      mapped(({ ptsMs, arrivedMs }) => ({ ptsMs: ptsMs + 10_000, arrivedMs: arrivedMs + 300 })),
    );
    expect(result).toMatchObject({
      expected: 20,
      kept: 20,
      expectedEvents: 10,
      keptEvents: 10,
      findings: [],
    });
    expect(result).toMatchObject({
      ptsOffsetMs: { least: 10_000, most: 10_000 },
      delayMs: 300,
      framesLost: 0,
    });
  });
  it('is asked only for the stretch that it was read for', () => {
    expect(compared(frames().slice(35, 72))).toMatchObject({ expected: 8, kept: 8, findings: [] });
  });
  it('is not asked for a place of frames that look alike', () => {
    const still = (all: HopFrame[]) =>
      all.map((frame, i) => (i % 3 === 0 ? { ...frame, picture: 'still' } : frame));
    expect(compareHop(hop(still(frames())), hop(still(frames())), OPTIONS).findings).toEqual([]);
    const all = frames().map((frame) => ({ ...frame, picture: 'still' }));
    expect(compareHop(hop(all), hop(all.slice(20)), OPTIONS)).toMatchObject({
      isReEncoded: false,
      kept: 16,
      findings: [],
    });
  });
  it('that encodes again and leaves user data out is told so', () => {
    expect(codes(mapped((_, i) => ({ picture: `other${String(i)}`, messages: [] })))).toEqual(['re-encoded']);
  });
  it('that encodes again and keeps user data in its frames delivers all', () => {
    const result = compared(mapped(({ ptsMs }, i) => ({ picture: `other${String(i)}`, ptsMs: ptsMs + 80 })));
    expect(result).toMatchObject({ isReEncoded: true, kept: 20, moved: 0, findings: [] });
  });
  it('that encodes again and puts an event into a later frame is told so', () => {
    const moved = mapped((_, i) => ({ picture: `other${String(i)}` }));
    const [from, to] = [moved[50], moved[52]];
    if (from && to)
      moved.splice(50, 3, { ...from, messages: [] }, moved[51] ?? to, { ...to, messages: from.messages });
    expect(compareHop(origin, hop(moved), OPTIONS).findings.map(({ code }) => code)).toContain('moved');
  });
  it('that removes SEI is told so, and also that ID3 tags are left', () => {
    expect(codes(mapped(() => ({ messages: [] })))).toEqual(['sei-removed']);
    expect(
      codes(
        mapped(() => ({ messages: [] })),
        { hasBridge: true },
      ),
    ).toEqual(['bridge-only']);
  });
  it('that keeps the first message of a NAL unit is told so', () => {
    expect(codes(mapped(({ messages }) => ({ messages: messages.slice(0, 1) })))).toEqual([
      'first-message-only',
    ]);
  });
  it('that loses frames or single messages is told so', () => {
    expect(codes(frames().filter((_, i) => i !== 50 && i !== 51))).toEqual(['frames-lost']);
    expect(codes(mapped(({ messages }, i) => ({ messages: i === 50 ? [] : messages })))).toEqual([
      'messages-lost',
    ]);
  });
  it('that moves and reorders messages is told so', () => {
    const swapped = frames();
    const [a, b] = [swapped[20], swapped[60]];
    if (a && b) {
      swapped[20] = { ...a, messages: b.messages };
      swapped[60] = { ...b, messages: a.messages };
    }
    expect(codes(swapped)).toEqual(['moved', 'reordered']);
  });
  it('whose clock runs away is told so', () => {
    expect(codes(mapped(({ ptsMs }) => ({ ptsMs: ptsMs * 1.05 })))).toEqual(['times-shifted']);
  });
  it('that is late is told so where both are live', () => {
    const late = mapped(({ arrivedMs }) => ({ arrivedMs: arrivedMs + 6000 }));
    expect(codes(late)).toEqual(['delayed']);
    expect(codes(late, { isLive: false })).toEqual([]);
  });
  it('from which nothing arrives is told so, with the reason where there is one', () => {
    expect(codes([])).toEqual(['nothing-arrives']);
    expect(compared([], { failure: 'status 404' }).findings).toEqual([
      { code: 'reading-ended', detail: 'status 404' },
    ]);
  });
});
