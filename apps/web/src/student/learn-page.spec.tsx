// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { rememberedSeat, takeSeat } from '../api/seats.js';
import { writeSetting } from '../browser/settings.js';
import { LearnPage } from './learn-page.js';

const asked = 'GET /api/self-paced/l1';
const begins = 'POST /api/self-paced/l1/join';
const invitation = { lessonId: 'l1', title: 'On my own', language: 'en', recorded: true, keptDays: 30 };
const lobby = { ...examples.Joined.session, id: 's1', status: 'live' as const };
const joined = {
  ...{ ...examples.Joined, session: lobby },
  expiresAt: new Date(Date.now() + 60_000).toISOString(),
};
const begun = () => {
  takeSeat('s1', joined);
  writeSetting('learn:l1', 's1');
};

beforeEach(() => localStorage.clear());
const open = () => renderPage(<LearnPage />, { route: '/learn/:lessonId', at: '/learn/l1' });

it('begins a session of the student alone, and remembers it', async () => {
  const server = FakeServer.start().answers(asked, invitation).answers(begins, joined);
  const { user } = open();
  await screen.findByRole('heading', { name: 'On my own' });
  screen.getByText(/It is recorded/);
  screen.getByText(/deleted 30 days after the end/);
  await user.type(screen.getByLabelText('Your name'), 'Mei');
  await user.click(screen.getByRole('button', { name: 'Begin' }));
  await screen.findByText('elsewhere');
  expect(server.calls(begins).map(({ body }) => body)).toEqual([{ name: 'Mei' }]);
  expect(rememberedSeat('s1', Date.now())).toMatchObject({ studentId: joined.student.id });
});

it('goes on with what this browser began', async () => {
  begun();
  FakeServer.start().answers(asked, invitation).answers('GET /api/sessions/s1/lobby', lobby);
  open();
  const goOn = await screen.findByRole('link', { name: 'Go on where you were' });
  expect(goOn.getAttribute('href')).toBe('/s/s1');
});

it('begins again once that is over', async () => {
  begun();
  const server = FakeServer.start().answers(asked, invitation);
  server.answers('GET /api/sessions/s1/lobby', { ...lobby, status: 'ended' });
  open();
  await screen.findByRole('button', { name: 'Begin' });
  await vi.waitFor(() => expect(server.calls('GET /api/sessions/s1/lobby')).toHaveLength(1));
  expect(screen.queryByRole('link', { name: 'Go on where you were' })).toBeNull();
});

it('says so where the lesson is not to be taken alone', async () => {
  FakeServer.start().refuses(asked, { status: 404, code: 'self-paced-off', detail: 'It is switched off.' });
  open();
  await screen.findByText('This lesson cannot be taken alone now');
});

it('asks again when the student wants it, where the server does not answer', async () => {
  const server = FakeServer.start().answers(asked, invitation);
  server.goesAway();
  const { user } = open();
  const again = await screen.findByRole('button', { name: /again/i }, { timeout: 15_000 });
  server.comesBack();
  await user.click(again);
  await screen.findByRole('heading', { name: 'On my own' });
});
