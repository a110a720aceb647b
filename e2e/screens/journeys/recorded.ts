import type { Class, MomentLink, Session } from '@lockstep/contracts';
import type { Page } from 'playwright-core';
import type { LockstepServer } from '../../src/support/server.js';
import {
  AbsentStudent,
  ICE_QUESTION,
  openClass,
  publishLesson,
  recordingOf,
} from '../../src/support/taught-lesson.js';
import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const lesson = `title: Ice and water
language: en
voice: silent
slides: deck.md
steps:
  - say: Look at the ice. {slide 2} It floats.
${ICE_QUESTION}  - id: held
    wait: Shall we go on?
`;
const answers = ['it is light stuff', 'It is light stuff!', 'magic holds it up', 'ice is less dense'];

/** A class that is over: what is left to review, its figures, what is kept of it, and what its students find. */
export const recorded: Journey = {
  name: 'recorded',
  async walk({ server, browser, camera }) {
    const made = { name: '7b', term: 'Autumn 2026' };
    const { id: classId } = await server.call<Class>('POST', '/api/classes', made);
    const version = await publishLesson(server, lesson);
    const session = await openClass(server, version, { classId, access: { private: false } });
    const mia = await visitor(browser);
    await teach(server, session, mia);

    const page = await visitor(browser);
    const take = (name: string, caption: string, of: Page = page) =>
      camera.take(of, { name: `recorded-${name}`, caption });
    await page.goto(`${server.url('/review/work')}#token=${server.links.token}`);
    await page.getByText('Why does ice float?').waitFor();
    await take('work', 'Everything that nobody has judged, of all sessions.');
    await page.goto(server.url(`/review/lessons/${version.lessonId}`));
    await page.getByRole('heading', { name: 'Where it was hard' }).waitFor();
    await take('lesson', 'What the sessions of a lesson come to.');
    await page.goto(server.url(`/review/classes/${classId}`));
    await page.getByRole('heading', { name: 'Where it was hard' }).waitFor();
    await take('class', 'What the sessions of a class come to.');
    await page.goto(server.url(`/classes/${classId}`));
    await page.getByLabel('Delete sessions after days').fill('365');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await take('rule', 'A class with the rule for what is kept of its sessions.');
    await page.goto(server.url(`/review/${session.id}`));
    await page.locator('.slide__page:not([hidden]) img').waitFor();
    await page.getByRole('button', { name: 'Set a legal hold' }).click();
    await page.getByText('Legal hold:').waitFor();
    await take('hold', 'A session under a legal hold, with its timeline.');

    await mia.goto(server.url(`/s/${session.id}/results`));
    await mia.getByRole('heading', { name: 'Why does ice float?' }).waitFor();
    await take('results', 'What a student finds after class.', mia);
    const link = { ptsMs: 3000, days: 7 };
    const at = `/api/sessions/${session.id}/moment-links`;
    const { path } = await server.call<MomentLink>('POST', at, link);
    await mia.goto(server.url(path));
    await mia.locator('.slide__page:not([hidden]) img').waitFor();
    await take('moment', 'A moment that somebody shared.', mia);
    await page.goto(server.url(`/review/${session.id}`));
    await page.getByRole('button', { name: 'End the legal hold' }).click();
    await take('release', 'Before a legal hold ends.');
    await page.getByRole('dialog').getByRole('button', { name: 'End the legal hold' }).click();
    await page.getByRole('button', { name: /^Delete the session/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Download the report' }).waitFor();
    await take('deleted', 'What a deletion removed.');
    await mia.context().close();
    await page.context().close();
  },
};

/** Mia is there with her page, others answer too; some go back in the recording. */
async function teach(server: LockstepServer, { id }: Session, mia: Page): Promise<void> {
  await mia.goto(server.url(`/s/${id}`));
  await mia.getByLabel('Your name').fill('Mia');
  await mia.getByRole('button', { name: 'Join' }).click();
  await mia.locator('.card--narrow[role=status]').waitFor();
  const others: AbsentStudent[] = [];
  for (const i of answers.keys()) others.push(await AbsentStudent.join(server, id, `Student ${i + 1}`));
  await server.call('POST', `/api/sessions/${id}/start`);
  for (const [i, text] of answers.entries()) await others[i]?.answer('why', { text });
  await mia.locator('.question textarea').fill('no idea at all');
  await mia.locator('.question button[type=submit]').click();
  await mia.getByText('Your answer is in.').waitFor();
  await server.call('POST', `/api/sessions/${id}/end`);
  await recordingOf(server, id);
}
