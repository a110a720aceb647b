// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { examples } from '@lockstep/contracts/examples';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { isSignedIn, setSignedIn, setStaffToken } from '../api/staff-token.js';
import { InvitationPage } from './invitation-page.js';
import { NewPasswordPage } from './new-password-page.js';
import { SignInWithAccount } from './sign-in-page.js';

const password = 'three-quiet-boats';

beforeEach(() => {
  act(() => {
    setStaffToken(null);
    setSignedIn(false);
  });
  location.hash = '';
});

it('signs in with address and password, and says why not', async () => {
  const server = FakeServer.start().refuses('POST /api/sign-in', {
    ...{ status: 401, code: 'wrong-sign-in', detail: 'The e-mail address or the password is wrong.' },
  });
  const { user } = renderPage(<SignInWithAccount />, { route: '/sign-in', at: '/sign-in' });
  await user.type(screen.getByLabelText('E-mail address'), 'li@school.example');
  await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('alert');
  expect(isSignedIn()).toBe(false);
  server.answers('POST /api/sign-in', examples.Person);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('elsewhere');
  expect(isSignedIn()).toBe(true);
  expect(server.asked.at(-1)?.body).toEqual({ email: 'li@school.example', password });
});

it('takes the token of an invitation out of the address, and makes the account with it', async () => {
  const { email, name, role, expiresAt } = examples.Invitation;
  const server = FakeServer.start()
    .answers('POST /api/invitations/read', { email, name, role, expiresAt })
    .answers('POST /api/invitations/accept', examples.Person);
  location.hash = '#once=lk_once_1';
  const { user } = renderPage(<InvitationPage />, { route: '/invitation', at: '/invitation' });
  await user.type(await screen.findByLabelText('Password'), password);
  expect(location.hash).toBe('');
  await user.click(screen.getByRole('button', { name: 'Create my account' }));
  await screen.findByText('elsewhere');
  expect(server.asked.at(-1)?.body).toEqual({ token: 'lk_once_1', name, password });
});

it('asks for a link to a new password, and with the link sets it', async () => {
  const server = FakeServer.start().answers('POST /api/password-resets', {});
  const { user } = renderPage(<NewPasswordPage />, { route: '/new-password', at: '/new-password' });
  await user.type(screen.getByLabelText('E-mail address'), 'li@school.example');
  await user.click(screen.getByRole('button', { name: 'Send me a link' }));
  await screen.findByText(/a link is on its way/);
  server.answers('POST /api/password-resets/accept', examples.Person);
  act(() => {
    location.hash = '#once=lk_once_2';
    dispatchEvent(new HashChangeEvent('hashchange'));
  });
  await user.type(await screen.findByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Set the password' }));
  await screen.findByText('elsewhere');
  expect(server.asked.at(-1)?.body).toEqual({ token: 'lk_once_2', password });
});
