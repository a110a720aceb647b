// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { ClassKeeping } from './class-keeping.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));
const rule = '/api/classes/c1/keeping';

it('the rule of a class is read, changed and saved, and takes only whole days', async () => {
  const server = FakeServer.start()
    .answers(`GET ${rule}`, { recorded: null, keptDays: 30 })
    .answers(`PUT ${rule}`, ({ body }: { body: unknown }) => body);
  renderPage(<ClassKeeping id="c1" />);
  const days = await screen.findByLabelText<HTMLInputElement>('Delete sessions after days');
  expect(days.value).toBe('30');
  const save = screen.getByRole('button', { name: 'Save' });
  fireEvent.change(days, { target: { value: '2.5' } });
  fireEvent.click(save);
  await screen.findByText('Write a whole number from 1 to 36500, or nothing.');
  fireEvent.change(days, { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('Recording'), { target: { value: 'no' } });
  fireEvent.click(save);
  await screen.findByText(/^Saved\./);
  expect(server.calls(`PUT ${rule}`).map(({ body }) => body)).toEqual([{ recorded: false, keptDays: null }]);
});
