// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { staff } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setSignedIn, setStaffToken } from '../../api/staff-token.js';
import { AccountPage } from './account-page.js';

const here = examples.SignInEntry;
const phone = { ...here, id: 'si2', device: 'Safari on iPhone', current: false };
const unknown = { ...here, id: 'si3', device: '', current: false };

beforeEach(() =>
  act(() => {
    localStorage.clear();
    setStaffToken(null);
    setSignedIn(true);
  }),
);

const school = () =>
  FakeServer.start()
    .answers('GET /api/me', staff)
    .answers('GET /api/account', { ...examples.Account, language: null })
    .answers('GET /api/account/sign-ins', [here, phone, unknown])
    .answers('GET /api/account/tokens', [examples.Token]);

const openPage = () => renderPage(<AccountPage />, { route: '/account', at: '/account' });
const card = async (name: string) => within(await screen.findByRole('region', { name }));
const bodies = (server: FakeServer, call: string) => server.calls(call).map(({ body }) => body);

it('saves name and language, and speaks it at once', async () => {
  const server = school().answers('PUT /api/account', examples.Account);
  const { user } = openPage();
  const name = await screen.findByLabelText('Name');
  await user.clear(name);
  await user.type(name, 'Ms Li');
  await user.selectOptions(screen.getByLabelText('Language of the pages'), '中文');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('已保存。');
  await screen.findByRole('heading', { name: '我的账号' });
  expect(bodies(server, 'PUT /api/account')).toEqual([{ name: 'Ms Li', language: 'zh' }]);
});

it('changes the password with the old one, and says what is wrong with it', async () => {
  const server = school().refuses('PUT /api/account/password', {
    ...{ status: 403, code: 'wrong-password', detail: 'The current password is wrong.' },
  });
  const { user } = openPage();
  await user.type(await screen.findByLabelText('Current password'), 'green-kettle');
  await user.type(screen.getByLabelText('New password'), 'three-quiet-boats');
  await user.click(screen.getByRole('button', { name: 'Change the password' }));
  await screen.findByRole('alert');
  server.answers('PUT /api/account/password', {});
  await user.click(screen.getByRole('button', { name: 'Change the password' }));
  await screen.findByText(/all other devices are signed out/);
  expect(bodies(server, 'PUT /api/account/password').at(-1)).toEqual({
    ...{ current: 'green-kettle', next: 'three-quiet-boats' },
  });
  expect(screen.getByLabelText<HTMLInputElement>('Current password').value).toBe('');
});

it('shows where one is signed in, this device marked, and ends one or all others', async () => {
  const server = school()
    .answers('DELETE /api/account/sign-ins/si2', {})
    .answers('DELETE /api/account/sign-ins', {});
  const { user } = openPage();
  const devices = await card('Where I am signed in');
  const rows = await devices.findAllByRole('listitem');
  expect(rows.map((row) => within(row).queryByText('This device') !== null)).toEqual([true, false, false]);
  expect(rows.map((row) => within(row).queryByRole('button') !== null)).toEqual([false, true, true]);
  await user.click(devices.getByRole('button', { name: 'Sign out: Safari on iPhone' }));
  await devices.findByText('1 device is signed out.');
  await user.click(devices.getByRole('button', { name: 'Sign out all other devices' }));
  await devices.findByText('2 devices are signed out.');
  expect(server.calls('DELETE /api/account/sign-ins')).toHaveLength(1);
});

it('makes a token for a part of the API, shows it once, and revokes one after asking', async () => {
  const server = school()
    .answers('POST /api/account/tokens', { ...examples.Token, token: 'lk_staff_secret' })
    .answers('DELETE /api/account/tokens/tk1', {});
  const { user } = openPage();
  const tokens = await card('My access tokens');
  await user.click(tokens.getByRole('button', { name: 'New token' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'My script');
  await user.selectOptions(dialog.getByLabelText('Good for'), 'Until I revoke it');
  await user.click(dialog.getByLabelText('It may do only a part of what I may'));
  expect(dialog.getByRole('button', { name: 'New token' })).toHaveProperty('disabled', true);
  await user.selectOptions(dialog.getByLabelText('Lessons'), 'Read and change');
  await user.click(dialog.getByRole('button', { name: 'New token' }));
  await tokens.findByText('lk_staff_secret');
  expect(bodies(server, 'POST /api/account/tokens')).toEqual([
    { name: 'My script', scopes: ['lessons:write'] },
  ]);
  await user.click(tokens.getByRole('button', { name: 'Revoke Timetable' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));
  await expect.poll(() => server.calls('DELETE /api/account/tokens/tk1').length).toBe(1);
});

it('shows a student all but tokens', async () => {
  school()
    .answers('GET /api/me', { kind: 'person', id: 'p2', name: 'Mei', role: 'student' })
    .answers('GET /api/account', { ...examples.Account, role: 'student', language: null });
  openPage();
  await card('Where I am signed in');
  expect(screen.queryByText('My access tokens')).toBeNull();
});

it('tells somebody with a token that it has no account', async () => {
  school().refuses('GET /api/account', { status: 403, code: 'forbidden', detail: 'no' });
  openPage();
  await screen.findByText(/a token has no account/);
});
