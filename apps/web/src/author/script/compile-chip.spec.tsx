// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { CompileChip } from './compile-chip.js';

const running = { ...examples.CompileJob, status: 'running' } as const;
const none = { done: 0, total: null, reused: 0 };

it.each([
  ['before the deck is read', { drawn: 0, total: null }, none, 'Reading the text', null],
  ['while slides are drawn', { drawn: 12, total: 60 }, none, 'Drawing slides: 12 of 60', '12'],
  [
    'while clips are made',
    { drawn: 60, total: 60 },
    { done: 3, total: 40, reused: 0 },
    'Audio and video: 3 of 40',
    '3',
  ],
])(
  'a lesson that is compiled says how far it has come %s, and can be cancelled',
  async (_, slides, clips, said, done) => {
    const cancel = vi.fn();
    const compiling = { job: { ...running, slides, clips }, cancel, again: vi.fn(), error: null };
    const { user } = renderPage(<CompileChip compiling={compiling} />);
    expect(screen.getByRole('status').textContent).toBe(said);
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe(done);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel).toHaveBeenCalledOnce();
  },
);
