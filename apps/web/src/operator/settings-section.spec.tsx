// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { SettingsSection } from './settings-section.js';

const { ServerSetting: changed } = examples;
const label = 'Delete sessions this many days after their end';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

it('changes a setting, and takes the change back', async () => {
  const server = FakeServer.start()
    .answers('GET /api/settings', [changed])
    .answers('PUT /api/settings/RETENTION_DAYS', changed)
    .answers('DELETE /api/settings/RETENTION_DAYS', { ...changed, value: '', changedAt: null });
  const { user } = renderPage(<SettingsSection />);
  const field = await screen.findByLabelText(label);
  expect(screen.getByText('Changed. At the start: not set')).toBeTruthy();
  await user.clear(field);
  await user.type(field, '30');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  expect(server.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ value: '30' });
  await user.click(screen.getByRole('button', { name: 'Undo change' }));
  await screen.findByText('Saved');
  expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

it('says at the field why a value does not fit, and keeps what was typed', async () => {
  FakeServer.start()
    .answers('GET /api/settings', [changed])
    .refuses('PUT /api/settings/RETENTION_DAYS', {
      ...{ status: 400, code: 'validation-failed', detail: 'The request does not fit' },
      errors: [{ code: 'too-small', params: { least: 1 }, field: 'value', message: 'must be at least 1' }],
    });
  const { user } = renderPage(<SettingsSection />);
  const field = await screen.findByLabelText(label);
  await user.clear(field);
  await user.type(field, '-3');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/at least 1/);
  expect(screen.getByLabelText(label)).toHaveProperty('value', '-3');
});
