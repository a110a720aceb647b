import type { Page } from 'playwright-core';

/** Milliseconds from the start of the navigation. */
export type FirstFrame = {
  /** A frame of the video is presented. */
  readonly frame: number;
  /** A frame is presented and the slide of the moment is drawn; as `frame` on a page without slides. */
  readonly withSlide: number;
};

declare global {
  // what `watchFirstFrame` leaves in the page
  var firstFrame: Promise<FirstFrame> | undefined;
}

/**
 * Runs in the page before its own scripts: finds the video when it is told to play, also inside a shadow root, and asks
 * the browser when its first frame is presented.
 */
function watchFirstFrame(): void {
  const presented = new Promise<number>((resolve) => {
    const { prototype } = HTMLMediaElement;
    const play = Reflect.get<HTMLMediaElement, 'play'>(prototype, 'play');
    prototype.play = function (this: HTMLMediaElement) {
      if (this instanceof HTMLVideoElement) this.requestVideoFrameCallback((now) => resolve(now));
      return play.call(this);
    };
  });
  const isSlideDrawn = (): boolean => {
    if (document.querySelector('lockstep-player') !== null) return true;
    const image = document.querySelector<HTMLImageElement>('.slide__page:not([hidden]) img');
    return image !== null && image.complete && image.naturalWidth > 0;
  };
  globalThis.firstFrame = presented.then(
    (frame) =>
      new Promise((resolve) => {
        const look = (now: number): void =>
          isSlideDrawn()
            ? resolve({ frame, withSlide: Math.max(frame, now) })
            : void requestAnimationFrame(look);
        look(frame);
      }),
  );
}

/** Prepares a page: each document that it opens can be asked for its first frame. */
export async function prepare(page: Page): Promise<void> {
  await page.addInitScript(watchFirstFrame);
}

/** Far beyond any opening that is worth a figure. */
const DEADLINE_MS = 30_000;

/**
 * Opens an address and waits for its first frame.
 *
 * @throws Error which names what the server refused, when there is no frame within 30 s
 */
export async function openUntilFrame(page: Page, url: string): Promise<FirstFrame> {
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${String(response.status())} ${response.url()}`);
  });
  await page.goto(url, { waitUntil: 'commit' });
  const first = await page.evaluate((deadlineMs) => {
    if (!globalThis.firstFrame) throw new Error('the page was not prepared');
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), deadlineMs));
    return Promise.race([globalThis.firstFrame, late]);
  }, DEADLINE_MS);
  if (first) return first;
  throw new Error(
    `No frame within ${String(DEADLINE_MS / 1000)} s on ${url}. Refused: ${refused.join(', ') || 'nothing'}`,
  );
}

/** What the page loaded until now and when, a line each, in milliseconds from the start of the navigation. */
export const loadedBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const round = (value: number) => String(Math.round(value)).padStart(5);
    return entries.map(
      ({ name, startTime, responseStart, responseEnd, transferSize }) =>
        `${round(startTime)} ${round(responseStart)} ${round(responseEnd)} ${String(transferSize).padStart(8)} B  ${new URL(name).pathname}`,
    );
  });
