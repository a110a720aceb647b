// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { ScriptPage } from '../script/script-page.js';
import { ShareDialog } from './share-dialog.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));
const path = '/api/lessons/l1/sharing';

it('shares with all and with single colleagues, and says whom nobody knows', async () => {
  const server = FakeServer.start()
    .answers(`GET ${path}`, examples.LessonSharing)
    .refuses(`PUT ${path}`, { status: 404, code: 'colleague-not-found', detail: 'No colleague has it.' });
  let isClosed = false;
  const { user } = renderPage(
    <ShareDialog lesson={{ id: 'l1', title: 'Walks' }} onClose={() => (isClosed = true)} />,
  );
  await user.selectOptions(await screen.findByLabelText('All colleagues'), 'look at it and teach it');
  await user.selectOptions(screen.getByLabelText('What Mr Wu may do'), 'also export and copy it');
  await user.type(screen.getByLabelText('E-mail address of a colleague'), 'Zhou@School.example');
  await user.selectOptions(screen.getByLabelText('May'), 'also change and publish it');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('No colleague has it.');
  server.answers(`PUT ${path}`, examples.LessonSharing);
  await user.click(screen.getByRole('button', { name: 'Share no longer with zhou@school.example' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await expect.poll(() => isClosed).toBe(true);
  const wu = { email: 'wu@school.example', level: 'copy' };
  const zhou = { email: 'zhou@school.example', level: 'edit' };
  expect(server.calls(`PUT ${path}`).map(({ body }) => body)).toEqual([
    { everyone: 'view', people: [wu, zhou] },
    { everyone: 'view', people: [wu] },
  ]);
});

it('a script that may only be read is shown as text, with a copy where that is allowed', async () => {
  const server = FakeServer.start()
    .answers('GET /api/me', examples.Me)
    .answers('GET /api/lessons/l1/script', { ...examples.ScriptDraft, lessonId: 'l1' })
    .answers(`GET ${path}`, { ...examples.LessonSharing, mine: 'copy', mayShare: false })
    .answers('POST /api/lessons/l1/copies', examples.LessonCopy);
  const { user } = renderPage(<ScriptPage />, { route: '/author/:lessonId', at: '/author/l1' });
  await screen.findByText(/This lesson belongs to Ms Li/);
  expect(screen.getByLabelText('The text of the lesson').textContent).toBe(examples.ScriptDraft.text);
  expect(server.calls('PUT /api/lessons/l1/script')).toEqual([]);
  await user.click(screen.getByRole('button', { name: /^Make a copy of/ }));
  await expect.poll(() => server.calls('POST /api/lessons/l1/copies').length).toBe(1);
});
