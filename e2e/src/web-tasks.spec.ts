import type { Answer, LessonAsset, ScriptDraft, Session } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, phone, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let session: Session;
let media: { kind: 'picture'; id: string; alt: string };

/** A plant on a ground of 400 by 300. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
  <rect width="400" height="300" fill="#dfe9f5"/><rect y="230" width="400" height="70" fill="#8a6a4a"/>
  <path d="M200 280V60" stroke="#2d7a3a" stroke-width="12"/><circle cx="200" cy="60" r="42" fill="#c8385a"/>
</svg>`;

/** Uploads it, as an author does; any class can then show it. */
async function upload(): Promise<typeof media> {
  const text = 'title: Plant\nsteps:\n  - say: Look.\n';
  const { lessonId } = await server.call<ScriptDraft>('POST', '/api/lessons/script', { text });
  const form = new FormData();
  form.append('files', new Blob([picture], { type: 'image/svg+xml' }), 'plant.svg');
  const [file] = await server.call<LessonAsset[]>('POST', `/api/lessons/${lessonId}/files`, form);
  return { kind: 'picture', id: file?.sha256 ?? '', alt: 'A plant in the ground' };
}

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
  session = await server.quietSession();
  media = await upload();
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

const survey = {
  ...{ id: 'survey', kind: 'parts', prompt: 'Before you go.', poll: true },
  task: {
    kind: 'survey',
    items: [
      { id: 'mood', text: 'How was it?', by: 'scale', points: 5, low: 'boring', high: 'exciting' },
      { id: 'more', text: 'More of?', by: 'choices', choices: things('Film', 'Talk') },
      { id: 'again', text: 'What again?', by: 'text', optional: true },
    ],
  },
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

    await ask(survey);
    await page.getByRole('group', { name: 'How was it?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    // the focus goes to the first item that is missing
    await page.getByText('Choose a point of the scale.').waitFor();
    for (const key of ['Space', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.getByRole('radio', { name: '3' }).isChecked()).toBe(true);
    await tabTo(page, 'Talk');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ice');
    await page.reload();
    await page.getByRole('radio', { name: '3', checked: true }).waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('Ice');
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
    const filled = { parts: ['3', 'talk', 'Ice'], verdict: 'not-reviewed' };
    expect((await answersTo('survey'))[0]).toMatchObject(filled);
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

  await ask({ ...survey, id: 'survey-2' });
  await page.getByRole('group', { name: 'How was it?' }).waitFor();
  for (const point of await page.locator('.scale__point').all()) {
    const box = await point.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
  }
  await page.locator('.scale__point').nth(3).tap();
  await page.getByText('Film').tap();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: '提交回答' }).tap();
  await page.getByText('你的回答已提交。').waitFor();
  expect((await answersTo('survey-2'))[0]?.parts).toEqual(['4', 'film', '']);
  await close();
  await page.context().close();
});

const region = (x: number, y: number) => ({ x, y, width: 0.25, height: 0.15 });
const onPicture = () => {
  const common = { kind: 'parts', media };
  return {
    hotspot: { ...common, id: 'where', prompt: 'Where is the blossom?', task: { kind: 'hotspot', marks: 1 } },
    outlined: {
      ...{ ...common, id: 'which', prompt: 'Which part drinks?' },
      task: {
        ...{ kind: 'hotspot', marks: 1 },
        areas: [
          { id: 'a', text: 'above', region: region(0.4, 0.1) },
          { id: 'b', text: 'below', region: region(0.4, 0.8) },
        ],
      },
      solution: ['52.5 87.5'],
    },
    label: {
      ...{ ...common, id: 'label', prompt: 'Label the plant.' },
      task: {
        kind: 'label',
        places: [
          { id: '1', region: region(0.6, 0.1) },
          { id: '2', region: region(0.6, 0.8), name: 'in the ground' },
        ],
        options: things('Blossom', 'Root', 'Stem'),
      },
      solution: ['blossom', 'root'],
    },
  };
};

