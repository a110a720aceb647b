// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { parseLesson } from '@lockstep/lesson';
import { question as words } from '../../i18n/en/question.js';
import { QuestionsPanel } from './questions-panel.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const lesson = `title: Ice
steps:
  - id: why
    ask:
      answer: open
      prompt: Why does ice float?
      rubric:
        - point: it is less dense
          any: [less dense]
          required: false
        - point: it holds more room
          required: false
  - id: g
    ask:
      prompt: How fast does it fall?
      accept: 9.8 m/s²
`;
const proposals = 'GET /api/lessons/l1/proposals';
const found = [
  {
    ...{ questionId: 'why', corrections: 7, phrases: ['lighter', 'less dense'] },
    mistakes: [
      { answer: 'magic', because: 'Magic explains nothing.' },
      { answer: 'air', because: null },
    ],
  },
];

let written = '';
function Panel() {
  const [text, setText] = useState(lesson);
  written = text;
  return <QuestionsPanel lessonId="l1" text={text} files={[]} onEdit={(edit) => setText(edit)} />;
}

describe('the questions of a script', () => {
  it('take what corrections suggest, each with one click', async () => {
    FakeServer.start().answers(proposals, found);
    const { user } = renderPage(<Panel />);
    await screen.findByText('lighter');
    expect(screen.queryByRole('button', { name: 'Add “less dense” to the script' })).toBeNull(); // it is in it
    await user.selectOptions(screen.getByLabelText('Add to the point'), 'it holds more room');
    await user.click(screen.getByRole('button', { name: 'Add “lighter” to the script' }));
    expect(written).toContain(
      'point: it holds more room\n          required: false\n          any: [lighter]',
    );
    expect(screen.queryByRole('button', { name: 'Add “lighter” to the script' })).toBeNull();

    await user.click(screen.getByRole('button', { name: 'Add “magic” to the script' }));
    expect(written).toContain('wrong:\n        magic: Magic explains nothing.');
    const air = screen.getByRole('button', { name: 'Add “air” to the script' });
    expect(air).toHaveProperty('disabled', true); // nobody has said yet what to tell
    await user.type(screen.getByLabelText('“air”: what is said'), 'There is no air.');
    await user.click(air);
    expect(written).toContain('air: There is no air.');
  });

  it('have their comparison as fields', async () => {
    FakeServer.start().answers(proposals, []);
    const { user } = renderPage(<Panel />);
    await user.selectOptions(await screen.findByLabelText('Points that are wanted'), 'any 2 of 2');
    expect(written).toContain('pointsWanted: 2');
    await user.selectOptions(screen.getByLabelText('Question'), 'How fast does it fall?');
    await user.type(screen.getByLabelText('Range'), '9.7 … 9.9');
    await user.tab();
    expect(written).toContain('range: [9.7, 9.9]');
    await user.selectOptions(screen.getByLabelText('Unit'), 'is required');
    await user.click(screen.getByLabelText('The same amount in another unit is right'));
    expect(written).toContain('unit: required');
    expect(written).toContain('equivalentUnits: true');
    await user.type(screen.getByLabelText('Tolerance'), 'some');
    await user.tab();
    await screen.findByText('This cannot be read. The script keeps the old value.');
    expect(written).not.toContain('tolerance');
  });

  it('say why there are no proposals', async () => {
    const server = FakeServer.start();
    server.goesAway();
    renderPage(<Panel />);
    const section = within(await screen.findByRole('region', { name: 'Proposed from corrections' }));
    await section.findByText(/server/i);
  });
});

describe('the time and the pool of a question', () => {
  it('are written into the script, and taken out again', async () => {
    FakeServer.start().answers(proposals, []);
    const { user } = renderPage(<Panel />);
    await user.click(screen.getByLabelText('No time limit'));
    expect(written).toContain('window: none');
    expect(screen.queryByLabelText('Time to answer, in seconds')).toBeNull();
    await user.click(screen.getByLabelText('No time limit'));
    expect(written).not.toContain('window');
    const seconds = screen.getByLabelText('Time to answer, in seconds');
    await user.clear(seconds);
    await user.type(seconds, '2');
    await user.tab();
    expect(written).not.toContain('window'); // too short
    await user.type(seconds, '0');
    await user.tab();
    expect(written).toContain('window: 20s');

    await user.type(screen.getByLabelText('Pool'), 'warm up');
    await user.tab();
    expect(written).toContain('pools: {warm up: 1}');
    const draw = screen.getByLabelText('Questions of this pool that a session asks');
    await user.clear(draw);
    await user.type(draw, '2');
    await user.tab();
    expect(written).toContain('pools: {warm up: 2}');
    await user.clear(screen.getByLabelText('Pool'));
    await user.tab();
    expect(written).not.toContain('pool');
  });
});

const asks = () => {
  const { script, problems } = parseLesson(written);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (script?.steps ?? []).filter((step) => step.kind === 'ask');
};

describe('a question of any kind', () => {
  it.each(Object.entries(words.kinds))('is added: %s', async (kind, label) => {
    FakeServer.start().answers(proposals, []);
    const { user } = renderPage(<Panel />);
    await user.selectOptions(screen.getByLabelText(words.kind), label);
    await user.click(screen.getByRole('button', { name: words.add }));
    const [, added] = asks();
    expect(added).toMatchObject({ id: 'question', answer: kind === 'image' ? 'open' : kind });
    expect(screen.getByLabelText(words.asked)).toHaveProperty('value', words.prompt);
    const prompt = screen.getByLabelText(words.asked);
    await user.clear(prompt);
    await user.type(prompt, 'What is it?');
    await user.tab();
    expect(asks()[1]).toMatchObject({ id: 'question', prompt: 'What is it?' });
    await user.click(screen.getByRole('button', { name: words.remove }));
    expect(asks().map(({ id }) => id)).toEqual(['why', 'g']);
  });

  it('has its choices written, moved, marked and removed', async () => {
    FakeServer.start().answers(proposals, []);
    const { user } = renderPage(<Panel />);
    await user.click(screen.getByRole('button', { name: words.add }));
    await user.click(screen.getByRole('button', { name: words.addChoice }));
    const row = (index: number) => within(screen.getByRole('group', { name: words.row(index) }));
    await user.clear(row(3).getByLabelText(words.choiceText));
    await user.type(row(3).getByLabelText(words.choiceText), 'went');
    await user.tab();
    await user.click(row(3).getByLabelText(words.right));
    await user.click(screen.getByRole('button', { name: words.up(3) }));
    await user.type(row(1).getByLabelText(words.because), 'Look again.');
    await user.tab();
    await user.click(screen.getByRole('button', { name: words.removeRow(3) }));
    expect(asks()[1]).toMatchObject({
      choices: [
        { text: 'Choice 1', right: false },
        { text: 'went', right: true },
      ],
      wrong: [{ because: 'Look again.' }],
    });
  });

  it('refuses words that another choice has, and keeps the old ones', async () => {
    FakeServer.start().answers(proposals, []);
    const { user } = renderPage(<Panel />);
    await user.click(screen.getByRole('button', { name: words.add }));
    const before = written;
    const field = within(screen.getByRole('group', { name: words.row(2) })).getByLabelText(words.choiceText);
    await user.clear(field);
    await user.type(field, 'Choice 1');
    await user.tab();
    expect(screen.getByText(words.different)).toBeDefined();
    expect(written).toBe(before);
  });

  it('is tried by its author with an answer of their own', async () => {
    const server = FakeServer.start().answers(proposals, []);
    server.answers('POST /api/lessons/l1/judge-preview', {
      ...{ verdict: 'wrong', confidence: 0.97, say: 'Look at the sign.', praise: null, correction: null },
      ...{ hint: null, brain: 'offline' },
    });
    const { user } = renderPage(<Panel />);
    await user.type(screen.getByLabelText(words.try.answer), 'It is warm.');
    await user.click(screen.getByRole('button', { name: words.try.go }));
    expect(await screen.findByText('Look at the sign.', { exact: false })).toBeDefined();
    expect(screen.getByText(words.try.verdicts.wrong)).toBeDefined();
    expect(screen.getByText('Confidence 97 %')).toBeDefined();
  });
});
