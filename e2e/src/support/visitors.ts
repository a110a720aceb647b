import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** A microphone that hears beeps, and somebody who allows it. */
export const BEEPING_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** `autoplay: 'gesture'`: sound needs a gesture first, as it does for people. @param more switches of Chromium */
export const launchChromium = (
  autoplay: 'free' | 'gesture' = 'free',
  more: readonly string[] = [],
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--autoplay-policy=${autoplay === 'free' ? 'no-user-gesture' : 'document-user-activation'}-required`,
      ...more,
    ],
  });

/** Somebody with a browser of their own: no storage shared with anybody, English unless said otherwise. */
export async function visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  return context.newPage();
}

/** Goes into a class as a student and waits for its first slide. */
export async function joinClass(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.locator('.slide__page:not([hidden]) img').waitFor();
}

/** The description of the slide that is shown. */
export const shownSlide = (page: Page): Promise<string | null> =>
  page.locator('.slide__page:not([hidden]) img').first().getAttribute('alt');

/** Goes to the teacher's page by a link that carries the token. */
export async function enterAsTeacher(page: Page, url: string, token: string): Promise<void> {
  await page.goto(`${url}#token=${token}`);
  await page.locator('.slides-panel .slide__page:not([hidden]) img').waitFor();
}
