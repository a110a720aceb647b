import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { buildSdk } from '../../bench/harness/sdk-build.js';
import { type Clip, type ClipOptions, makeClip } from '../../bench/harness/source-clip.js';
import { temporaryDirectory } from '../../bench/harness/temp-dir.js';
import { LessonSource, type StampedLessonEvent } from './lesson-source.js';
import { emptyPage, launchChromium, openPage, recordedOf, startPlayer } from './player-page.js';

const SMALL = { frameRate: 25, sound: true, gop: 25, groups: 8, size: { width: 320, height: 180 } } as const;

/** What the tests of one file share: a browser, the built player, clips. */
export class PlayerFixture implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #directory: string;
  readonly browser: Browser;
  readonly sdk: string;

  private constructor(stack: AsyncDisposableStack, directory: string, browser: Browser, sdk: string) {
    this.#stack = stack;
    this.#directory = directory;
    this.browser = browser;
    this.sdk = sdk;
  }

  static async start(autoplay: 'free' | 'gesture' = 'free'): Promise<PlayerFixture> {
    await using stack = new AsyncDisposableStack();
    const directory = stack.use(await temporaryDirectory());
    const sdk = await buildSdk(directory.path);
    const browser = await launchChromium(autoplay);
    stack.defer(() => browser.close());
    return new PlayerFixture(stack.move(), directory.path, browser, sdk);
  }

  /** A small clip; made once for each set of options. */
  clip(options: Partial<ClipOptions> & Pick<ClipOptions, 'bFrames'>): Promise<Clip> {
    return makeClip({ ...SMALL, ...options }, this.#directory);
  }

  /** A source for one test, with nothing published yet and a page at /page. */
  async source(options: { startAtMs?: number } = {}): Promise<LessonSource> {
    const source = await LessonSource.start({ sdk: this.sdk, ...options });
    onTestFinished(() => source[Symbol.asyncDispose]());
    source.addPage('/page', emptyPage());
    return source;
  }

  /** A source that plays the clip. */
  async lesson(clip: Clip, options: { startAtMs?: number } = {}): Promise<LessonSource> {
    const source = await this.source(options);
    await source.publish(clip);
    await eventually(() => source.stream.isLive).toBe(true);
    return source;
  }

  /** An empty page for one test. */
  async page(
    source: LessonSource,
    path?: string,
    opener: Pick<Browser, 'newPage'> = this.browser,
  ): Promise<Page> {
    const page = await openPage(opener, source, path);
    onTestFinished(() => page.close());
    return page;
  }

  /** A page in which a player has shown its first frame. */
  async player(source: LessonSource, options: Record<string, unknown> = {}): Promise<Page> {
    const page = await this.page(source);
    await startPlayer(page, options);
    await firstFrame(page);
    return page;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** Waits for as long as a busy machine may need: it is no promise about time. */
export const eventually: typeof expect.poll = (read, options) =>
  expect.poll(read, { timeout: 15_000, ...options });

export const slide = (index: number) => ({ type: 'slide.shown' as const, deckId: 'deck', index });

/** Slides `from` to `to`, each on some frame, with a few frames between them. */
export async function showSlides(
  source: LessonSource,
  from: number,
  to: number,
): Promise<StampedLessonEvent[]> {
  const stamped: StampedLessonEvent[] = [];
  for (let index = from; index <= to; index++) {
    stamped.push(await source.stamp(slide(index)));
    const next = (source.stream.positionMs ?? 0) + 90 + 37 * (index % 5);
    await eventually(() => source.stream.positionMs ?? 0, { interval: 10 }).toBeGreaterThan(next);
  }
  return stamped;
}

export const firstFrame = (page: Page): Promise<void> => framesPast(page, 0);

/** Waits until more than `count` frames were shown. */
export async function framesPast(page: Page, count: number): Promise<void> {
  await eventually(async () => (await recordedOf(page, 'frame')).length).toBeGreaterThan(count);
}
