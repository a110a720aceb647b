// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { joined, lobby } from '../../test/examples.js';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { leaveSeat } from '../api/seats.js';
import { StudentPage } from './student-page.js';

const open = () => renderPage(<StudentPage />, { route: '/s/:sessionId', at: '/s/s1' });

it('says that a class does not exist', async () => {
  FakeServer.start().refuses('GET /api/sessions/s1/lobby', {
    status: 404,
    code: 'session-not-found',
    detail: 'There is no such session.',
  });
  open();
  await screen.findByRole('heading', { name: 'This class does not exist' });
});

it('says that a class is over', async () => {
  FakeServer.start().answers('GET /api/sessions/s1/lobby', lobby({ status: 'ended' }));
  open();
  await screen.findByRole('heading', { name: 'The class is over' });
});

it('tells that the server is away, and asks for the name by itself when it is back', async () => {
  const server = FakeServer.start().answers('GET /api/sessions/s1/lobby', lobby());
  server.goesAway();
  open();
  await screen.findByRole('heading', { name: /cannot be reached/ });
  server.comesBack();
  await screen.findByLabelText('Your name', undefined, { timeout: 5000 });
});

it('shows why a name is refused, keeps it, and takes a better one', async () => {
  const server = FakeServer.start()
    .answers('GET /api/sessions/s1/lobby', lobby())
    .refuses('POST /api/sessions/s1/join', {
      status: 400,
      code: 'validation-failed',
      detail: 'A field is invalid.',
      errors: [{ field: 'name', message: 'is one line' }],
    });
  const { user } = open();
  await user.type(await screen.findByLabelText('Your name'), 'Mei');
  await user.click(screen.getByRole('button', { name: 'Join' }));
  await screen.findByText(/is one line/);
  expect(screen.getByDisplayValue('Mei')).toBeTruthy();
  server.answers('POST /api/sessions/s1/join', joined());
  await user.click(screen.getByRole('button', { name: 'Join' }));
  await screen.findByRole('heading', { name: 'The class has not started yet' });
  leaveSeat('s1');
});

it('asks for a name before it asks the server', async () => {
  const server = FakeServer.start().answers('GET /api/sessions/s1/lobby', lobby());
  const { user } = open();
  await user.clear(await screen.findByLabelText('Your name'));
  await user.click(screen.getByRole('button', { name: 'Join' }));
  await screen.findByText('Please write your name.');
  expect(server.calls('POST /api/sessions/s1/join')).toEqual([]);
});
