import { type Browser, chromium, type Page } from 'playwright-core';
import type { VirtualDisplay } from './virtual-display.js';
import { BAR_BITS } from './bar-code.js';
import { STRIP_SHARE } from './source-clip.js';
import type { PointRow } from './screen-watch.js';

export const SCREEN = { width: 1280, height: 800 };
/** Height of the page's own bars, as in page.html. */
const PAGE_BARS = 24;

export type Point = { readonly x: number; readonly y: number };
export type BenchBrowser = {
  readonly browser: Browser;
  readonly page: Page;
  /** Where the page's top left corner is on the screen. */
  readonly origin: Point;
};

/** A browser that fills the virtual screen with one page. */
export async function openBrowser(display: VirtualDisplay): Promise<BenchBrowser> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: false,
    env: { ...process.env, DISPLAY: display.name },
    ignoreDefaultArgs: ['--mute-audio', '--enable-automation'],
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
      '--window-position=0,0', `--window-size=${SCREEN.width},${SCREEN.height}`, '--hide-scrollbars',
      '--disable-infobars', '--force-device-scale-factor=1',
    ], // prettier-ignore
  });
  const context = await browser.newContext({ viewport: null });
  const page = await context.newPage();
  // Without a window manager there is no frame round the window: what is not page is toolbar, above it.
  const origin = await page.evaluate(() => ({
    x: screenX + outerWidth - innerWidth,
    y: screenY + outerHeight - innerHeight,
  }));
  return { browser, page, origin };
}

/** Where the bar codes are on the screen, for a frame of this size under the page's upper bars. */
export function pointRows(
  origin: Point,
  size: { width: number; height: number },
): {
  pageAbove: PointRow;
  frameAbove: PointRow;
  frameBelow: PointRow;
  pageBelow: PointRow;
} {
  const strip = (size.height * STRIP_SHARE) / 2;
  const row = (y: number): PointRow =>
    Array.from({ length: BAR_BITS }, (_, bit) => ({
      x: origin.x + ((bit + 0.5) * size.width) / BAR_BITS,
      y: origin.y + y,
    }));
  return {
    pageAbove: row(PAGE_BARS / 2),
    frameAbove: row(PAGE_BARS + strip),
    frameBelow: row(PAGE_BARS + size.height - strip),
    pageBelow: row(PAGE_BARS + size.height + PAGE_BARS / 2),
  };
}
