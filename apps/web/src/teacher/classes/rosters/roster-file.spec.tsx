// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../../test/fake-server.js';
import { FakeUpload } from '../../../../test/fake-upload.js';
import { renderPage } from '../../../../test/render-page.js';
import { setStaffToken } from '../../../api/staff-token.js';
import { EarlierImports } from './earlier-imports.js';
import { RosterFile } from './roster-file.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));
const file = new File(['email\nmei@school.example'], 'roster.csv', { type: 'text/csv' });

it('shows what a file does with the lines that are left out, and does that and nothing else', async () => {
  FakeServer.start();
  FakeUpload.start();
  const { user } = renderPage(<RosterFile classId="c1" />);
  await user.upload(screen.getByLabelText('Choose a file'), file);
  await expect.poll(() => FakeUpload.all.length).toBe(1);
  expect(FakeUpload.newest.path).toBe('/api/classes/c1/roster-imports');
  act(() => FakeUpload.newest.answers(200, examples.RosterImport));
  await screen.findByText('1 new class · 1 new account · 1 student added');
  screen.getByText('new class, new account, added to the class');
  screen.getByText(/is no e-mail address/);
  await user.click(screen.getByRole('button', { name: 'Import' }));
  await expect.poll(() => FakeUpload.all.length).toBe(2);
  expect(FakeUpload.newest.path).toBe('/api/classes/c1/roster-imports?fingerprint=4c1f');
  act(() => FakeUpload.newest.answers(200, { ...examples.RosterImport, importId: 'ri1' }));
  await screen.findByText(/The roster is imported/);
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
});

it('says why nothing of a file can be taken, and that nothing would change', async () => {
  FakeServer.start();
  FakeUpload.start();
  const { user } = renderPage(<RosterFile classId={null} />);
  await user.upload(screen.getByLabelText('Choose a file'), file);
  await expect.poll(() => FakeUpload.all.length).toBe(1);
  expect(FakeUpload.newest.path).toBe('/api/roster-imports');
  const problem = { type: 'about:blank', title: 'Bad Request', status: 400, code: 'roster-unreadable' };
  act(() => FakeUpload.newest.answers(400, { ...problem, detail: 'No column is named "email".' }));
  await screen.findByText('No column is named "email".');
  await user.upload(screen.getByLabelText('Choose a file'), file);
  await expect.poll(() => FakeUpload.all.length).toBe(2);
  const counts = Object.fromEntries(Object.keys(examples.RosterImport.counts).map((key) => [key, 0]));
  const nothing = {
    ...examples.RosterImport,
    counts,
    changes: [],
    changeCount: 0,
    faults: [],
    faultCount: 0,
  };
  act(() => FakeUpload.newest.answers(200, { ...nothing, unchanged: 3 }));
  await screen.findByText(/everybody in it is in their class already/);
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
});

it('takes an import back, and names what stays', async () => {
  const server = FakeServer.start()
    .answers('GET /api/roster-imports', [examples.RosterImportEntry])
    .answers('POST /api/roster-imports/ri1/undo', examples.RosterUndo);
  const { user } = renderPage(<EarlierImports classId={null} />);
  const undo = await screen.findByRole('button', { name: /^Undo the import of/ });
  const undone = { ...examples.RosterImportEntry, undoneAt: '2026-01-02T00:00:00.000Z' };
  server.answers('GET /api/roster-imports', [undone]);
  await user.click(undo);
  await screen.findByText('The import is undone. Taken back: 1 student added.');
  screen.getByText('Mei: account (a password was chosen)');
  await expect.poll(() => screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});
