import { joinClass, visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

const things = (...texts: string[]) => texts.map((text) => ({ id: text.toLowerCase(), text }));
const questions = {
  order: {
    ...{ id: 'order', kind: 'parts', prompt: 'Put the planets in order, from the sun.', points: 3 },
    task: { kind: 'order', items: things('Mars', 'Earth', 'Mercury', 'Venus') },
    solution: ['mercury', 'venus', 'earth', 'mars'],
  },
  match: {
    ...{ id: 'match', kind: 'parts', prompt: 'Which sound does each animal make?', confidence: true },
    task: { kind: 'match', items: things('Cat', 'Dog'), options: things('Bark', 'Mew', 'Moo') },
    solution: ['mew', 'bark'],
  },
  gaps: {
    ...{ id: 'gaps', kind: 'parts', prompt: 'Fill in the gaps.' },
    task: { kind: 'gaps', segments: ['Water boils at ', ' °C and freezes at ', ' °C.'] },
  },
  number: { id: 'number', kind: 'short', prompt: 'What is 2 − 5?', numeric: true },
  poll: {
    ...{ id: 'poll', kind: 'single', prompt: 'How do you feel today?', poll: true },
    choices: things('Good', 'Tired', 'Bad'),
  },
};

/** The kinds of questions, each as a student answers it. */
export const tasks: Journey = {
  name: 'tasks',
  async walk({ server, browser, camera }) {
    const session = await server.quietSession();
    const event = (body: object) => server.event(session.id, body);
    const page = await visitor(browser);
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    for (const [kind, question] of Object.entries(questions)) {
      await event({ type: 'question.asked', question });
      await page.getByRole('heading', { name: question.prompt }).waitFor();
      await camera.take(page, { name: `tasks-${kind}`, caption: `A question of the kind "${kind}".` });
      await event({ type: 'question.closed' });
    }
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await page.context().close();
  },
};
