// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { FakeUpload } from '../../../test/fake-upload.js';
import { renderPage } from '../../../test/render-page.js';
import { ImportRecording } from './import-recording.js';

const film = new File(['film'], 'a.mp4', { type: 'video/mp4' });

async function chosen() {
  FakeUpload.start();
  const page = (
    <Routes>
      <Route path="/" element={<ImportRecording />} />
      <Route path="/review/:id" element={<p>The session</p>} />
    </Routes>
  );
  const { user } = renderPage(page, { route: '/*', at: '/' });
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input) await user.upload(input, film);
  return FakeUpload.newest;
}
const button = () => screen.getByRole('button', { name: 'Import a recording' });

it('tells how much has arrived, that it is being read, and opens the session that it becomes', async () => {
  const sent = await chosen();
  expect(button()).toHaveProperty('disabled', true);
  act(() => sent.comes(1, 3));
  expect(screen.getByRole('status').textContent).toBe('33% sent');
  act(() => sent.comes(3, 3));
  expect(screen.getByRole('status').textContent).toBe('The server reads it…');
  act(() => sent.answers(201, { id: 's9' }));
  await screen.findByText('The session');
});

it('says why a file is not taken, and takes another one', async () => {
  const sent = await chosen();
  const detail = 'The index of the file does not fit its frames.';
  const problem = {
    status: 400,
    code: 'recording-mismatched',
    title: 'Refused',
    type: 'about:blank',
    detail,
  };
  act(() => sent.answers(400, problem));
  await screen.findByText(detail);
  expect(button()).toHaveProperty('disabled', false);
  expect(screen.queryByRole('status')).toBeNull();
});

it('stops an upload when the page is left', async () => {
  const sent = await chosen();
  cleanup();
  expect(sent.isAborted).toBe(true);
});
