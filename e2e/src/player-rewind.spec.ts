import { Recorder } from '@lockstep/media';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { temporaryDirectory } from '../bench/harness/temp-dir.js';
import type { LessonSource, StampedLessonEvent } from './support/lesson-source.js';
import { eventually, PlayerFixture, showSlides } from './support/player-fixture.js';
import { servePast } from './support/serve-past.js';

let fixture: PlayerFixture;
let clip: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  clip = await fixture.clip({ bFrames: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

type Look = {
  readonly ptsMs: number;
  readonly number: number | null;
  readonly slide: number | null;
  /** Whether the question of the frame is open, and seq of the one that can be answered now. */
  readonly isOpen: boolean | null;
  readonly openQuestionSeq: number | null;
  readonly isLive: boolean;
};

const FRAME_MS = 40;
const LOOK = `({ ptsMs: player.ptsMs, number: numberOn(player.surface), slide: player.state.slide?.index ?? null,
  isOpen: player.state.question?.open ?? null, openQuestionSeq: player.openQuestionSeq, isLive: player.isLive })`;

/** A live stream that is recorded. */
async function recordedLive(): Promise<LessonSource> {
  return (await recordedPublication()).source;
}

async function recordedPublication() {
  const directory = await temporaryDirectory();
  onTestFinished(() => directory[Symbol.asyncDispose]());
  const source = await fixture.source({ startAtMs: 60_000 });
  const recorder = new Recorder(source.stream, { folder: directory.path });
  onTestFinished(() => recorder[Symbol.asyncDispose]());
  servePast(source, directory.path);
  const publication = await source.publish(clip);
  await eventually(() => source.stream.isLive).toBe(true);
  return { source, publication };
}

/** The slide of the golden state, by the frames of the events alone. */
function slideAt(slides: readonly StampedLessonEvent[], ptsMs: number): number | null {
  const shown = slides.findLastIndex((one) => one.ptsMs <= ptsMs);
  return shown < 0 ? null : shown + 1;
}

const look = (page: Page): Promise<Look> => page.evaluate<Look>(LOOK);

/** A player that knows how far it can be rewound. */
async function rewindable(source: LessonSource): Promise<Page> {
  const page = await fixture.player(source, { rewind: true, muted: true });
  await eventually(() => page.evaluate('player.seekable !== null')).toBe(true);
  return page;
}

describe('a live stream that is recorded', () => {
  it('shows the frame and the state of random positions, forwards and backwards, and the live edge again', async () => {
    const source = await recordedLive();
    const slides = await showSlides(source, 1, 16);
    const page = await rewindable(source);
    await page.evaluate('player.pause()');
    const [first, last] = [slides[0]?.ptsMs ?? 0, slides.at(-6)?.ptsMs ?? 0];
    // the golden ratio visits all of it, forwards and backwards
    const targets = Array.from({ length: 30 }, (_, i) => first + ((i * 0.618034) % 1) * (last - first));
    const looks = await page.evaluate<Look[]>(`(async () => {
      const looks = [];
      for (const target of ${JSON.stringify(targets)}) { await player.seek(target); looks.push(${LOOK}); }
      return looks;
    })()`);
    looks.forEach(({ ptsMs, number, slide, isLive }, i) => {
      const laterMs = (targets[i] ?? 0) - ptsMs;
      expect(laterMs, `from the frame at ${String(ptsMs)} to its target`).toBeGreaterThanOrEqual(-1);
      expect(laterMs).toBeLessThan(FRAME_MS + 1);
      expect(number, `the frame at ${String(ptsMs)}`).toBe(source.numberAt(ptsMs));
      expect(slide, `the slide at ${String(ptsMs)}`).toBe(slideAt(slides, ptsMs));
      expect(isLive).toBe(false);
    });
    await page.evaluate('player.goLive()');
    const live = await look(page);
    expect(live).toMatchObject({ isLive: true, slide: 16, number: source.numberAt(live.ptsMs) });
    expect(live.ptsMs).toBeGreaterThan(slides.at(-1)?.ptsMs ?? 0);
    await eventually(() => page.evaluate('player.status')).toBe('playing');
  });

  it('goes on where it was paused, with every event on its frame, and says which question is open by now', async () => {
    const source = await recordedLive();
    const slides = await showSlides(source, 1, 2);
    const page = await rewindable(source);
    await page.evaluate(`globalThis.told = []; player.on('live', ({ isLive }) => told.push(isLive))`);
    const { seq } = await source.stamp({
      type: 'question.opened',
      questionId: 'q',
      kind: 'short',
      prompt: 'Why?',
    });
    await eventually(() => look(page)).toMatchObject({ isOpen: true, openQuestionSeq: seq });
    await page.evaluate('player.pause()');
    await eventually(() => page.evaluate('player.status')).toBe('paused');
    const paused = await look(page);
    expect(paused).toMatchObject({ isOpen: true, openQuestionSeq: seq, isLive: false });
    await source.stamp({ type: 'question.closed', questionId: 'q' });
    slides.push(...(await showSlides(source, 3, 7)));
    // what the student sees stays; what can be answered is another thing
    await eventually(() => look(page)).toMatchObject({ openQuestionSeq: null });
    const stood = await look(page);
    expect(stood).toMatchObject({ isOpen: true, slide: 2, isLive: false });
    await page.evaluate(
      `globalThis.frames = []; globalThis.shown = []; player.on('frame', () => frames.push(${LOOK}));
      player.on('event', ({ event }) => event.type === 'slide.shown' && shown.push(event.index)); player.play()`,
    );
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(7);
    const frames = await page.evaluate<Look[]>('frames');
    const laterMs = stood.ptsMs - (frames[0]?.ptsMs ?? NaN);
    expect(laterMs, 'from the first frame to the one that it was paused at').toBeGreaterThanOrEqual(-1);
    expect(laterMs).toBeLessThan(FRAME_MS + 1);
    // nothing that happened since is left out, though a busy machine may not draw each of its frames
    expect((await page.evaluate<number[]>('shown')).slice(-5)).toEqual([3, 4, 5, 6, 7]);
    for (const { ptsMs, number, slide, isLive, openQuestionSeq } of frames) {
      if (number !== null) expect(number).toBe(source.numberAt(ptsMs));
      expect(slide, `the slide at ${String(ptsMs)}`).toBe(slideAt(slides, ptsMs));
      expect({ isLive, openQuestionSeq }).toEqual({ isLive: false, openQuestionSeq: null });
    }
    await page.evaluate('player.goLive()');
    expect(await page.evaluate('told')).toEqual([false, true]);
  });

  it('plays on over a pause of the publisher, who comes back with another size', async () => {
    const { source, publication } = await recordedPublication();
    const slides = await showSlides(source, 1, 3);
    await publication[Symbol.asyncDispose]();
    await eventually(() => source.stream.isLive).toBe(false);
    await source.publish(await fixture.clip({ bFrames: false, size: { width: 640, height: 360 } }));
    await eventually(() => source.stream.isLive).toBe(true);
    slides.push(...(await showSlides(source, 4, 9)));
    const page = await rewindable(source);
    await eventually(() => page.evaluate('player.seekable.startPtsMs')).toBeLessThan(slides[0]?.ptsMs ?? 0);
    await page.evaluate(`globalThis.frames = []; player.on('frame', () => frames.push(${LOOK}));
      globalThis.shown = []; player.on('event', ({ event }) => shown.push(event.index));
      player.seek(${slides[1]?.ptsMs ?? 0})`);
    await eventually(() => page.evaluate('player.state.slide?.index')).toBe(9);
    const frames = (await page.evaluate<Look[]>('frames')).filter(({ isLive }) => !isLive);
    // of both publications
    expect((await page.evaluate<number[]>('shown')).slice(-7)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    for (const { ptsMs, number, slide } of frames) {
      if (number !== null) expect(number, `the frame at ${String(ptsMs)}`).toBe(source.numberAt(ptsMs));
      expect(slide, `the slide at ${String(ptsMs)}`).toBe(slideAt(slides, ptsMs));
    }
  });

  it('cannot be rewound where nobody asked for it', async () => {
    const source = await recordedLive();
    const page = await fixture.player(source, { muted: true });
    expect(await page.evaluate('player.seek(0).catch((error) => error.name)')).toBe('RangeError');
    expect(await page.evaluate('[player.isLive, player.seekable]')).toEqual([true, null]);
    await page.evaluate('player.pause()');
    expect(await page.evaluate('player.isLive')).toBe(true);
  });
});
