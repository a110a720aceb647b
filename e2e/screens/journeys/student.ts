import { joinClass, visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const question = { id: 'why', kind: 'open', prompt: 'Why did Mia walk home yesterday?' };

/** A session taught by a person, as one of its students sees it. */
export const student: Journey = {
  name: 'student',
  async walk({ server, browser, camera }) {
    const session = await server.quietSession();
    const event = (body: object) => server.event(session.id, body);
    const page = await visitor(browser);
    const take = (name: string, caption: string) => camera.take(page, { name: `student-${name}`, caption });
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    await take('arrived', 'The first slide beside the video.');
    await event({ type: 'caption', text: 'Yesterday I walked to the bridge.', lang: 'en' });
    await page.getByText('Yesterday I walked to the bridge.').waitFor();
    await take('caption', 'A caption below the video.');
    await event({ type: 'caption', text: '' });

    await event({ type: 'slide.shown', index: 5 });
    await event({ type: 'question.opened', questionId: 'missing-word' });
    await page.getByRole('radio', { name: 'went' }).waitFor();
    await take('question', 'A question with choices.');
    await page.getByRole('radio', { name: 'went' }).check();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Your answer is in.').waitFor();
    await take('answered', 'The answer has arrived.');
    await event({ type: 'question.closed' });
    await event({ type: 'class.result', reveal: true });
    await event({ type: 'feedback.class', text: 'Go is irregular: its past is a word of its own.' });
    await page.getByText('Go is irregular: its past is a word of its own.').waitFor();
    await take('result', 'The result of the class, and feedback to everybody.');

    await event({ type: 'question.asked', question });
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Because it did not rain.');
    await take('open-question', 'A written answer, with feedback and result still in view.');
    await event({ type: 'question.closed' });
    await page.getByRole('button', { name: 'Joined as Mei' }).click();
    await take('menu', 'Who joined, and the way out.');
    await page.keyboard.press('Escape');
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await page.getByRole('heading', { name: 'The class is over' }).waitFor();
    await take('over', 'The session has ended.');
    await page.context().close();
  },
};
