// @vitest-environment happy-dom
import { AskStep, type LessonAsset } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { screen, within } from '@testing-library/react';
import { useMemo, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { AreaFields } from './area-fields.js';
import { MediaFields } from './media-fields.js';

const files: LessonAsset[] = ['plant.png', 'song.mp3', 'slides.md'].map((path) => ({
  ...{ path, mediaType: 'x', sizeBytes: 1, updatedAt: '2026-01-01T00:00:00Z' },
  sha256: 'a'.repeat(64),
}));

let written = '';
function Studio({ start }: { readonly start: string }) {
  const [text, setText] = useState(start);
  written = text;
  const step = useMemo(() => AskStep.parse(parseLesson(text).script?.steps[0]), [text]);
  return (
    <>
      <MediaFields step={step} files={files} onEdit={(edit) => setText(edit)} />
      <AreaFields step={step} files={files} onEdit={(edit) => setText(edit)} />
    </>
  );
}
const asked = () => AskStep.parse(parseLesson(written).script?.steps[0]);

const bare = `title: Plants
steps:
  # the picture comes later
  - id: q
    ask:
      prompt: Where is it?
`;

describe('what is shown with choices and feedback', () => {
  it('is written beside them with its words, and taken away again', async () => {
    const start = `${bare}      choices: [root, leaf]\n      right: leaf\n      wrong: { root: It is below. }\n`;
    const { user } = renderPage(<Studio start={start} />);
    const fill = async (name: string, file: string, alt: string) => {
      const group = within(screen.getByRole('group', { name, hidden: true }));
      await user.selectOptions(group.getByLabelText(name), file);
      if (alt === '') return;
      await user.type(group.getByLabelText('In words'), alt);
      await user.tab();
    };
    await fill('Choice “leaf”', 'plant.png', 'A leaf');
    await fill('Right answers', 'song.mp3', 'A song');
    await fill('Who makes the mistake “root”', 'plant.png', 'A root');
    expect(asked()).toMatchObject({
      choices: [{ text: 'root' }, { text: 'leaf', right: true, media: { file: 'plant.png', alt: 'A leaf' } }],
      show: { right: { file: 'song.mp3', alt: 'A song' } },
      wrong: [{ because: 'It is below.', media: { file: 'plant.png', alt: 'A root' } }],
    });
    for (const name of ['Choice “leaf”', 'Right answers', 'Who makes the mistake “root”'])
      await fill(name, '', '');
    expect(parseLesson(written).script).toEqual(parseLesson(start).script);
  });
});

describe('the picture of a question', () => {
  it('is written with its words, and then answered on', async () => {
    const { user } = renderPage(<Studio start={bare} />);
    expect(within(screen.getByLabelText('Beside the question')).getAllByRole('option')).toHaveLength(3);
    await user.selectOptions(screen.getByLabelText('Beside the question'), 'plant.png');
    expect(written).toBe(bare); // not without words
    await user.type(screen.getByLabelText('In words'), 'A plant');
    await user.tab();
    expect(asked().media).toEqual({ file: 'plant.png', alt: 'A plant' });
    await user.click(screen.getByRole('button', { name: 'Students mark a place on it' }));
    expect(asked().task).toMatchObject({ kind: 'hotspot', areas: [{ text: 'Area 1', right: true }] });
    expect(written).toContain('# the picture comes later');
  });

  it('has areas that are added, named, moved and removed without a pointer', async () => {
    const start = `${bare}      media: {file: plant.png, alt: A plant}\n      hotspot: {root: {rect: [10%, 80%, 20%, 10%]}}\n`;
    const { user } = renderPage(<Studio start={start} />);
    await user.click(screen.getByRole('button', { name: 'Add an area' }));
    const second = screen.getByRole('group', { name: 'Number 2' });
    await user.clear(within(second).getByLabelText('Name'));
    await user.type(within(second).getByLabelText('Name'), 'leaf');
    await user.tab();
    await user.click(within(screen.getByRole('group', { name: 'Number 2' })).getByLabelText('Right'));
    await user.click(screen.getByLabelText('Students see the areas and their names'));
    expect(asked().task).toMatchObject({
      areas: [
        { text: 'root', right: true, region: { x: 0.1, y: 0.8, width: 0.2, height: 0.1 } },
        { text: 'leaf', right: false, region: { x: 0.4, y: 0.4, width: 0.2, height: 0.2 } },
      ],
      marks: 1,
      outlined: true,
    });
    await user.click(screen.getByRole('button', { name: 'Remove number 2' }));
    expect(asked().task).toMatchObject({ areas: [{ text: 'root' }], outlined: false });
  });

  it('takes no name twice, and keeps the labels that belong nowhere', async () => {
    const start = `${bare}      media: {file: plant.png, alt: A plant}\n      label: {root: [20%, 80%], leaf: [20%, 20%]}\n      extra: [stem]\n`;
    const { user } = renderPage(<Studio start={start} />);
    const [first] = screen.getAllByLabelText('Label');
    if (!first) throw new Error('there is no label');
    await user.clear(first);
    await user.type(first, 'leaf');
    expect(screen.getByText('Write a name that no other has.')).toBeTruthy();
    await user.clear(first);
    await user.type(first, 'roots');
    await user.tab();
    expect(asked().task).toMatchObject({
      options: [{ text: 'roots' }, { text: 'leaf' }, { text: 'stem' }],
    });
    const extra = screen.getByLabelText('More labels, which belong nowhere');
    await user.clear(extra);
    await user.tab();
    expect(asked().task).toMatchObject({ options: [{ text: 'roots' }, { text: 'leaf' }] });
  });
});
