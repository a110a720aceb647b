// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { leaveSeat, takeSeat } from '../api/seats.js';
import { ResultsPage } from './results-page.js';

const mine = 'GET /api/sessions/s1/results/mine';
const practice = 'POST /api/sessions/s1/practice';
const open = () => renderPage(<ResultsPage />, { route: '/s/:sessionId/results', at: '/s/s1/results' });

beforeEach(() => {
  takeSeat('s1', examples.Joined);
  return () => leaveSeat('s1');
});

it('shows each question with what was given, what was earned and the way to its moment', async () => {
  const server = FakeServer.start().answers(mine, examples.OwnResults);
  open();
  await screen.findByRole('heading', { name: 'Evening class' });
  screen.getByText('Your score: 0 of 2 points');
  screen.getByText('1 question to practise');
  screen.getByText('goed');
  screen.getByText('Watch this once more.');
  screen.getByText('What does irregular mean?');
  const moments = screen.getAllByRole('link', { name: 'Show in the recording' });
  expect(moments.map((link) => link.getAttribute('href'))).toEqual([
    '/replay?src=%2Frecordings%2Fr1.mp4&session=s1#pts=90000',
    '/replay?src=%2Frecordings%2Fr1.mp4&session=s1#pts=41200',
    '/replay?src=%2Frecordings%2Fr1.mp4&session=s1#pts=65000',
  ]);
  expect(server.calls(mine)[0]?.token).toBe(`Bearer ${examples.Joined.token}`);
});

it('asks again what was not right, as often as the student likes', async () => {
  const server = FakeServer.start()
    .answers(mine, examples.OwnResults)
    .answers(practice, examples.PracticeVerdict);
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'Practise this' }));
  await user.type(screen.getByRole('textbox'), 'goed');
  await user.click(screen.getByRole('button', { name: /Send|Answer/ }));
  await screen.findByText('Go is irregular.');
  server.answers(practice, { verdict: 'right', text: null, correction: null, hint: null });
  await user.clear(screen.getByRole('textbox'));
  await user.type(screen.getByRole('textbox'), 'went');
  await user.click(screen.getByRole('button', { name: /again/i }));
  await screen.findByRole('button', { name: 'Once more' });
  expect(server.calls(practice).map(({ body }) => body)).toEqual([
    { openedSeq: 8, text: 'goed' },
    { openedSeq: 8, text: 'went' },
  ]);
});

it('says what to do without a seat, and while the class runs', async () => {
  FakeServer.start().refuses(mine, { status: 409, code: 'session-not-over', detail: 'Not over.' });
  open();
  await screen.findByText(/when the class is over/);
  leaveSeat('s1');
  open();
  await screen.findByText(/in the browser with which you were in class/);
});
