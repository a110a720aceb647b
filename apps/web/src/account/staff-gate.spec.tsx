// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { staff } from '../../test/examples.js';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { StaffGate, useSignOut, useStaff } from './staff-gate.js';

function Inside() {
  const signOut = useSignOut();
  return <button onClick={signOut}>{useStaff()?.name}</button>;
}

const page = (
  <StaffGate>
    <Inside />
  </StaffGate>
);

beforeEach(() => act(() => setStaffToken(null)));

const withToken = async (user: ReturnType<typeof renderPage>['user']) =>
  user.click(await screen.findByRole('button', { name: 'Use an access token' }));

async function signIn(token: string) {
  const { user } = renderPage(page);
  await withToken(user);
  await user.type(screen.getByLabelText('Access token'), token);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  return user;
}

it('lets staff in, sends their token, and lets them out again', async () => {
  const server = FakeServer.start().answers('GET /api/me', staff);
  const user = await signIn('lk_staff_1');
  await user.click(await screen.findByRole('button', { name: 'Ms Li' }));
  await screen.findByLabelText('Password');
  expect(server.asked.map(({ token }) => token)).toEqual(['Bearer lk_staff_1']);
});

it('refuses a token that is not valid, and takes another one', async () => {
  const server = FakeServer.start().refuses('GET /api/me', {
    status: 401,
    code: 'unauthorized',
    detail: 'unknown token',
  });
  const user = await signIn('lk_staff_0');
  await screen.findByText('This token is not valid.');
  server.answers('GET /api/me', staff);
  await user.type(screen.getByLabelText('Access token'), 'lk_staff_1');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('button', { name: 'Ms Li' });
});

it('refuses the token of a student', async () => {
  FakeServer.start().answers('GET /api/me', { kind: 'student', id: 'mei', name: 'Mei', sessionId: 's1' });
  await signIn('lk_student_mei');
  await screen.findByText('This token belongs to a student.');
});

it('waits for a server that is away, and lets in by itself', async () => {
  const server = FakeServer.start().answers('GET /api/me', staff);
  server.goesAway();
  await signIn('lk_staff_1');
  await screen.findByText(/cannot be reached/);
  server.comesBack();
  await screen.findByRole('button', { name: 'Ms Li' }, { timeout: 5000 });
});
