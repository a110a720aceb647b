// @vitest-environment happy-dom
import type { Me, Session } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { ReviewPage } from './review-page.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const ended: Session = { ...examples.Session, status: 'ended', endedAt: '2026-01-01T01:00:00.000Z' };
const hold = 'PUT /api/sessions/s1/hold';

function open(role: 'admin' | 'teacher', session: Session): FakeServer {
  const me: Me = { kind: 'staff', id: 'st1', name: 'Ms Li', role };
  const server = FakeServer.start()
    .answers('GET /api/me', me)
    .answers('GET /api/sessions/s1', session)
    .answers('GET /api/sessions/s1/recordings', [])
    .answers('GET /api/sessions/s1/answers', [])
    .answers('GET /api/sessions/s1/roster', []);
  renderPage(<ReviewPage />, { route: '/review/:sessionId', at: '/review/s1' });
  return server;
}
const panel = async () => within(await screen.findByRole('region', { name: 'Keeping and deletion' }));
const click = (element: HTMLElement) => fireEvent.click(element);

it('an admin sets a legal hold, and ends it when they have confirmed', async () => {
  const server = open('admin', ended);
  server.answers(hold, ({ body }: { body: { held: boolean } }) => ({ ...ended, ...body }));
  const shown = await panel();
  click(await shown.findByRole('button', { name: 'Set a legal hold' }));
  await shown.findByText(/neither the session nor anything of its students can be deleted/);
  expect(shown.queryByRole('button', { name: /Delete the session/ })).toBeNull();
  click(shown.getByRole('button', { name: 'End the legal hold' }));
  expect(server.calls(hold).map(({ body }) => body)).toEqual([{ held: true }]);
  click(within(screen.getByRole('dialog')).getByRole('button', { name: 'End the legal hold' }));
  await shown.findByRole('button', { name: 'Set a legal hold' });
  expect(server.calls(hold).map(({ body }) => body)).toEqual([{ held: true }, { held: false }]);
});

it('a teacher is told the day of deletion and who may set a hold', async () => {
  open('teacher', { ...ended, deletesAt: '2027-01-01T01:00:00.000Z' });
  const shown = await panel();
  await shown.findByText(/It is deleted with all that belongs to it on .*2027/);
  await shown.findByText('An admin can set or end a legal hold.');
  expect(shown.queryByRole('button', { name: 'Set a legal hold' })).toBeNull();
});

it('what a deletion removed is shown and can be saved, though the session is gone', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:report');
  const server = open('teacher', ended);
  const report = { ...examples.DeletionReport, rows: { student: 12, answer: 40, attendance: 13 } };
  server.answers('DELETE /api/sessions/s1', report);
  const shown = await panel();
  click(shown.getByRole('button', { name: /Delete the session/ }));
  click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));
  await screen.findByText(/Students: 12, answers: 40, .* times of presence: 13/);
  click(screen.getByRole('button', { name: 'Download the report' }));
  const [[file] = []] = saved.mock.calls;
  expect(JSON.parse(await (file as Blob).text())).toEqual(report);
  saved.mockRestore();
});
