import type { Answer, Session } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, phone, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
  session = await server.quietSession();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const things = (...texts: string[]) => texts.map((text) => ({ id: text.toLowerCase(), text }));
const order = {
  ...{ id: 'order', kind: 'parts', prompt: 'Put the planets in order, from the sun.', points: 3 },
  task: { kind: 'order', items: things('Mars', 'Earth', 'Mercury', 'Venus') },
  solution: ['mercury', 'venus', 'earth', 'mars'],
};
const match = {
  ...{ id: 'match', kind: 'parts', prompt: 'Which sound does it make?', confidence: true },
  task: { kind: 'match', items: things('Cat', 'Dog'), options: things('Bark', 'Mew', 'Moo') },
  solution: ['mew', 'bark'],
};
const gaps = {
  ...{ id: 'gaps', kind: 'parts', prompt: 'Fill in the gaps.' },
  task: { kind: 'gaps', segments: ['Water boils at ', ' °C and freezes at ', ' °C.'] },
};
const number = { id: 'number', kind: 'short', prompt: 'What is 2 − 5?', numeric: true };
const poll = {
  ...{ id: 'poll', kind: 'single', prompt: 'How do you feel today?', poll: true },
  choices: things('Good', 'Bad'),
};

const ask = (question: object) => server.event(session.id, { type: 'question.asked', question });
const close = () => server.event(session.id, { type: 'question.closed' });
const answersTo = async (questionId: string) =>
  (await server.call<Answer[]>('GET', `/api/sessions/${session.id}/answers`)).filter(
    (answer) => answer.questionId === questionId,
  );

/** Moves the focus on, as somebody does who has no mouse. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const label =
        activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.textContent : undefined;
      const selected =
        activeElement instanceof HTMLSelectElement ? activeElement.labels[0]?.textContent : undefined;
      return (
        activeElement?.getAttribute('aria-label') ?? label ?? selected ?? activeElement?.textContent ?? ''
      );
    });
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${String(name)}`);
}

it(
  'a student orders, matches, fills in and counts with the keyboard alone',
  { timeout: 180_000 },
  async () => {
    const page = await visitor(browser);
    await joinClass(page, server.url(`/s/${session.id}`), 'Keys');

    await ask(order);
    await page.getByRole('listitem').filter({ hasText: 'Mercury' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const rows = () => page.locator('.order__text').allTextContents();
    for (const [place, planet] of ['Mercury', 'Venus', 'Earth', 'Mars'].entries()) {
      while ((await rows()).indexOf(planet) > place) {
        const before = (await rows()).indexOf(planet);
        await tabTo(page, `Move up: ${planet}`);
        await page.keyboard.press('Enter');
        await expect.poll(async () => (await rows()).indexOf(planet)).toBe(before - 1);
      }
    }
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
    expect((await answersTo('order'))[0]).toMatchObject({ parts: order.solution, verdict: 'right' });
    await close();

    await ask(match);
    await page.getByLabel('Cat').waitFor();
    await tabTo(page, 'Cat');
    await page.keyboard.type('Mew');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Moo');
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Say how sure you are.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Fairly sure' }).focus();
    await page.keyboard.press('Space');
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
    const matched = { parts: ['mew', 'moo'], confidence: 2, verdict: 'wrong' };
    expect((await answersTo('match'))[0]).toMatchObject(matched);
    await close();

    await ask(gaps);
    await page.getByLabel('Gap 1').waitFor();
    await tabTo(page, 'Gap 1');
    await page.keyboard.type('100');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
    expect((await answersTo('gaps'))[0]).toMatchObject({ parts: ['100', '0'], verdict: 'not-reviewed' });
    await close();
    await page.context().close();
  },
);

it('a student does the same by touch on a phone, in Chinese', { timeout: 180_000 }, async () => {
  const page = await visitor(browser, { ...phone, locale: 'zh-CN' });
  await page.goto(server.url(`/s/${session.id}`));
  await page.locator('form input').first().fill('小明');
  await page.locator('form button[type=submit]').tap();
  await page.locator('.slide__page:not([hidden]) img').waitFor();

  await ask({ ...order, id: 'order-2' });
  await page.getByRole('button', { name: /^上移/ }).last().tap();
  expect(await accessibilityFaults(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  for (const button of await page.locator('.order button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
  }
  await page.getByRole('button', { name: '提交回答' }).tap();
  await page.getByText('你的回答已提交。').waitFor();
  expect((await answersTo('order-2'))[0]?.parts).toHaveLength(4);
  await close();

  await ask(number);
  const field = page.getByRole('textbox', { name: '你的回答' });
  expect(await field.getAttribute('inputmode')).toBe('decimal');
  await field.fill('3');
  await page.getByRole('button', { name: '±' }).tap();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '提交回答' }).tap();
  await page.getByText('你的回答已提交。').waitFor();
  expect((await answersTo('number'))[0]?.text).toBe('−3');
  await close();

  await ask(poll);
  await page.getByText('Good').tap();
  await page.getByRole('button', { name: '提交回答' }).tap();
  await page.getByText('你的回答已提交。').waitFor();
  await close();
  await server.event(session.id, { type: 'class.result', questionId: 'poll' });
  // One opinion would be somebody's own.
  await page.getByText('至少有三个回答才会显示全班的结果。').waitFor();
  await page.context().close();
});
