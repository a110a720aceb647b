// @vitest-environment happy-dom
import { examples } from '@lockstep/contracts/examples';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../test/fake-server.js';
import { renderPage } from '../../test/render-page.js';
import { setStaffToken } from '../api/staff-token.js';
import { PeopleSection } from './people-section.js';

const lin = { ...examples.Person, id: 'p2', name: 'Lin', role: 'student', active: false } as const;
const link = 'https://class.school.example/new-password#once=lk_once_1';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const school = () =>
  FakeServer.start()
    .answers('GET /api/people', [examples.Person, lin])
    .answers('GET /api/invitations', [examples.Invitation]);

it('invites those whose lines were pasted, and shows what came of each', async () => {
  const server = school().answers('POST /api/invitations', ({ body }: { body: { email: string } }) => {
    const { email } = body;
    return { ...examples.Invitation, email, link: `https://x.example/#once=${email}`, mailed: false };
  });
  const { user } = renderPage(<PeopleSection />);
  await user.click(await screen.findByRole('button', { name: 'Invite people' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('Role'), 'Student');
  await user.type(dialog.getByLabelText('People, one a line'), 'Mei <mei@x.example>\nnobody\nli@x.example');
  await dialog.findByText('2 addresses found. Line 2 has no address.');
  await user.click(dialog.getByRole('button', { name: 'Invite' }));
  await dialog.findByText('https://x.example/#once=li@x.example');
  expect(server.calls('POST /api/invitations').map(({ body }) => body)).toEqual([
    { email: 'mei@x.example', name: 'Mei', role: 'student' },
    { email: 'li@x.example', role: 'student' },
  ]);
  await user.click(dialog.getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says of a line why it was refused', async () => {
  school().refuses('POST /api/invitations', {
    ...{ status: 409, code: 'email-taken', detail: 'There is an account with this e-mail address already.' },
  });
  const { user } = renderPage(<PeopleSection />);
  await user.click(await screen.findByRole('button', { name: 'Invite people' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('People, one a line'), 'li@x.example');
  await user.click(dialog.getByRole('button', { name: 'Invite' }));
  await dialog.findByText(/an account with this e-mail address/);
});

it('changes role and address, closes an account, and says who was the last admin', async () => {
  const server = school().refuses('PUT /api/people/p1', {
    ...{ status: 409, code: 'last-admin', detail: 'This is the last admin.' },
  });
  const { user } = renderPage(<PeopleSection />);
  await user.click(await screen.findByRole('button', { name: 'Change Ms Li' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('Role'), 'Author');
  await user.click(dialog.getByLabelText('May sign in'));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText(/last admin/);
  server.answers('PUT /api/people/p1', examples.Person);
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('Ms Li is changed.');
  expect(server.calls('PUT /api/people/p1').at(-1)?.body).toEqual({
    ...{ role: 'author', disabled: true, name: 'Ms Li', email: 'li@school.example' },
  });
});

it('shows who has no password yet, and the link that gives them one', async () => {
  const server = school().answers('POST /api/people/p2/password-link', { ...examples.PasswordLink, link });
  const { user } = renderPage(<PeopleSection />);
  const row = within((await screen.findByText('Lin')).closest('li') ?? document.body);
  row.getByText('No password yet');
  await user.click(row.getByRole('button', { name: 'Password link for Lin' }));
  await screen.findByText(link);
  server.answers('POST /api/people/p2/password-link', { ...examples.PasswordLink, link: null });
  await user.click(row.getByRole('button', { name: 'Password link for Lin' }));
  await screen.findByText('A link was sent to Lin by mail.');
});

it('sends an invitation again, and withdraws one', async () => {
  const server = school()
    .answers('POST /api/invitations', { ...examples.Invitation, link, mailed: true })
    .answers('DELETE /api/invitations/in1', {});
  const { user } = renderPage(<PeopleSection />);
  await user.click(await screen.findByRole('button', { name: 'Send again to mei@school.example' }));
  await screen.findByText('Sent by mail');
  await user.click(
    await screen.findByRole('button', { name: 'Withdraw the invitation of mei@school.example' }),
  );
  await expect.poll(() => server.calls('DELETE /api/invitations/in1').length).toBe(1);
});
