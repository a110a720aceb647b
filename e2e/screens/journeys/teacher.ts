import type { LessonSummary, Session } from '@lockstep/contracts';
import type { Page } from 'playwright-core';
import type { LockstepServer } from '../../src/support/server.js';
import { enterAsTeacher, joinClass, visitor } from '../../src/support/visitors.js';
import type { Journey, Stage } from '../journey.js';

/** A session that a person teaches, with one student who answers. */
export const teacher: Journey = {
  name: 'teacher',
  async walk(stage) {
    await waitsForPublisher(stage);
    await teaches(stage);
  },
};

/** A session that has begun and gets no video yet. */
async function waitsForPublisher({ server, browser, camera }: Stage): Promise<void> {
  const session = await rtmpSession(server);
  const page = await visitor(browser);
  await page.goto(`${server.url(`/t/${session.id}`)}#token=${server.links.token}`);
  await page.getByRole('heading', { name: 'Slides' }).waitFor();
  await camera.take(page, { name: 'teacher-no-video', caption: 'A session that waits for its publisher.' });
  await page.context().close();
  await server.call('POST', `/api/sessions/${session.id}/end`);
}

async function rtmpSession(server: LockstepServer): Promise<Session> {
  const lessons = await server.call<{ items?: LessonSummary[] } | LessonSummary[]>('GET', '/api/lessons');
  const list = Array.isArray(lessons) ? lessons : (lessons.items ?? []);
  const lessonId = list.find(({ kind }) => kind === 'slides')?.id;
  const session = await server.call<Session>('POST', '/api/sessions', { lessonId, source: { kind: 'rtmp' } });
  await server.call('POST', `/api/sessions/${session.id}/start`);
  return session;
}

async function teaches({ server, browser, camera }: Stage): Promise<void> {
  const session = await server.quietSession();
  const page = await visitor(browser);
  await enterAsTeacher(page, server.url(`/t/${session.id}`), server.links.token);
  const take = (name: string, caption: string) => camera.take(page, { name: `teacher-${name}`, caption });
  await take('empty', 'Nobody has joined yet.');
  const mei = await visitor(browser);
  await joinClass(mei, server.url(`/s/${session.id}`), 'Mei');
  await page.getByRole('tabpanel').getByRole('listitem').first().waitFor();
  await take('students', 'One student is here.');
  await askAndAnswer(page, mei);
  for (const tab of ['Answers', 'Say', 'Events', 'Stream']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').locator(':scope > *').first().waitFor();
    await take(tab.toLowerCase(), `The tab "${tab}".`);
  }
  await page.getByRole('button', { name: 'Ask something else' }).click();
  await page.getByRole('dialog').waitFor();
  await take('ask-dialog', 'A question written on the spot.');
  await page.keyboard.press('Escape');
  await mei.context().close();
  await page.getByRole('button', { name: 'End session' }).click();
  await page.getByRole('dialog').waitFor();
  await take('end-dialog', 'Before a session is ended.');
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await page.getByRole('banner').getByText('Ended').waitFor();
  await take('ended', 'The session has ended.');
  await page.context().close();
}

async function askAndAnswer(page: Page, student: Page): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: 'Yesterday, Mia ___ to the beach.' });
  await row.getByRole('button', { name: 'Ask' }).click();
  await student.getByRole('radio', { name: 'goed' }).check();
  await student.getByRole('button', { name: 'Send answer' }).click();
  await page.getByText('1 of 1 answered').waitFor();
}
