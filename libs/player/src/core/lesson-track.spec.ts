import {
  type AnyLessonEvent,
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  type LessonState,
  reduce,
} from '@lockstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacedMessage } from './lesson-message.js';
import { LessonTrack } from './lesson-track.js';

const BASE_MS = 7_000_000;
const slide = (index: number): AnyLessonEvent => ({ type: 'slide.shown', deckId: 'deck', index });

function message(seq: number, mediaMs: number, body: Uint8Array, snapshot: boolean): PlacedMessage {
  return { seq, mediaMs, ptsMs: mediaMs + BASE_MS, snapshot, repeat: false, wallClockMs: 1_000, body };
}
const eventAt = (seq: number, mediaMs: number, event: AnyLessonEvent = slide(seq)) =>
  message(seq, mediaMs, encodeEvent(event), false);
const snapshotAt = (seq: number, mediaMs: number, state: LessonState) =>
  message(seq, mediaMs, encodeSnapshot(state), true);

const show = (track: LessonTrack, mediaMs: number) => track.showFrame(mediaMs, mediaMs + BASE_MS);
function shownSlides(slides: readonly number[]): LessonState {
  let state: LessonState = { ...initialLessonState, phase: 'running' };
  for (const index of slides) state = reduce(state, slide(index), { seq: index, ptsMs: 0 });
  return state;
}

