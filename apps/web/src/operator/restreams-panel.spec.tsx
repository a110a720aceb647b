// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { RestreamsPanel } from './restreams-panel.js';

const restream = { ...examples.Restream, sessionId: null };
const status = { ...examples.Restream.status, state: 'waiting', failure: 'refused', failures: 4 };

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

it('says why a server gets nothing, stops one, and adds another', async () => {
  const server = FakeServer.start()
    .answers('GET /api/restreams', [{ ...restream, status }])
    .answers('POST /api/restreams', restream)
    .answers('PATCH /api/restreams/re1', { ...restream, enabled: false });
  const { user } = renderPage(<RestreamsPanel />);
  expect(await screen.findByText(/The server refuses/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await user.click(await screen.findByRole('button', { name: 'Publish to another server' }));
  await user.type(screen.getByLabelText('Name'), 'School channel');
  await user.type(screen.getByLabelText('Server'), 'rtmps://live.example/app');
  await user.type(screen.getByLabelText('Stream key'), 'a1b2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByRole('button', { name: 'Publish to another server' });
  expect(
    server.asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]),
  ).toEqual([
    ['PATCH', { enabled: false }],
    ['POST', { name: 'School channel', address: 'rtmps://live.example/app', key: 'a1b2' }],
  ]);
});
