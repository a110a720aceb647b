// @vitest-environment happy-dom
import type { HomeSession, StudentHome as Home } from '@lockstep/contracts';
import { screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { forgetOwnSeats, rememberedSeat, takeSeat } from '../../api/seats.js';
import { StudentHome } from './student-home.js';

const session: HomeSession = {
  ...{ id: 's1', title: 'Walks', class: { id: 'c1', name: '7b' }, status: 'live', recorded: true },
  ...{ selfPaced: false, startedAt: '2026-01-01T00:00:00.000Z', endedAt: null, result: null },
};
const ended: HomeSession = {
  ...session,
  ...{ id: 's2', title: 'Runs', status: 'ended', endedAt: '2026-01-02T00:00:00.000Z' },
  result: { questions: 5, answers: 4, right: 2, open: 1 },
};
const home: Home = {
  classes: [{ id: 'c1', name: '7b', term: '' }],
  ...{ live: [session], coming: [], review: [ended, { ...ended, id: 's3', title: 'Missed', result: null }] },
  selfPaced: [{ lessonId: 'l1', title: 'Alone', class: '7b' }],
};

const lobby = { id: 'x', title: '', language: 'en', deckId: null, status: 'ended', onAir: false } as const;
const addresses = { flv: '', student: '' };
const more = {
  recorded: false,
  asking: 'each',
  keptDays: null,
  selfPaced: false,
  canTranscribe: false,
  addresses,
} as const;
const joined = (id: string) => ({
  ...{ token: `lk_student_${id}`, expiresAt: new Date(Date.now() + 60_000).toISOString() },
  ...{ student: { id, name: 'Mei' }, session: { ...lobby, ...more } },
});

beforeEach(() => localStorage.clear());
const open = (shown: Home = home) => {
  const server = FakeServer.start().answers('GET /api/home', shown);
  return { server, ...renderPage(<StudentHome name="Mei" />) };
};

it('shows what is live, to take alone and to review, with what came of it', async () => {
  open();
  expect((await screen.findByRole('link', { name: 'Enter the class' })).getAttribute('href')).toBe('/s/s1');
  expect(screen.getByRole('link', { name: 'Begin' }).getAttribute('href')).toBe('/learn/l1');
  expect(screen.getAllByRole('link', { name: 'Results' }).map((link) => link.getAttribute('href'))).toEqual([
    '/s/s2',
  ]);
  screen.getByText('2 of 4 answers right');
  screen.getByText('1 answer to practise');
  screen.getByText('1 answer not judged yet');
  screen.getByText('You were not there.');
});

it('says so when there is nothing yet', async () => {
  open({ classes: [], live: [], coming: [], review: [], selfPaced: [] });
  await screen.findByText(/Nothing here yet/);
});

it('adds to the account what was done in this browser as a guest, and nothing that is its own already', async () => {
  takeSeat('g1', joined('guest'));
  takeSeat('g2', joined('own'), true);
  const { server, user } = open();
  server.answers('POST /api/account/seats', {});
  await user.click(await screen.findByRole('button', { name: 'Add them to my account' }));
  await screen.findByText('They are in your account now.');
  expect(server.calls('POST /api/account/seats').map(({ body }) => body)).toEqual([
    { token: 'lk_student_guest' },
  ]);
});

it('leads to a session by its code, or says that no session has it', async () => {
  const { server, user } = open();
  const detail = 'No session that guests may join has this code.';
  server.refuses('POST /api/join-codes/read', { status: 404, code: 'join-code-unknown', detail });
  await user.type(await screen.findByLabelText('Code of the class'), 'k7mpqx');
  await user.click(screen.getByRole('button', { name: 'Join' }));
  await screen.findByText(detail);
  server.answers('POST /api/join-codes/read', { sessionId: 's1', title: 'Walks' });
  await user.click(screen.getByRole('button', { name: 'Join' }));
  await screen.findByText('elsewhere');
});

it('leaves no place of its own behind in a browser in which it signs out', () => {
  takeSeat('g1', joined('guest'));
  takeSeat('g2', joined('own'), true);
  forgetOwnSeats();
  expect(['g1', 'g2'].map((id) => rememberedSeat(id, Date.now())?.studentId)).toEqual(['guest', undefined]);
});