it('a student answers on a picture with the keyboard alone', { timeout: 180_000 }, async () => {
  const page = await visitor(browser);
  await joinClass(page, server.url(`/s/${session.id}`), 'Arrows');
  const { hotspot, outlined, label } = onPicture();
  const sendAnswer = async () => {
    await tabTo(page, 'Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
  };

  await ask(hotspot);
  const aim = page.getByRole('application', { name: 'Picture: mark a place' });
  await aim.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await tabTo(page, 'Picture: mark a place');
  for (const key of ['Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowUp', 'ArrowLeft', 'Enter'])
    await page.keyboard.press(key);
  await page.getByRole('list', { name: 'Your marks' }).getByText('48 % from the left').waitFor();
  await sendAnswer();
  // nothing that the server knows says how far the right area reaches
  expect((await answersTo('where'))[0]).toMatchObject({ parts: ['48 28'], verdict: 'not-reviewed' });
  await close();

  await ask(outlined);
  await page.getByRole('button', { name: 'below' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await tabTo(page, 'below');
  await page.keyboard.press('Space');
  await sendAnswer();
  expect((await answersTo('which'))[0]).toMatchObject({ parts: ['52.5 87.5'], verdict: 'right' });
  await close();

  await ask(label);
  await page.getByRole('button', { name: 'Root' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const name of ['Blossom', 'Root']) {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter'); // the first empty place takes the focus
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: new RegExp(`^Place .*: ${name}$`) }).waitFor();
  }
  await sendAnswer();
  expect((await answersTo('label'))[0]).toMatchObject({ parts: ['blossom', 'root'], verdict: 'right' });
  await close();
  await page.context().close();
});

it('a student answers on a picture by touch on a phone', { timeout: 180_000 }, async () => {
  const page = await visitor(browser, phone);
  await joinClass(page, server.url(`/s/${session.id}`), 'Touch');
  const { hotspot, label } = onPicture();

  await ask({ ...hotspot, id: 'where-2' });
  const board = page.locator('.board');
  const box = async () => {
    const found = await board.locator('img').boundingBox();
    if (!found) throw new Error('there is no picture');
    return found;
  };
  await expect.poll(async () => (await box()).height).toBeGreaterThan(100); // it is there
  await board.scrollIntoViewIfNeeded();
  const { width, height } = await box();
  await page.locator('.board__aim').tap({ position: { x: width / 2, y: height / 5 } });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'Send answer' }).tap();
  await page.getByText('Your answer is in.').waitFor();
  const [x = 0, y = 0] = (await answersTo('where-2'))[0]?.parts[0]?.split(' ').map(Number) ?? [];
  expect([Math.round(x / 2), Math.round(y / 2)]).toEqual([25, 10]);
  await close();

  await ask({ ...label, id: 'label-2' });
  await page.getByRole('button', { name: 'Root', exact: true }).tap();
  await page.getByRole('button', { name: /^Place 2/ }).tap();
  await page.getByRole('button', { name: /^Place 2.*Root$/ }).waitFor();
  // dragged: pressed, moved and let go
  const from = await page.getByRole('button', { name: 'Stem', exact: true }).boundingBox();
  const to = await page.getByRole('button', { name: /^Place 1/ }).boundingBox();
  if (!from || !to) throw new Error('the labels and the places are not both in sight');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: /^Place 1.*Stem$/ }).waitFor();
  for (const button of await page.locator('.tray button, .board__place').all()) {
    const size = await button.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(40);
  }
  await page.getByRole('button', { name: 'Send answer' }).tap();
  await page.getByText('Your answer is in.').waitFor();
  expect((await answersTo('label-2'))[0]).toMatchObject({ parts: ['stem', 'root'], verdict: 'wrong' });
  await close();
  await page.context().close();
});
