import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSdk } from '../bench/harness/sdk-build.js';
import { type Clip, makeClip } from '../bench/harness/source-clip.js';
import { temporaryDirectory } from '../bench/harness/temp-dir.js';
import { Firefox } from './support/firefox.js';
import { LessonSource } from './support/lesson-source.js';
import { eventually, showSlides } from './support/player-fixture.js';
import { emptyPage } from './support/player-page.js';

let firefox: Firefox;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let sdk: string;
let clip: Clip;

beforeAll(async () => {
  directory = await temporaryDirectory();
  sdk = await buildSdk(directory.path);
  const size = { width: 320, height: 180 };
  clip = await makeClip(
    { frameRate: 25, bFrames: true, sound: true, gop: 25, groups: 8, size },
    directory.path,
  );
  firefox = await Firefox.start();
});
afterAll(async () => {
  await firefox?.[Symbol.asyncDispose]();
  await directory?.[Symbol.asyncDispose]();
});

type Told = {
  readonly seq: number;
  readonly framePtsMs: number;
  readonly within: string;
  /** Number in the frame on the player's surface in that moment. */
  readonly number: number | null;
};

/** Starts a player in an empty page, which notes with each event what is on the surface. */
async function startPlayer(source: LessonSource, transport: string): Promise<void> {
  source.addPage('/page', emptyPage());
  await firefox.goto(source.url('/page'));
  await eventually(() => firefox.evaluate('typeof start')).toBe('function');
  await firefox.evaluate(`start({ transport: '${transport}', muted: true })`);
  await firefox.evaluate(`(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    globalThis.told = [];
    player.on('event', ({ seq, framePtsMs }) => {
      canvas.getContext('2d', { willReadFrequently: true }).drawImage(player.surface, 0, 0, 320, 180);
      told.push({ seq, framePtsMs, within: player.stats.within, number: numberOn(canvas) });
    });
  })()`);
  await eventually(() => firefox.evaluate('player.stats.frames > 20')).toBe(true);
}

const told = () => firefox.evaluate<Told[]>('told');

it.each(['flv', 'll-hls', 'dash'])(
  'Firefox plays %s, and shows exactly the frames that it tells of',
  async (transport) => {
    await using source = await LessonSource.start({ sdk });
    await source.publish(clip);
    await eventually(() => source.stream.isLive).toBe(true);
    await startPlayer(source, transport);
    const stamped = await showSlides(source, 1, 10);
    await eventually(async () => (await told()).map(({ seq }) => seq)).toEqual(stamped.map(({ seq }) => seq));
    expect(await firefox.evaluate('player.stats')).toMatchObject({ transport, thread: 'main', seqGaps: 0 });
    // The grade is what the player says of itself in that moment: a machine that is too busy gets a lower one.
    expect((await told()).map(({ within }) => within)).toContain('same-frame');
    for (const { framePtsMs, within, number } of await told()) {
      if (within === 'same-frame') expect(number).toBe(source.numberAt(framePtsMs));
    }
    await firefox.evaluate('player.destroy()');
  },
);