describe('LessonTrack', () => {
  it('holds an early event back until its frame, and fires it with that very frame', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 100)]);
    expect(show(track, 99)).toMatchObject({ due: [], stateChanged: false });
    const outcome = show(track, 100);
    expect(outcome.due).toMatchObject([{ seq: 1, ptsMs: BASE_MS + 100, framePtsMs: BASE_MS + 100 }]);
    expect(outcome.state.slide).toEqual({ deckId: 'deck', index: 1, step: 0 });
    expect(show(track, 140).due).toEqual([]);
  });

  it('fires with the next frame when its own is not shown, and says so', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 100), eventAt(2, 120)]);
    show(track, 80);
    const { due, state } = show(track, 160);
    expect(due.map(({ seq, ptsMs, framePtsMs }) => [seq, ptsMs - BASE_MS, framePtsMs - BASE_MS])).toEqual([
      [1, 100, 160],
      [2, 120, 160],
    ]);
    expect(state.slide?.index).toBe(2);
  });

  it('has the right state with the first frame it shows, late in a group of pictures', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(40, 0, shownSlides([5]))]);
    track.arrive([eventAt(41, 400, slide(6))]);
    track.arrive([eventAt(42, 900, slide(7))]);
    const { state, due } = show(track, 800);
    expect(state).toMatchObject({ phase: 'running', slide: { index: 6 } });
    expect(due.map(({ seq }) => seq)).toEqual([41]);
  });

  it('tells of the new state before it tells of the events: both are those of the frame', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 0, slide(1)), eventAt(2, 0, slide(2))]);
    const { due, state } = show(track, 0);
    expect(due).toHaveLength(2);
    expect(state.slide?.index).toBe(2);
    expect(track.state).toBe(state);
  });

  it('takes event and snapshot of one frame in any order of their bytes', () => {
    const state = shownSlides([1]);
    for (const both of [
      [eventAt(1, 0), snapshotAt(1, 0, state)],
      [snapshotAt(1, 0, state), eventAt(1, 0)],
    ]) {
      const track = new LessonTrack();
      const { gaps, upcoming } = track.arrive(both);
      expect(gaps).toEqual([]);
      expect(upcoming.map(({ seq }) => seq)).toEqual([1]);
      const outcome = show(track, 0);
      expect(outcome.due.map(({ seq }) => seq)).toEqual([1]);
      expect(outcome.state).toEqual(state);
    }
  });

  it('does not fire again what a reconnect repeats, and has the right state behind it', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(0, 0, initialLessonState)]);
    track.arrive([eventAt(1, 100)]);
    show(track, 200);
    const { upcoming, gaps } = track.arrive([eventAt(1, 100)]);
    expect([upcoming, gaps]).toEqual([[], []]);
    expect(show(track, 240).due).toEqual([]);
    track.arrive([snapshotAt(3, 1_000, shownSlides([3]))]);
    expect(show(track, 1_000).state.slide?.index).toBe(3);
  });

  it('names a gap at arrival, and the snapshot behind it sets the state right', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 0)]);
    expect(track.arrive([eventAt(4, 40)]).gaps).toEqual([{ fromSeq: 2, toSeq: 3 }]);
    expect(track.missed).toBe(2);
  });

  it('puts a recovered event where it belongs: fired once, state as if it had never been missing', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(0, 0, initialLessonState)]);
    track.arrive([eventAt(2, 80, { type: 'caption', text: 'two' })]);
    show(track, 120);
    const recovered = { seq: 1, ptsMs: BASE_MS + 40, mediaMs: 40, event: slide(9) };
    track.recover([recovered, recovered]);
    const { due, state } = show(track, 160);
    expect(due).toMatchObject([{ seq: 1, recovered: true, framePtsMs: BASE_MS + 160 }]);
    expect(state).toMatchObject({ slide: { index: 9 }, caption: { text: 'two' } });
    expect(show(track, 200).due).toEqual([]);
  });

  it('does not let a recovered event undo the snapshot that came after it', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(1, 0, shownSlides([1]))]);
    track.arrive([snapshotAt(3, 1_000, shownSlides([3]))]);
    show(track, 1_000);
    track.recover([{ seq: 2, ptsMs: BASE_MS, mediaMs: Number.NEGATIVE_INFINITY, event: slide(2) }]);
    const { due, state } = show(track, 1_040);
    expect(due.map(({ seq }) => seq)).toEqual([2]);
    expect(state.slide?.index).toBe(3);
  });

  it('shows the state of any frame again when playback goes back, without firing anything', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(0, 0, initialLessonState)]);
    track.arrive([eventAt(1, 100, slide(1)), eventAt(2, 200, slide(2))]);
    show(track, 300);
    const back = show(track, 150);
    expect(back).toMatchObject({ due: [], stateChanged: true, state: { slide: { index: 1 } } });
    expect(show(track, 50).state.slide).toBeNull();
    expect(show(track, 300)).toMatchObject({ due: [], state: { slide: { index: 2 } } });
  });

  it('takes a caption away with the frame at which its time is over', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 0, { type: 'caption', text: 'hello', durationMs: 100 })]);
    expect(show(track, 80).state.caption?.text).toBe('hello');
    const over = show(track, 100);
    expect(over).toMatchObject({ stateChanged: true, state: { caption: null } });
    expect(show(track, 120).stateChanged).toBe(false);
  });

  it('says nothing changed when a snapshot only confirms what is known', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(1, 0, shownSlides([1]))]);
    show(track, 0);
    track.arrive([snapshotAt(1, 1_000, shownSlides([1]))]);
    expect(show(track, 1_000).stateChanged).toBe(false);
  });

  it('passes over a body it cannot read, and says which', () => {
    const track = new LessonTrack();
    const { errors } = track.arrive([message(1, 0, Uint8Array.of(0xff), false), eventAt(2, 0)]);
    expect(errors.map(({ seq }) => seq)).toEqual([1]);
    expect(show(track, 0).due.map(({ seq }) => seq)).toEqual([2]);
  });

  it('believes a stream that began anew with lower numbers', () => {
    const track = new LessonTrack();
    track.arrive([snapshotAt(90, 0, shownSlides([9]))]);
    show(track, 0);
    track.streamRestarted();
    track.arrive([snapshotAt(0, 40, initialLessonState)]);
    track.arrive([eventAt(1, 80)]);
    expect(show(track, 40).state.slide).toBeNull();
    expect(show(track, 80).due.map(({ seq }) => seq)).toEqual([1]);
  });

  it('keeps the state when the past is forgotten', () => {
    const track = new LessonTrack();
    track.arrive([eventAt(1, 0), eventAt(2, 40)]);
    show(track, 80);
    track.prune(1_000);
    expect(show(track, 120)).toMatchObject({ due: [], state: { slide: { index: 2 } } });
  });
});

describe('LessonTrack, whatever frames are shown in whatever order', () => {
  const events = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 });
  const frames = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 60 });

  it('shows with each frame the sum of all events up to it, and fires each event once', () => {
    fc.assert(
      fc.property(events, frames, fc.integer({ min: 0, max: 3 }), (steps, shown, prunes) => {
        const track = new LessonTrack();
        let mediaMs = 0;
        const placed = steps.map((step, index) => ({ seq: index + 1, mediaMs: (mediaMs += step * 2) }));
        for (const { seq, mediaMs: at } of placed) track.arrive([eventAt(seq, at)]);
        const fired: number[] = [];
        let floor = 0;
        shown.forEach((frame, index) => {
          const visible = Math.max(frame, floor);
          const { due, state } = show(track, visible);
          fired.push(...due.map(({ seq }) => seq));
          const last = placed.findLast((event) => event.mediaMs <= visible);
          expect(state.slide?.index ?? 0).toBe(last?.seq ?? 0);
          if (index % 10 < prunes) track.prune((floor = Math.max(floor, visible - 100)));
        });
        const reached = placed.filter((event) => event.mediaMs <= Math.max(...shown, floor));
        expect(fired).toEqual(reached.map(({ seq }) => seq));
      }),
    );
  });
});
