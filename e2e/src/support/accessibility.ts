import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Global = { readonly axe: typeof axe };

/**
 * How much wider a page is than its window, in CSS pixels. `innerWidth` does not tell: on a phone it grows with the page.
 */
export const pixelsTooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What axe finds wrong with a page as it is now: rule, element and remedy of each. An empty list: nothing. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Colours that are still changing would be measured on their way; endless animations, such as a cursor, are not waited for.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined);
  });
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: checks } = globalThis as unknown as Global;
    return (await checks.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
