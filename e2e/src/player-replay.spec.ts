import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import { eventually, PlayerFixture } from './support/player-fixture.js';
import { type Recorded, recorded, recordedOf } from './support/player-page.js';
import { recordedClass, type RecordedClass } from './support/recorded-lesson.js';
import type { LessonSource } from './support/lesson-source.js';

let fixture: PlayerFixture;
let clip: Clip;

beforeAll(async () => {
  fixture = await PlayerFixture.start();
  clip = await fixture.clip({ bFrames: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** What a page looks like after a seek. */
type Look = { readonly ptsMs: number; readonly number: number | null; readonly slide: number | null };

const FRAME_MS = 40;
const START_MS = 60_000;

async function taught(count: number): Promise<{ source: LessonSource; lesson: RecordedClass }> {
  const source = await fixture.source({ startAtMs: START_MS });
  const lesson = await recordedClass(source, clip, count);
  source.addFilm('/recording.mp4', lesson.bytes);
  source.addFilm('/recording/index.m3u8', Buffer.from(lesson.playlist));
  return { source, lesson };
}

/** The same recording in each way in which it can be had. */
const RECORDINGS = {
  address: `'/recording.mp4'`,
  playlist: `'/recording/index.m3u8'`,
  file: `await (await fetch('/recording.mp4')).blob()`,
};

/** A page on which the recording is open and its first frame is shown. */
async function replayed(
  source: LessonSource,
  from: 'address' | 'file' | 'playlist' = 'address',
): Promise<Page> {
  const page = await fixture.page(source);
  await page.evaluate(`(async () => {
    const { createPlayer } = await import('/sdk/lockstep-player.js');
    const recording = ${RECORDINGS[from]};
    globalThis.replay = createPlayer(document.getElementById('box'), { recording, muted: true });
    globalThis.seen = record(replay, ['event', 'statechange', 'frame', 'status', 'error']);
  })()`);
  await eventually(() => page.evaluate('replay.ptsMs')).not.toBeNull();
  return page;
}

const LOOK = `({ ptsMs: replay.ptsMs, number: numberOn(replay.surface), slide: replay.state.slide?.index ?? null })`;

/** The slide of the golden state, by the frames of the events alone. */
const slideAt = ({ slides }: RecordedClass, ptsMs: number): number | null => {
  const shown = slides.findLastIndex((one) => one.ptsMs <= ptsMs);
  return shown < 0 ? null : shown + 1;
};

describe('a recording in the player', () => {
  it('shows the frame and the state of each of 50 random positions and of the event behind it, from an MP4, its playlist and a file', async () => {
    const { source, lesson } = await taught(24);
    const span = lesson.endMs - lesson.startMs;
    for (const from of ['address', 'playlist', 'file'] as const) {
      const page = await replayed(source, from);
      // the golden ratio visits all of it, forwards and backwards
      const targets = Array.from({ length: 50 }, (_, i) => lesson.startMs + ((i * 0.618034) % 1) * span);
      const looks = await page.evaluate<{ after: Look; next: Look | null }[]>(`(async () => {
        const looks = [];
        for (const target of ${JSON.stringify(targets)}) {
          await replay.seek(target);
          const after = ${LOOK};
          looks.push({ after, next: (await replay.nextEvent()) ? ${LOOK} : null });
        }
        return looks;
      })()`);
      looks.forEach(({ after, next }, i) => {
        for (const look of next ? [after, next] : [after]) {
          expect(look.number, `the frame at ${look.ptsMs}`).toBe(source.numberAt(look.ptsMs));
          expect(look.slide, `the slide at ${look.ptsMs}`).toBe(slideAt(lesson, look.ptsMs));
        }
        expect((targets[i] ?? 0) - after.ptsMs).toBeLessThan(FRAME_MS + 1);
        expect(next?.ptsMs).toBe(lesson.slides.find(({ ptsMs }) => ptsMs > after.ptsMs)?.ptsMs);
      });
    }
  });

  it('tells each event once, with its frame, when it is played through', async () => {
    const { source, lesson } = await taught(12);
    const page = await replayed(source);
    await page.evaluate('replay.rate = 2; replay.play()');
    await eventually(() => page.evaluate('replay.status')).toBe('ended');
    const events = await recordedOf(page, 'event');
    expect(events.map(({ detail }) => detail['seq'])).toEqual(lesson.slides.map(({ seq }) => seq));
    for (const { number, slide } of (await recorded(page)).filter(isDrawn)) {
      const shown = lesson.slides.findLastIndex((one) => one.number <= (number ?? 0));
      expect(slide).toBe(shown < 0 ? null : shown + 1);
    }
    expect(await page.evaluate('replay.video.preservesPitch')).toBe(true);
    expect(await page.evaluate('try { replay.rate = 3 } catch (error) { error.name }')).toBe('RangeError');
  });

  it('goes from frame to frame and from event to event, and knows its contents', async () => {
    const { source, lesson } = await taught(6);
    const page = await replayed(source);
    const contents = await page.evaluate<Record<string, unknown>>(
      '({ ...replay.contents, events: replay.contents.events.length })',
    );
    expect(contents).toMatchObject({
      title: 'Slides',
      language: 'en',
      startPtsMs: lesson.startMs,
      events: 6,
    });
    expect(contents['chapters']).toEqual(
      lesson.slides.map(({ ptsMs }, i) => ({ ptsMs, title: `Slide ${i + 1}` })),
    );
    const [earlier, wanted] = lesson.slides.slice(-2);
    await page.evaluate(`replay.seek(${earlier?.ptsMs})`);
    const at = await page.evaluate<Look>(`replay.nextEvent().then(() => ${LOOK})`);
    expect(at).toEqual({ ptsMs: wanted?.ptsMs, number: wanted?.number, slide: 6 });
    const before = await page.evaluate<Look>(`replay.step(-1).then(() => ${LOOK})`);
    expect(before).toMatchObject({ ptsMs: at.ptsMs - FRAME_MS, number: (at.number ?? 0) - 1, slide: 5 });
    expect(await page.evaluate<Look>(`replay.step(1).then(() => ${LOOK})`)).toEqual(at);
    const back = await page.evaluate<Look>(`replay.previousEvent().then(() => ${LOOK})`);
    expect(back).toEqual({ ptsMs: earlier?.ptsMs, number: earlier?.number, slide: 5 });
    await page.evaluate('replay.seek(0)');
    expect(await page.evaluate('replay.previousEvent().then((event) => event === undefined)')).toBe(true);
    const pictures = 'replay.slides("deck").then((all) => Promise.all(all.map((one) => one.image.text())))';
    expect(await page.evaluate(pictures)).toEqual(['a picture']);
    await page.evaluate('replay.destroy()');
    expect(await page.evaluate('document.getElementById("box").childElementCount')).toBe(0);
  });

  it('does what is asked of it before it is open once it is', async () => {
    const { source, lesson } = await taught(6);
    const page = await fixture.page(source);
    const at = await page.evaluate(`import('/sdk/lockstep-player.js').then(async ({ createPlayer }) => {
      const replay = createPlayer(document.getElementById('box'), { recording: '/recording.mp4', muted: true });
      const paused = replay.play().catch(({ name }) => name);
      replay.pause();
      replay.rate = 0.5;
      await replay.seek(${lesson.slides[3]?.ptsMs});
      return [replay.ptsMs, replay.state.slide.index, replay.rate, await paused, replay.status];
    })`);
    expect(at).toEqual([lesson.slides[3]?.ptsMs, 4, 0.5, 'AbortError', 'paused']);
  });

  it('says what is wrong with a file that is no recording', async () => {
    const source = await fixture.source();
    source.addFilm('/recording.mp4', Buffer.from('nothing of the kind'));
    source.addFilm('/growing.m3u8', Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:1\n'));
    const page = await fixture.page(source);
    const reasons =
      await page.evaluate(`import('/sdk/lockstep-player.js').then(({ createPlayer, ReplayError }) =>
      Promise.all(['/recording.mp4', '/growing.m3u8', '/nowhere.mp4'].map((recording) => new Promise((resolve) => {
        const replay = createPlayer(document.getElementById('box'), { recording });
        replay.on('error', ({ error }) => resolve([error instanceof ReplayError, error.reason, replay.status]));
      }))))`);
    expect(reasons).toEqual([
      [true, 'not-mp4', 'failed'],
      [true, 'not-finished', 'failed'],
      [true, 'unreachable', 'failed'],
    ]);
  });
});

const isDrawn = ({ type, number }: Recorded): boolean => type === 'frame' && number !== null;
