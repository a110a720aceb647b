// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { session } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { KeysSection } from './keys-section.js';

const key = {
  id: 'k1',
  sessionId: 's1',
  label: 'Camera 2',
  trustedRelay: false,
  hint: 'abcd',
  publishing: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  rotatedAt: null,
};

const withKey = () =>
  FakeServer.start().answers('GET /api/stream-keys', [key]).answers('GET /api/sessions', [session()]);

it('names the session of a key', async () => {
  withKey();
  renderPage(<KeysSection />);
  await screen.findByText(/Evening class/);
});

it('shows a replaced key once', async () => {
  withKey().answers('POST /api/stream-keys/k1/rotate', {
    ...key,
    key: 'live_secret',
    publishUrl: 'rtmp://school.example/live/live_secret',
  });
  const { user } = renderPage(<KeysSection />);
  await user.click(await screen.findByRole('button', { name: 'Replace' }));
  await screen.findByText('live_secret');
});

it('shows why a key cannot be revoked', async () => {
  withKey().refuses('DELETE /api/stream-keys/k1', {
    status: 404,
    code: 'key-not-found',
    detail: 'There is no such key.',
  });
  const { user } = renderPage(<KeysSection />);
  await user.click(await screen.findByRole('button', { name: 'Revoke' }));
  const confirm = screen.getAllByRole('button', { name: 'Revoke' }).at(-1);
  if (!confirm) throw new Error('there is no dialog');
  await user.click(confirm);
  await screen.findByText('There is no such key.');
});

it('tells that the server is away', async () => {
  withKey().goesAway();
  renderPage(<KeysSection />);
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
});
