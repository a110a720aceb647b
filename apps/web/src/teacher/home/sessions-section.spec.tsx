// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { session } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { SessionsSection } from './sessions-section.js';

const lessons = [
  { id: 'l1', kind: 'slides', title: 'Walks', slideCount: 2, version: null, updatedAt: session().createdAt },
];

it('says that there are no sessions', async () => {
  FakeServer.start().answers('GET /api/sessions', []);
  renderPage(<SessionsSection />);
  await screen.findByText(/No sessions yet/);
});

it('tells what keeps a session from running', async () => {
  const fault = {
    code: 'unreadable-record' as const,
    detail: 'Event 7 (marker) of its ledger cannot be read.',
    cause: { code: 'ledger-row-unreadable', params: { seq: 7, type: 'marker' } },
  };
  FakeServer.start().answers('GET /api/sessions', [session({ fault })]);
  renderPage(<SessionsSection />);
  await screen.findByText(/so the session does not run. Event 7 \(marker\) of its ledger cannot be read/);
});

it('shows why the list is refused', async () => {
  FakeServer.start().refuses('GET /api/sessions', {
    status: 403,
    code: 'forbidden',
    detail: 'Authors have no sessions.',
  });
  renderPage(<SessionsSection />);
  expect((await screen.findByRole('alert')).textContent).toContain('Authors have no sessions.');
});

it('tells that the server is away, and shows the list by itself when it is back', async () => {
  const server = FakeServer.start().answers('GET /api/sessions', [session()]);
  server.goesAway();
  renderPage(<SessionsSection />);
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  server.comesBack();
  await screen.findByText('Evening class', undefined, { timeout: 5000 });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('asks again after as long as the server wants', async () => {
  const server = FakeServer.start().refuses('GET /api/sessions', {
    status: 503,
    code: 'database-away',
    detail: 'The database is away.',
    retryAfterMs: 10,
  });
  renderPage(<SessionsSection />);
  await screen.findByText('The database is away.');
  server.answers('GET /api/sessions', [session()]);
  await screen.findByText('Evening class');
});

it('shows why a session cannot be started, and leaves it in the list', async () => {
  const server = FakeServer.start()
    .answers('GET /api/sessions', [session()])
    .refuses('POST /api/sessions/s1/start', {
      status: 409,
      code: 'illegal-transition',
      detail: 'The session is live already.',
    });
  const { user } = renderPage(<SessionsSection />);
  await user.click(await screen.findByRole('button', { name: 'Start' }));
  await screen.findByText('The session is live already.');
  expect(screen.getByText('Evening class')).toBeTruthy();
  expect(server.calls('POST /api/sessions/s1/start')).toHaveLength(1);
});

it('keeps what was typed for a new session that is refused', async () => {
  const server = FakeServer.start()
    .answers('GET /api/sessions', [])
    .answers('GET /api/lessons', lessons)
    .answers('GET /api/media-files', [])
    .refuses('POST /api/sessions', {
      status: 409,
      code: 'not-teachable',
      detail: 'The lesson cannot be taught yet.',
    });
  const { user } = renderPage(<SessionsSection />);
  await user.click(await screen.findByRole('button', { name: 'New session' }));
  const title = await screen.findByLabelText('Title');
  await user.type(title, 'Morning class');
  const make = screen.getAllByRole('button', { name: 'New session' }).at(-1);
  if (!make) throw new Error('the dialog has no button');
  await user.click(make);
  await screen.findByText('The lesson cannot be taught yet.');
  expect(screen.getByDisplayValue('Morning class')).toBeTruthy();
  expect(server.calls('POST /api/sessions')[0]?.body).toMatchObject({ title: 'Morning class' });
});

it('deletes a session once it is confirmed, tells what was removed, and offers none that is live or held', async () => {
  const kept = { recorded: false, held: true, status: 'ended' as const };
  const listed = [
    session({ status: 'ended', deletesAt: '2027-01-01T12:00:00.000Z' }),
    session({ id: 's2', title: 'Morning class', status: 'live' }),
    session({ id: 's3', title: 'Old class', ...kept }),
  ];
  const report = {
    sessionId: 's1',
    studentId: null,
    rows: { student: 12, answer: 40 },
    files: 1,
    bytes: 2e6,
  };
  const server = FakeServer.start()
    .answers('GET /api/sessions', listed)
    .answers('DELETE /api/sessions/s1', report);
  const { user } = renderPage(<SessionsSection />);
  await screen.findByText(/not recorded · legal hold/);
  screen.getByText(/deleted on Jan 1, 2027/);
  await user.click(screen.getByRole('button', { name: /^Delete the session/ }));
  expect(server.calls('DELETE /api/sessions/s1')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await screen.findByText(
    /Students: 12, answers: 40, feedback: 0, corrections: 0, times of presence: 0, recordings: 1 \(2 MB\)/,
  );
  expect(server.calls('DELETE /api/sessions/s1')).toHaveLength(1);
});
