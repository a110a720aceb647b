// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { session } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { RecordingNotice } from './recording-notice.js';

it('tells the teacher why a class that is live is not being recorded', async () => {
  FakeServer.start().answers('GET /api/sessions/s1/recordings', [
    { ...examples.Recording, status: 'recording', alarm: 'disk-full' },
  ]);
  renderPage(<RecordingNotice session={session({ status: 'live', recorded: true })} />);
  expect((await screen.findByRole('alert')).textContent).toContain('The disk of the server is full');
});

it('asks nothing of a session that is not recorded', () => {
  const server = FakeServer.start();
  renderPage(<RecordingNotice session={session({ status: 'live', recorded: false })} />);
  expect(server.asked).toEqual([]);
});
