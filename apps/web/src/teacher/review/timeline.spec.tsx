// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { LessonView } from '../../stage/lesson-view.js';
import { Timeline } from './timeline.js';

const mark = (fromMs: number, text: string) => ({ fromMs, toMs: fromMs + 900, text });
const lanes = {
  slides: [mark(0, 'Slide 1'), mark(4000, 'Slide 2'), mark(9000, 'Slide 3')],
  words: [mark(500, 'Hello.')],
  questions: [],
  feedback: [],
  controls: [],
  presence: [],
};

function open() {
  const onSeek = vi.fn();
  const rendered = renderPage(
    <Timeline
      lanes={lanes}
      answers={[]}
      rewinds={[
        { fromPtsMs: 62_000, count: 4 },
        { fromPtsMs: 66_000, count: 1 },
      ]}
      aired={[]}
      view={new LessonView()}
      startPtsMs={60_000}
      endPtsMs={70_000}
      onSeek={onSeek}
    />,
    { route: '/', at: '/' },
  );
  return { ...rendered, onSeek };
}

it('leads to the frame of a mark by pointer', async () => {
  const { user, onSeek } = open();
  await user.click(await screen.findByRole('button', { name: 'Slides, 0:04: Slide 2' }));
  expect(onSeek).toHaveBeenLastCalledWith(64_000);
});

it('is gone through by keyboard: one stop for each lane, arrow keys to the neighbours', async () => {
  const { user, onSeek } = open();
  const drawing = await screen.findByRole('group', { name: /Tab goes from lane to lane/ });
  const stops = within(drawing)
    .getAllByRole('button')
    .filter((one) => one.getAttribute('tabindex') === '0');
  expect(stops).toHaveLength(2);
  stops[0]?.focus();
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}{Enter}');
  expect(onSeek).toHaveBeenLastCalledWith(64_000);
});

it('says how often those who watch the recording go back', async () => {
  open();
  const drawn = await screen.findByRole('img', { name: 'Students and guests went back 5 times' });
  expect(drawn.querySelectorAll('rect')).toHaveLength(2);
});

it('is drawn wider, step by step, and back', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'Zoom in' }));
  await user.click(screen.getByRole('button', { name: 'Zoom in' }));
  await screen.findByText('4×');
  await user.click(screen.getByRole('button', { name: 'Zoom out' }));
  await screen.findByText('2×');
});
