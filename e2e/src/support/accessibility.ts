import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Global = { readonly axe: typeof axe };

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
