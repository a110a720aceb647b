import type { Answer } from '@lockstep/contracts';
import type { LockstepServer } from '../../src/support/server.js';
import {
  AbsentStudent,
  ICE_QUESTION,
  openClass,
  publishLesson,
  recordingOf,
} from '../../src/support/taught-lesson.js';
import { enterAsTeacher, visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const lesson = `title: Ice
language: en
voice: silent
slides: deck.md
steps:
${ICE_QUESTION}  - id: held
    wait: Shall we go on?
`;
const answers = [
  'it is light stuff',
  'It is light stuff!',
  'so light stuff',
  'magic holds it up',
  'I want to die.',
];

/** A teacher who corrects answers in class and afterwards, and an author who learns from it. */
export const corrections: Journey = {
  name: 'corrections',
  async walk({ server, browser, camera }) {
    const version = await publishLesson(server, lesson);
    const session = await openClass(server, version);
    const students: AbsentStudent[] = [];
    for (const i of answers.keys()) {
      students.push(await AbsentStudent.join(server, session.id, `Student ${i + 1}`));
    }
    await server.call('POST', `/api/sessions/${session.id}/start`);
    const page = await visitor(browser);
    const take = (name: string, caption: string) =>
      camera.take(page, { name: `corrections-${name}`, caption });
    await enterAsTeacher(page, server.url(`/t/${session.id}`), server.links.token);
    for (const [i, text] of answers.entries()) await students[i]?.answer('why', { text });
    await page.getByRole('tab', { name: `Answers ${answers.length}` }).click();
    await page.getByRole('alert').waitFor();
    await take('danger', 'Words of danger, above everything else.');
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await page.getByRole('button', { name: 'Similar together' }).click();
    const group = page.locator('.answers__row').first();
    await group.getByRole('button', { name: 'Add a text' }).click();
    await group.getByRole('textbox').fill('True, but say why.');
    await take('groups', 'Similar answers, corrected with one click.');
    await group.getByRole('button', { name: 'Partly' }).click();
    await group.getByText('Corrected by ').waitFor();
    await take('corrected', 'A group after its correction.');
    await correctAll(server, session.id);
    await page.goto(server.url(`/author/${version.lessonId}`));
    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.getByText('light stuff').first().waitFor();
    await take('proposals', 'Phrases and common mistakes that corrections propose.');
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await recordingOf(server, session.id);
    await page.goto(server.url('/review'));
    await page.getByRole('link', { name: 'Review' }).first().waitFor();
    await take('sessions', 'The sessions of the past, with what is still to be reviewed.');
    await page.getByRole('link', { name: 'Lesson in figures' }).first().click();
    await page.getByRole('heading', { name: 'Where it was hard' }).waitFor();
    await take('figures', 'What the sessions of a lesson come to.');
    await page.goto(server.url(`/review/${session.id}`));
    await page.locator('.slide__page:not([hidden]) img').waitFor();
    await take('review', 'A session as students saw it, its timeline and its answers.');
    await page.goto(server.url('/replay'));
    await page.getByRole('button', { name: 'Choose' }).waitFor();
    await take('replay', 'Where a recording is played from its file.');
    await page.context().close();
  },
};

async function correctAll(server: LockstepServer, sessionId: string): Promise<void> {
  const given = await server.call<Answer[]>('GET', `/api/sessions/${sessionId}/answers`);
  const correct = (isWanted: (text: string) => boolean, verdict: string) =>
    server.call('POST', `/api/sessions/${sessionId}/corrections`, {
      answerIds: given.filter(({ text }) => isWanted(text ?? '')).map(({ id }) => id),
      verdict,
    });
  await correct((text) => text.includes('light'), 'right');
  await correct((text) => !text.includes('light'), 'wrong');
}
