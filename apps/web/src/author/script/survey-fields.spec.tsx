// @vitest-environment happy-dom
import { AskStep } from '@lockstep/contracts';
import { checkLesson, parseLesson } from '@lockstep/lesson';
import { screen, within } from '@testing-library/react';
import { useMemo, useState } from 'react';
import { expect, it } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { SurveyFields } from './survey-fields.js';

const start = `title: Ice
steps:
  # at the end
  - id: q
    ask:
      prompt: Before you go.
`;

let written = '';
function Studio() {
  const [text, setText] = useState(start);
  written = text;
  const step = useMemo(() => AskStep.parse(parseLesson(text).script?.steps[0]), [text]);
  return <SurveyFields step={step} onEdit={(edit) => setText(edit)} />;
}
const items = () => {
  const { task } = AskStep.parse(parseLesson(written).script?.steps[0]);
  return task?.kind === 'survey' ? task.items : [];
};

it('a survey is made item by item, and stands in the script', async () => {
  const { user } = renderPage(<Studio />);
  await user.click(screen.getByRole('button', { name: 'Ask several things as a survey' }));
  const item = (index: number) => within(screen.getByRole('group', { name: `Item ${String(index)}` }));
  const write = async (index: number, label: string, text: string) => {
    const field = item(index).getByLabelText(label);
    await user.clear(field);
    await user.type(field, text);
    await user.tab();
  };
  await write(1, 'Question', 'How was it?');
  await write(1, 'What 1 means', 'boring');
  await user.selectOptions(item(1).getByLabelText('Points of the scale'), '7');

  await user.click(screen.getByRole('button', { name: 'Add an item' }));
  await write(2, 'Question', 'More of?');
  await user.selectOptions(item(2).getByLabelText('Answered by'), 'Several choices');
  await write(2, 'Choices', 'film{enter}talk{enter}film');
  await user.click(item(2).getByLabelText('May be left out'));

  await user.click(screen.getByRole('button', { name: 'Add an item' }));
  await write(3, 'Question', 'What again?');
  await user.selectOptions(item(3).getByLabelText('Answered by'), 'A text');
  await user.click(screen.getByRole('button', { name: 'Move item 3 up' }));

  expect(written).toContain(`  # at the end
  - id: q
    ask:
      prompt: Before you go.
      survey:
        - {ask: How was it?, scale: 7, low: boring}
        - What again?
        - {ask: More of?, choices: [film, talk], several: true, optional: true}
`);
  const { script } = parseLesson(written);
  expect(script && checkLesson(script)).toEqual([]);
  expect(items().map(({ by }) => by)).toEqual(['scale', 'text', 'choices']);

  await write(3, 'Choices', 'film');
  expect(screen.getByText('Write 2 to 12 different choices. The script keeps the old ones.')).toBeDefined();
  expect(items()[2]).toMatchObject({ choices: [{ text: 'film' }, { text: 'talk' }] });
  await user.click(screen.getByRole('button', { name: 'Remove item 3' }));
  await user.click(screen.getByRole('button', { name: 'Remove item 2' }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Remove item 1' }).disabled).toBe(true);
});
