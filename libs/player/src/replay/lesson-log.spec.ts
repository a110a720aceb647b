import {
  type AnyLessonEvent,
  initialLessonState,
  type LessonState,
  reduce,
  visibleAt,
} from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { LessonLog, type ReplayEvent } from './lesson-log.js';

/** The same numbers in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const FRAME_MS = 40;
const FRAMES = 45_000;

/** An event as busy lessons have them; several may be on one frame. */
function eventOf(random: () => number, seq: number): AnyLessonEvent {
  const kinds: readonly (() => AnyLessonEvent)[] = [
    () => ({ type: 'slide.shown', deckId: 'deck', index: Math.floor(random() * 40) }),
    () => ({ type: 'caption', text: `Sentence ${seq}`, durationMs: 40 + Math.floor(random() * 4000) }),
    () => ({ type: 'question.opened', questionId: `q${seq}`, kind: 'short', prompt: 'Why?' }),
    () => ({ type: 'question.closed', questionId: `q${seq - 1}` }),
    () => ({ type: 'feedback.class', text: `Well ${seq}`, durationMs: 1000 }),
    () => ({ type: 'feedback.private', feedbackId: `f${seq}` }),
    () => ({ type: 'class.result', questionId: `q${seq - 1}`, counts: {}, total: seq }),
    () => ({ type: 'teacher.mode', mode: random() < 0.5 ? 'ai' : 'human' }),
    () => ({ type: 'unknown', originalType: 'later', body: { type: 'later' } }),
  ];
  return kinds[Math.floor(random() * kinds.length)]?.() ?? { type: 'marker', name: 'never' };
}

function lessonOf(seed: number, count: number): ReplayEvent[] {
  const random = numbers(seed);
  const frames = Array.from({ length: count }, () => Math.floor(random() * FRAMES)).sort((a, b) => a - b);
  return frames.map((frame, i) => ({
    seq: i + 1,
    ptsMs: 5000 + frame * FRAME_MS,
    event: eventOf(random, i + 1),
  }));
}

/** The state as the server has it: every event in turn. */
function golden(events: readonly ReplayEvent[], ptsMs: number): LessonState {
  const before = events.filter((one) => one.ptsMs <= ptsMs);
  return visibleAt(
    before.reduce((state, { event, ...at }) => reduce(state, event, at), initialLessonState),
    ptsMs,
  );
}

describe('the state of a frame', () => {
  it('is the golden one at 1,000 random positions, forwards and backwards', () => {
    const events = lessonOf(7, 3000);
    const log = new LessonLog(events);
    const random = numbers(11);
    const positions = Array.from({ length: 1000 }, () => 5000 + Math.floor(random() * FRAMES) * FRAME_MS);
    const rising = [...positions].sort((a, b) => a - b);
    const expected = new Map(rising.map((ptsMs) => [ptsMs, golden(events, ptsMs)]));
    for (const order of [rising, rising.toReversed(), positions])
      for (const ptsMs of order) expect(log.stateAt(ptsMs)).toEqual(expected.get(ptsMs));
  });

  it('does not depend on the order in which the events were found', () => {
    const events = lessonOf(3, 200);
    const turned = new LessonLog(events.toReversed());
    for (const { ptsMs } of events) expect(turned.stateAt(ptsMs)).toEqual(golden(events, ptsMs));
  });

  it('is that of a snapshot where events before it are missing', () => {
    const events = lessonOf(5, 400);
    const lost = events.slice(100, 200);
    const ptsMs = (events[200]?.ptsMs ?? 0) - FRAME_MS;
    const snapshot = { seq: 200, ptsMs, state: golden(events, ptsMs) };
    const log = new LessonLog(
      events.filter((event) => !lost.includes(event)),
      [snapshot],
    );
    for (const event of events.slice(200))
      expect(log.stateAt(event.ptsMs)).toEqual(golden(events, event.ptsMs));
  });
});

describe('events beside a frame', () => {
  const at = (seq: number, ptsMs: number): ReplayEvent => ({
    seq,
    ptsMs,
    event: { type: 'marker', name: `n${seq}` },
  });
  const log = new LessonLog([at(1, 100), at(2, 100), at(3, 200), at(4, 300)]);
  const yes = () => true;

  it('are those behind the first time, up to the second', () => {
    const seqs = (fromMs: number, toMs: number) => log.between(fromMs, toMs).map(({ seq }) => seq);
    expect(seqs(99, 100)).toEqual([1, 2]);
    expect(seqs(100, 300)).toEqual([3, 4]);
    expect(seqs(300, 100)).toEqual([]);
  });

  it('the next one is behind the frame, the previous one before it', () => {
    expect(log.next(100, yes)?.seq).toBe(3);
    expect(log.next(300, yes)).toBeUndefined();
    expect(log.previous(200, yes)?.seq).toBe(2);
    expect(log.previous(100, yes)).toBeUndefined();
    expect(log.next(0, (event) => event.type === 'marker' && event.name === 'n4')?.seq).toBe(4);
  });
});
