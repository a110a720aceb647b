// @vitest-environment happy-dom
import type { SessionReview } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { ReviewSection } from './review-section.js';

const review = (change: Partial<SessionReview> = {}): SessionReview => ({
  ...examples.SessionReview,
  ...change,
});
const list = 'GET /api/session-reviews';
const open = () => renderPage(<ReviewSection />, { route: '/', at: '/' });

it('shows what came of a session and what is left to do', async () => {
  FakeServer.start().answers(list, [review()]);
  open();
  await screen.findByText('4 not yet reviewed');
  await screen.findByText(/12 students · 3 questions · 33 answers · 72 % right/);
  expect(screen.getByRole('link', { name: 'Review' }).getAttribute('href')).toBe('/review/s1');
});

it('says that a recording is still being finished, has failed or was never made', async () => {
  const recording = {
    ...({ id: 'r', status: 'finishing', progress: 0.4, failure: null } as const),
    ...{ alarm: null, lostMs: 0 },
  };
  FakeServer.start().answers(list, [
    review({ recording }),
    review({ session: { ...examples.SessionReview.session, id: 's2' }, recording: null }),
    review({
      session: { ...examples.SessionReview.session, id: 's3' },
      recording: { ...recording, status: 'failed', progress: null, failure: 'The disk is full.' },
    }),
  ]);
  open();
  await screen.findByText('Being finished, 40 %');
  await screen.findByText('Not recorded');
  await screen.findByText('The disk is full.');
});

it('says that no session fits what is searched for', async () => {
  const server = FakeServer.start().answers(list, [review()]);
  const { user } = open();
  await screen.findByRole('link', { name: 'Review' });
  server.answers(list, []);
  await user.type(screen.getByLabelText('Search in titles'), 'ice');
  await screen.findByText('No session fits.');
  server.answers(list, [review()]);
  await user.click(screen.getByLabelText('Only with answers that are not reviewed'));
  await screen.findByRole('link', { name: 'Review' });
});

it('says what is wrong with the storage of a finished recording, and what to do', async () => {
  const recording = {
    ...({ id: 'r', status: 'ready', progress: null, failure: null } as const),
    ...{ alarm: 'storage-away' as const, lostMs: 12_400 },
  };
  FakeServer.start().answers(list, [review({ recording })]);
  open();
  await screen.findByText(/It stays on the server’s disk until the storage answers again/);
  await screen.findByText(/Nothing is lost. If this lasts, tell the operator of the server/);
  await screen.findByText(/12\.4 s of the class are not in the recording/);
});
