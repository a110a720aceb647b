// @vitest-environment happy-dom
import type { ErasurePreview, FoundStudent } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { EraseButton } from './erase-button.js';

const found = (studentId: string, name: string, personId: string | null): FoundStudent => ({
  ...{ studentId, name, personId },
  session: { id: `of-${studentId}`, title: `Lesson ${studentId}`, at: '2026-01-01T00:00:00.000Z' },
});
const preview: ErasurePreview = { ...examples.ErasurePreview, name: 'Ann', account: false, untouched: 2 };
const search = 'GET /api/erasures/students';
const look = 'POST /api/erasures/preview';
const erase = 'POST /api/erasures';
const open = () => renderPage(<EraseButton />, { route: '/', at: '/' });

it('erases a guest in the chosen sessions, once the name is written, and gives the report', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:report');
  const server = FakeServer.start()
    .answers(search, [found('1', 'Ann', null), found('2', 'ann', null), found('3', 'Anna', 'p3')])
    .answers(look, preview)
    .answers(erase, { ...examples.ErasureReport, sessionIds: ['of-1'] });
  const { user } = open();
  await user.click(screen.getByRole('button', { name: 'Erase a student…' }));
  await user.type(screen.getByLabelText('Name'), 'ann');
  await user.click(await screen.findByRole('checkbox', { name: /Lesson 2/ }));
  await user.click(screen.getByRole('button', { name: 'See what goes: Ann' }));
  await screen.findByText(/They were in 2 sessions of other teachers/);
  expect(server.calls(look)[0]?.body).toEqual({ studentIds: ['1'] });
  const button = screen.getByRole('button', { name: 'Erase permanently' });
  expect(button).toHaveProperty('disabled', true);
  await user.type(screen.getByLabelText('To confirm, write the name: Ann'), 'Ann');
  await user.click(button);
  await screen.findByText('Erased in 1 session. This cannot be undone.');
  expect(server.calls(erase)[0]?.body).toEqual({ of: { studentIds: ['1'] }, confirm: 'Ann' });
  await user.click(screen.getByRole('button', { name: 'Download the report' }));
  expect(saved).toHaveBeenCalled();
});

it('says which session is under a legal hold, and erases nothing', async () => {
  const [session] = preview.sessions;
  FakeServer.start()
    .answers(search, [found('3', 'Anna', 'p3')])
    .answers(look, { ...preview, sessions: [{ ...session, obstacle: 'held' }] });
  const { user } = open();
  await user.click(screen.getByRole('button', { name: 'Erase a student…' }));
  await user.type(screen.getByLabelText('Name'), 'ann');
  await user.click(await screen.findByRole('button', { name: 'See what goes: Anna' }));
  const dialog = within(screen.getByRole('dialog'));
  await dialog.findByText(/nothing can be erased. An admin can end the hold/);
  expect(dialog.getByText('legal hold')).toBeDefined();
  expect(dialog.getByRole('button', { name: 'Erase permanently' })).toHaveProperty('disabled', true);
});

it('tells what the server refuses', async () => {
  FakeServer.start()
    .answers(search, [found('3', 'Anna', 'p3')])
    .answers(look, preview)
    .refuses(erase, { status: 409, code: 'erasure-not-confirmed', detail: 'The name is another one.' });
  const { user } = open();
  await user.click(screen.getByRole('button', { name: 'Erase a student…' }));
  await user.type(screen.getByLabelText('Name'), 'ann');
  await user.click(await screen.findByRole('button', { name: 'See what goes: Anna' }));
  await user.type(await screen.findByLabelText(/To confirm/), 'Bea');
  await user.click(screen.getByRole('button', { name: 'Erase permanently' }));
  await screen.findByText('The name is another one.');
});
