// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { ClassFigures, LessonFigures } from './figures-view.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));
const address = 'GET /api/lesson-analytics/ls_1';

it('shows where it was hard, each question and session, and how the stream ran', async () => {
  FakeServer.start().answers(address, examples.LessonAnalytics);
  renderPage(<LessonFigures lessonId="ls_1" />);
  await screen.findByRole('heading', { name: 'The past of go' });
  const shown = screen.getAllByRole('link', { name: 'Show' }).map((link) => link.getAttribute('href'));
  expect(shown).toEqual(['/review/s1#pts=65000', '/review/s1#pts=40000']);
  expect(
    screen.getByText('6 of 20 wrong · repeated once · watched again 4 times in the recording'),
  ).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Evening class' }).getAttribute('href')).toBe('/review/s1');
  expect(screen.getByText('22 of 24')).toBeTruthy();
  expect(screen.getByText(/teachers changed 2 of them/)).toBeTruthy();
});

it('says so when the lesson has not been taught', async () => {
  FakeServer.start().answers(address, { ...examples.LessonAnalytics, sessions: [] });
  renderPage(<LessonFigures lessonId="ls_1" />);
  await screen.findByText('No session of this lesson has been taught yet.');
});

it('shows a class over all its lessons, and of which lesson each question is', async () => {
  const [first] = examples.ClassAnalytics.sessions;
  if (!first) throw new Error('The example has no session.');
  const other = { ...first, session: { ...first.session, id: 's2', lesson: { id: 'ls_2', title: 'Rain' } } };
  FakeServer.start().answers('GET /api/classes/c1/analytics', {
    ...examples.ClassAnalytics,
    sessions: [first, other],
  });
  renderPage(<ClassFigures classId="c1" />);
  await screen.findByRole('heading', { name: '7b' });
  expect(screen.getByText('Autumn 2026')).toBeTruthy();
  // the same id in another lesson is another question
  const rows = screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
  expect(rows).toEqual(
    expect.arrayContaining(['What is the past of go?The past of go', 'What is the past of go?Rain']),
  );
  expect(screen.getByRole('link', { name: 'To the class' }).getAttribute('href')).toBe('/classes/c1');
});

it('says so when the class has not been taught', async () => {
  FakeServer.start().answers('GET /api/classes/c1/analytics', { ...examples.ClassAnalytics, sessions: [] });
  renderPage(<ClassFigures classId="c1" />);
  await screen.findByText('No session of this class has been taught yet.');
});
