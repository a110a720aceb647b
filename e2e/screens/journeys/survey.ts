import { AbsentStudent, openClass, publishLesson, recordingOf } from '../../src/support/taught-lesson.js';
import { enterAsTeacher, joinClass, visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const lesson = `title: Ice
language: en
voice: silent
slides: deck.md
steps:
  - id: end
    ask:
      prompt: Before you go, a few questions.
      survey:
        - { ask: How was the lesson?, scale: 5, low: boring, high: exciting }
        - { ask: What helped you most?, choices: [the film, the questions, the pictures] }
        - { ask: What do you want more of?, choices: [experiments, stories, quizzes], several: true, optional: true }
        - What should be explained again?
      window: none
      endsEarly: false
  - id: held
    wait: Shall we go on?
`;
const answers = [
  ['4', 'the-film', 'experiments stories', 'Why ice is less dense than water'],
  ['5', 'the-questions', 'experiments', 'nothing'],
  ['2', 'the-film', '', 'Nothing'],
  ['4', 'the-pictures', 'quizzes', 'The part with the crystals'],
];

/** A survey as its author writes it, students answer it, and its teacher reads it. */
export const survey: Journey = {
  name: 'survey',
  async walk({ server, browser, camera }) {
    const version = await publishLesson(server, lesson);
    const session = await openClass(server, version);
    const students: AbsentStudent[] = [];
    for (const i of answers.keys())
      students.push(await AbsentStudent.join(server, session.id, `Student ${i + 1}`));
    const page = await visitor(browser);
    const take = (name: string, caption: string) => camera.take(page, { name: `survey-${name}`, caption });
    await server.call('POST', `/api/sessions/${session.id}/start`);
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    await page.getByRole('button', { name: 'Send answer' }).waitFor();
    await take('form', 'A survey as a student answers it.');
    await page.getByRole('radio', { name: '3' }).check();
    await page.getByRole('checkbox', { name: 'stories' }).check();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await take('missing', 'What is missing of an answer.');
    await page.getByRole('radio', { name: 'the film' }).check();
    await page.getByRole('textbox').fill('Where icebergs come from');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Your answer is in.').waitFor();
    for (const [i, parts] of answers.entries()) await students[i]?.answer('end', { parts });
    const teacher = await visitor(browser);
    await enterAsTeacher(teacher, server.url(`/t/${session.id}`), server.links.token);
    await teacher.getByRole('tab', { name: 'Survey' }).click();
    await teacher.getByText('Where icebergs come from').first().waitFor();
    await camera.take(teacher, { name: 'survey-teacher', caption: 'The sums, as the teacher sees them.' });
    const event = (body: object) => server.event(session.id, body);
    await event({ type: 'question.closed', questionId: 'end' });
    await event({ type: 'class.result', questionId: 'end' });
    await page.getByText('average').waitFor();
    await take('result', 'What the class is shown.');
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await recordingOf(server, session.id);
    await teacher.goto(server.url(`/review/${session.id}`));
    await teacher.getByRole('tab', { name: /^Questions/ }).click();
    await teacher.getByText('average').waitFor();
    await camera.take(teacher, { name: 'survey-review', caption: 'A survey in the review of its session.' });
    await teacher.goto(server.url(`/author/${version.lessonId}`));
    await teacher.getByRole('tab', { name: 'Questions' }).click();
    await teacher.getByRole('group', { name: 'Item 1' }).waitFor();
    await camera.take(teacher, { name: 'survey-studio', caption: 'A survey as its author writes it.' });
    await page.context().close();
    await teacher.context().close();
  },
};
