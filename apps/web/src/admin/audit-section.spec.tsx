// @vitest-environment happy-dom
import type { AuditEntry } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { AuditSection } from './audit-section.js';

const entry: AuditEntry = {
  id: 'au1',
  at: '2026-01-01T10:00:00.000Z',
  actor: { kind: 'person', id: 'p1', name: 'Ms Li' },
  action: 'person.changed',
  subject: { kind: 'person', id: 'p2', name: 'Mei' },
};

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

/** What the log was asked for, each time. */
function asked(): string[] {
  const { fetch } = globalThis;
  const queries: string[] = [];
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) => {
    if (input.startsWith('/api/audit?')) queries.push(input.split('?')[1] ?? '');
    return fetch(input, init);
  });
  return queries;
}

it('says who did what to whom, and narrows it to a person, an action and a time', async () => {
  FakeServer.start().answers('GET /api/audit', [entry]).answers('GET /api/people', [examples.Person]);
  const queries = asked();
  const { user } = renderPage(<AuditSection />);
  const row = within(await screen.findByRole('listitem'));
  row.getByText('changed an account');
  await user.click(row.getByRole('button', { name: 'Mei' }));
  await expect.poll(() => queries.at(-1)).toContain('person=p2');
  await user.type(screen.getByLabelText('Find a person'), 'li');
  await screen.findByRole('option', { name: 'Ms Li · li@school.example' });
  await user.selectOptions(screen.getByLabelText('Person'), 'Ms Li · li@school.example');
  await expect.poll(() => queries.at(-1)).toContain('person=p1');
  await user.selectOptions(screen.getByLabelText('Action'), 'signed in');
  await expect.poll(() => queries.at(-1)).toContain('action=sign-in.opened');
  await user.type(screen.getByLabelText('Until'), '2026-01-31');
  const end = new Date('2026-02-01T00:00:00').toISOString();
  await expect.poll(() => new URLSearchParams(queries.at(-1)).get('until')).toBe(end);
});

it('names nothing twice: "signed in" is about a sign-in', async () => {
  const opened = { ...entry, action: 'sign-in.opened', subject: { kind: 'sign-in', id: 's1', name: null } };
  FakeServer.start().answers('GET /api/audit', [opened]).answers('GET /api/people', []);
  renderPage(<AuditSection />);
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toMatch(/Ms Lisigned in$/);
});

it('says that nothing fits, and why it cannot be read', async () => {
  const server = FakeServer.start().answers('GET /api/audit', []);
  renderPage(<AuditSection />);
  await screen.findByText('No entries fit.');
  server.refuses('GET /api/audit', {
    status: 403,
    code: 'forbidden',
    detail: 'no',
    params: { roles: 'admin' },
  });
  renderPage(<AuditSection />);
  await screen.findByRole('alert');
});
