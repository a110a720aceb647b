import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from '../bench/harness/source-clip.js';
import type { LessonSource } from './support/lesson-source.js';
import { JudgePage, type Judge } from './support/judge-page.js';
import { eventually, PlayerFixture, showSlides } from './support/player-fixture.js';

let fixture: PlayerFixture;
let browser: Browser;
let clip: Clip;
/** Of another size. */
let other: Clip;
beforeAll(async () => {
  fixture = await PlayerFixture.start();
  ({ browser } = fixture);
  clip = await fixture.clip({ bFrames: true });
  other = await fixture.clip({ bFrames: false, size: { width: 480, height: 270 } });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const WAYS: readonly { readonly judge: Judge; readonly file: string }[] = [
  { judge: 'dash.js', file: 'manifest.mpd' },
  { judge: 'shaka', file: 'manifest.mpd' },
  { judge: 'shaka', file: 'index.m3u8' },
];

const plays = (player: JudgePage, frames: number): Promise<void> =>
  eventually(() => player.report()).toMatchObject({
    errors: [],
    frames: expect.toSatisfy((shown) => shown > frames),
  });

/** Events of now, in the bytes that the player appends. */
async function getsEvents(player: JudgePage, source: LessonSource, from: number, to: number): Promise<void> {
  const aired = (await showSlides(source, from, to)).map(({ seq, ptsMs }) => ({ seq, ptsMs }));
  await eventually(() => player.events()).toEqual(expect.arrayContaining(aired));
}

/** A player that shows the lesson, with the publication to be ended. */
async function begin({ judge, file }: (typeof WAYS)[number]) {
  const source = await fixture.source();
  const publisher = await source.publish(clip);
  await eventually(() => source.stream.isLive).toBe(true);
  const player = await JudgePage.open(browser, source, judge, file);
  await plays(player, 10);
  return { source, publisher, player };
}

describe('a foreign player in Chromium', () => {
  it.each(WAYS)('$judge plays a live push by $file, with every event on its frame', async (way) => {
    const { source, player } = await begin(way);
    await getsEvents(player, source, 1, 15);
    await plays(player, (await player.report()).frames + 25);
  });

  it.each(WAYS.filter(({ file }) => file === 'manifest.mpd'))(
    '$judge goes on by $file with the next publication, of another size',
    async (way) => {
      const { source, publisher, player } = await begin(way);
      await publisher[Symbol.asyncDispose]();
      await source.publish(other);
      await eventually(async () => (await player.report()).width, { timeout: 30_000 }).toBe(480);
      await getsEvents(player, source, 1, 10);
      await plays(player, (await player.report()).frames + 25);
    },
  );
});
