import { OpenAiTestServer, scriptedTeacher } from '@lockstep/virtual-teacher/test/openai-server';
import type { Answer } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardsOf, watchCards } from './support/observers.js';
import { LockstepServer } from './support/server.js';
import { AbsentStudent, openClass, publishLesson, shortLesson } from './support/taught-lesson.js';
import { enterAsTeacher, launchChromium, visitor } from './support/visitors.js';

let model: OpenAiTestServer;
let server: LockstepServer;
let browser: Browser;

beforeAll(async () => {
  model = await OpenAiTestServer.start();
  server = await LockstepServer.start({
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: 'test-model',
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
});

async function arrive(url: string, name: string): Promise<Page> {
  const page = await visitor(browser);
  await page.addInitScript(watchCards);
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'The class has not started yet' }).waitFor();
  return page;
}

async function choose(page: Page, choice: string): Promise<void> {
  await page.getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: 'Send answer' }).click();
}

async function write(page: Page, text: string, action = 'Send answer'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text);
  await page.getByRole('button', { name: action }).click();
}

/** In the order in which they came. */
const answersOf = (sessionId: string) => server.call<Answer[]>('GET', `/api/sessions/${sessionId}/answers`);

const brainsOf = async (sessionId: string) =>
  (await answersOf(sessionId)).map(({ judgement }) => judgement?.by.brain);

/** Why the offline brain stood in. */
const faultsOf = async (sessionId: string) =>
  (await answersOf(sessionId)).flatMap(({ judgement }) => judgement?.by.insteadOf?.reason ?? []);

describe('a class whose answers a model judges', () => {
  it('hears the model, and the offline teacher where the model fails, and the record says so', async () => {
    const session = await openClass(server, await publishLesson(server, shortLesson('openai')));
    const student = server.url(`/s/${session.id}`);
    const ann = await arrive(student, 'Annelore Quill');
    const ben = await arrive(student, 'Bendix Quill');
    const cy = await AbsentStudent.join(server, session.id, 'Cyrill Quill');
    await server.call('POST', `/api/sessions/${session.id}/start`);
    const teacher = await visitor(browser);
    await enterAsTeacher(teacher, server.url(`/t/${session.id}`), server.links.token);

    // Busy for a moment: asked again, it answers.
    model.queue('chat', { kind: 'status', status: 429, retryAfterSeconds: 0 });
    await choose(ann, 'went');
    await cy.answer('choice', { choice: 'went' });
    await choose(ben, 'goed');
    for (const page of [ann, ben]) await page.getByText('3 answers').waitFor();
    await expect.poll(() => brainsOf(session.id)).toEqual(['openai', 'openai', 'openai']);

    // Then each student's answer meets another fault, and is judged all the same.
    await ann.getByRole('textbox', { name: 'Your answer' }).waitFor();
    model.script('chat', () => ({ kind: 'text', text: '{"verdict":"splendid","say":"Yes!"}' }));
    await write(ann, 'saw');
    await expect.poll(() => faultsOf(session.id)).toEqual(['invalid-output']);
    model.script('chat', () => ({ kind: 'status', status: 500 }));
    await cy.answer('written', { text: 'saw' });
    await expect.poll(() => faultsOf(session.id)).toEqual(['invalid-output', 'error']);
    model.script('chat', () => ({ kind: 'stall', before: '{"verdict":' }));
    await write(ben, 'sawed');
    await ben.getByRole('region', { name: 'For you only' }).getByText('Not quite').waitFor();
    expect(await faultsOf(session.id)).toEqual(['invalid-output', 'error', 'timeout']);
    const meter = teacher.getByRole('region', { name: 'Judging' });
    await meter.getByText('test-model').waitFor();
    await meter
      .getByText(/Fallback used/)
      .first()
      .waitFor();
    // And once it is well again, it judges again.
    model.script('chat', scriptedTeacher);
    await write(ben, 'saw', 'Try again');
    for (const page of [ann, ben]) await page.getByRole('heading', { name: 'The class is over' }).waitFor();

    const answers = await answersOf(session.id);
    expect(await brainsOf(session.id)).toEqual([
      ...['openai', 'openai', 'openai'],
      ...['offline', 'offline', 'offline', 'openai'],
    ]);
    const sent = model.requests.map(({ raw }) => raw).join('\n');
    for (const name of ['Annelore', 'Bendix', 'Cyrill', 'Quill']) expect(sent).not.toContain(name);
    for (const { student: who } of answers) expect(sent).not.toContain(who.id);
    expect((await cardsOf(ann)).class).toEqual((await cardsOf(ben)).class);
    for (const page of [ann, ben, teacher]) await page.context().close();
  });
});
