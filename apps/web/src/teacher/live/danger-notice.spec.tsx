// @vitest-environment happy-dom
import type { Answer } from '@lockstep/contracts';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { DangerNotice } from './danger-notice.js';

const answer = (id: string, flag: Answer['flag']): Answer => ({
  id,
  student: { id: `student-${id}`, name: `Student ${id}` },
  questionId: 'q',
  openedSeq: 1,
  choices: [],
  text: `words of ${id}`,
  parts: [],
  confidence: null,
  attempt: 1,
  spoken: false,
  verdict: 'not-reviewed',
  correction: null,
  judging: 'waiting',
  judgement: null,
  judgedAt: null,
  flag,
  shownPtsMs: 0,
  answeredPtsMs: 1000,
  receivedAt: '2026-01-01T00:00:00.000Z',
});

it('alerts the teacher to every flagged answer until it was seen', async () => {
  const { user } = renderPage(<DangerNotice answers={[answer('a', 'danger'), answer('b', null)]} />);
  expect(screen.getByRole('alert').textContent).toContain('words of a');
  expect(screen.queryByText('words of b')).toBeNull();
  await user.click(screen.getByRole('button'));
  expect(screen.queryByRole('alert')).toBeNull();
});
