import type { LessonAsset, ScriptDraft } from '@lockstep/contracts';
import type { LockstepServer } from '../../src/support/server.js';
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

const plant =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#dff0e4"/>' +
  '<rect y="200" width="400" height="100" fill="#8a6a4a"/><rect x="192" y="60" width="16" height="150" fill="#3d8b54"/>' +
  '<ellipse cx="150" cy="110" rx="50" ry="22" fill="#57b06e"/><path d="M200 200l-40 70M200 200l40 70" stroke="#e6d3b0" stroke-width="8"/></svg>';

/** The id by which pages load the picture of a plant. */
async function plantId(server: LockstepServer): Promise<string> {
  const text = 'title: Plants\nsteps:\n  - say: Look.\n';
  const { lessonId } = await server.call<ScriptDraft>('POST', '/api/lessons/script', { text });
  const files = new FormData();
  files.append('files', new Blob([plant], { type: 'image/svg+xml' }), 'plant.svg');
  const [stored] = await server.call<LessonAsset[]>('POST', `/api/lessons/${lessonId}/files`, files);
  return stored?.sha256 ?? '';
}

/** Kinds that have a picture, and those that have no right answer. */
const otherQuestions = (id: string) => {
  const media = { kind: 'picture', id, alt: 'A plant with its leaf, its stem and its roots' };
  const place = (name: string, left: number, top: number) => ({
    ...{ id: name, region: { x: left, y: top, width: 0.2, height: 0.15 } },
  });
  return {
    choice: {
      ...{ id: 'choice', kind: 'single', prompt: 'Which part of the plant makes food?', media },
      ...{ choices: things('Leaf', 'Root'), choiceMedia: { leaf: { ...media, alt: 'A leaf' } } },
    },
    hotspot: {
      ...{ id: 'hotspot', kind: 'parts', prompt: 'Where does the plant drink?', media },
      task: { kind: 'hotspot', marks: 1 },
    },
    label: {
      ...{ id: 'label', kind: 'parts', prompt: 'Label the plant.', media },
      task: {
        ...{ kind: 'label', options: things('Leaf', 'Root', 'Stem') },
        places: [place('1', 0.28, 0.28), place('2', 0.4, 0.72)],
      },
    },
    open: { id: 'open', kind: 'open', prompt: 'Why does a plant need light?', tries: 2, points: 2 },
    words: { id: 'words', kind: 'short', prompt: 'How was the lesson, in one word?', poll: true },
    opinion: { id: 'opinion', kind: 'open', prompt: 'What should be explained again?', poll: true },
  };
};

/** The kinds of questions, each as a student answers it. */
export const tasks: Journey = {
  name: 'tasks',
  async walk({ server, browser, camera }) {
    const session = await server.quietSession();
    const event = (body: object) => server.event(session.id, body);
    const page = await visitor(browser);
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    for (const [kind, question] of Object.entries({
      ...questions,
      ...otherQuestions(await plantId(server)),
    })) {
      await event({ type: 'question.asked', question });
      await page.getByRole('heading', { name: question.prompt }).waitFor();
      await camera.take(page, { name: `tasks-${kind}`, caption: `A question of the kind "${kind}".` });
      await event({ type: 'question.closed' });
    }
    await server.call('POST', `/api/sessions/${session.id}/end`);
    await page.context().close();
  },
};
