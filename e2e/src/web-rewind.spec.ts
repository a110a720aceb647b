import type { Browser, Page } from 'playwright-core';
import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, shownSlide, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
  session = await server.quietSession({ recorded: true });
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const patience = { timeout: 20_000 };
const bar = (page: Page) => page.getByRole('slider', { name: 'Time of the class' });
const card = (page: Page) => page.getByRole('region', { name: 'Question', exact: true });

describe('a student in a live class', () => {
  it('goes back across a slide and a question that was closed since, with the keyboard, and comes again to the live edge', async () => {
    const page = await visitor(browser);
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    await bar(page).waitFor({ state: 'attached' });
    await server.event(session.id, { type: 'slide.shown', index: 1 });
    await expect.poll(() => shownSlide(page), patience).toContain('Slide 2 of 7');
    await server.event(session.id, { type: 'question.opened', questionId: 'missing-word' });
    await card(page).getByRole('radio', { name: 'went' }).waitFor();
    // stands at the frame that asks
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Back to live' }).waitFor();
    expect(await card(page).getByRole('radio').count()).toBeGreaterThan(1);
    await server.event(session.id, { type: 'question.closed' });
    await server.event(session.id, { type: 'slide.shown', index: 4 });
    await card(page).getByText('Closed').waitFor();
    expect(await card(page).getByRole('radio').count()).toBe(0);
    expect(await shownSlide(page)).toContain('Slide 2 of 7');

    // goes on from there, over what happened meanwhile
    await page.getByRole('button', { name: 'Play' }).press('Enter');
    await expect.poll(() => shownSlide(page), patience).toContain('Slide 5 of 7');
    await page.getByRole('button', { name: 'Back to live' }).waitFor();

    await bar(page).press('Home');
    await expect.poll(() => shownSlide(page), patience).not.toContain('Slide 5 of 7');
    expect(await bar(page).getAttribute('aria-valuetext')).toMatch(/behind live$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to live' }).press('Enter');
    await page.getByRole('button', { name: 'You are at the live edge' }).waitFor();
    await expect.poll(() => shownSlide(page), patience).toContain('Slide 5 of 7');
    await page.context().close();
  });
});
