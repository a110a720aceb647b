// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { LessonFigures } from './lesson-figures-view.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));
const address = 'GET /api/lesson-analytics/ls_1';

it('shows where it was hard, each question and session, and how the stream ran', async () => {
  FakeServer.start().answers(address, examples.LessonAnalytics);
  renderPage(<LessonFigures lessonId="ls_1" />);
  await screen.findByRole('heading', { name: 'The past of go' });
  const shown = screen.getAllByRole('link', { name: 'Show' }).map((link) => link.getAttribute('href'));
  expect(shown).toEqual(['/review/s1#pts=65000', '/review/s1#pts=40000']);
  expect(screen.getByText('6 of 20 wrong · repeated once')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Evening class' }).getAttribute('href')).toBe('/review/s1');
  expect(screen.getByText('22 of 24')).toBeTruthy();
  expect(screen.getByText(/teachers changed 2 of them/)).toBeTruthy();
});

it('says so when the lesson has not been taught', async () => {
  FakeServer.start().answers(address, { ...examples.LessonAnalytics, sessions: [] });
  renderPage(<LessonFigures lessonId="ls_1" />);
  await screen.findByText('No session of this lesson has been taught yet.');
});
