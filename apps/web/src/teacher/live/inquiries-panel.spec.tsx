// @vitest-environment happy-dom
import type { Inquiry } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { useQuery } from '@tanstack/react-query';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { session } from '../../../test/examples.js';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { queries } from '../../api/queries.js';
import { setStaffToken } from '../../api/staff-token.js';
import { InquiriesPanel } from './inquiries-panel.js';
import { groupInquiries } from './inquiry-groups.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const inquiry = (id: string, over: Partial<Inquiry> = {}): Inquiry => ({
  ...examples.Inquiry,
  ...{ id, groupId: id, text: `words of ${id}`, replies: [], student: { id: `s-${id}`, name: `S ${id}` } },
  ...over,
});
const [virtual] = examples.Inquiry.replies;
if (virtual === undefined) throw new Error('the example is answered');

function Panel() {
  const { data = [] } = useQuery(queries.inquiries('s1'));
  return <InquiriesPanel session={session({ status: 'live', source: teacherSource })} inquiries={data} />;
}
const teacherSource = { kind: 'teacher', oneToOne: false, begins: 'at-once', loop: false } as const;
const replies = 'POST /api/sessions/s1/inquiries/replies';

it('questions that ask the same are answered together, once', async () => {
  const both = [inquiry('a'), inquiry('b', { groupId: 'a' })];
  const reply = { ...virtual, by: 'teacher', text: 'So it is.', author: 'Ms Li', passages: [] } as const;
  const server = FakeServer.start()
    .answers('GET /api/sessions/s1/inquiries', both)
    .answers(
      replies,
      both.map((one) => ({ ...one, replies: [reply] })),
    );
  const { user } = renderPage(<Panel />);
  const row = within(await screen.findByRole('article'));
  row.getByText('2 students: S a, S b');
  await user.click(row.getByRole('button', { name: 'Answer' }));
  await user.type(row.getByRole('textbox'), 'So it is.');
  await user.click(row.getByRole('checkbox', { name: 'Say it to the class too' }));
  await user.click(row.getByRole('button', { name: 'Send' }));
  await row.findByText('Answered');
  expect(server.calls(replies).map(({ body }) => body)).toEqual([
    { do: 'answer', inquiryIds: ['a', 'b'], text: 'So it is.', toClass: true },
  ]);
});

it('what is typed stays where the server refuses, and the reason is said', async () => {
  FakeServer.start()
    .answers('GET /api/sessions/s1/inquiries', [inquiry('a')])
    .refuses(replies, { status: 409, code: 'not-now', detail: 'Students are answering.' });
  const { user } = renderPage(<Panel />);
  await user.click(await screen.findByRole('button', { name: 'Answer' }));
  await user.type(screen.getByRole('textbox'), 'So it is.');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByText(/Students are answering|not possible/);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('So it is.');
});

it('danger comes first, then what waits for a person, and what is answered last', () => {
  const answered = inquiry('answered', { replies: [virtual] });
  const open = inquiry('open', { at: '2026-01-01T00:00:02.000Z' });
  const danger = inquiry('danger', { flag: 'danger', at: '2026-01-01T00:00:03.000Z' });
  const unsaid = inquiry('unsaid', { replies: [{ ...virtual, kind: 'not-in-lesson', passages: [] }] });
  const order = groupInquiries([answered, open, unsaid, danger]).map(({ id }) => id);
  expect(order).toEqual(['danger', 'unsaid', 'open', 'answered']);
});
