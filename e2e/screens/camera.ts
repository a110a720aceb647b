import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** What every state is photographed in. */
export const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
export const languages = ['en', 'zh'] as const;

export type Look = (typeof looks)[number];
export type Language = (typeof languages)[number];

/** One state of one page: a file for each language and look. */
export type Screen = {
  /** As in `student-question`; begins with the name of its journey. */
  readonly name: string;
  /** What a reader of the gallery sees, in one sentence. */
  readonly caption: string;
};

export const fileOf = ({ name }: Screen, language: Language, look: Look): string =>
  `${name}.${language}.${look.name}.png`;

/**
 * Photographs states of pages. A state is reached once, in English; then the page changes its language, its size and its
 * colours in place, as it would for a person who changes them.
 */
export class Camera {
  readonly screens: Screen[] = [];

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<Camera> {
    await mkdir(folder, { recursive: true });
    return new Camera(folder);
  }

  /** Takes all pictures of a state. The page is left as it was: English, light, on a desk. */
  async take(page: Page, screen: Screen): Promise<void> {
    for (const language of languages) {
      await speak(page, language);
      for (const look of looks) {
        await dress(page, look);
        const file = path.join(this.folder, fileOf(screen, language, look));
        await page.screenshot({ path: file, fullPage: true, animations: 'disabled', caret: 'initial' });
      }
    }
    await speak(page, 'en');
    await dress(page, looks[0]);
    this.screens.push(screen);
  }
}

/** Chooses a language as another tab of the same browser would, without losing the state of the page. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => {
    const key = 'lockstep.language';
    localStorage.setItem(key, chosen);
    dispatchEvent(new StorageEvent('storage', { key, newValue: chosen }));
  }, language);
  await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), language);
}

async function dress(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
