// @vitest-environment happy-dom
import type { Answer, ReviewWork } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { setStaffToken } from '../../api/staff-token.js';
import { WorkList } from './work-list.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const [group] = examples.ReviewWork.groups;
const open = group?.answers[0] as ReviewWork['groups'][number]['answers'][number];
const given = (id: string, text: string) => ({
  ...open,
  ...{ id, text, student: { id: `s-${id}`, name: `Student ${id}` } },
});
const question = (id: string, groups: readonly (readonly ReturnType<typeof given>[])[]): ReviewWork => ({
  ...examples.ReviewWork,
  id,
  question: { ...examples.ReviewWork.question, prompt: `Question ${id}` },
  answers: groups.flat().length,
  groups: groups.map((answers) => ({ answers: [...answers] })),
});
const list = 'GET /api/review-work';
const correct = 'POST /api/corrections';

/** Corrects as the server does. */
const corrected =
  (all: readonly ReviewWork[], correctionId: string) =>
  ({ body }: { body: unknown }) => {
    const { answerIds, verdict } = body as { answerIds: string[]; verdict: 'right' | 'wrong' | 'partly' };
    const answers = all.flatMap(({ groups }) => groups.flatMap(({ answers: own }) => own));
    return {
      correctionId,
      answers: answers
        .filter(({ id }) => answerIds.includes(id))
        .map((answer): Answer => ({
          ...{ ...answer, verdict },
          correction: {
            ...{ correctionId, verdict, comment: null, original: 'not-reviewed' },
            ...{ by: { id: 'st1', name: 'Ms Li' }, at: '2026-01-01T00:00:00.000Z' },
          },
        })),
    };
  };

it('is worked through by keys: a verdict settles a group, the next is in hand, and the last is undone from there', async () => {
  const all = [
    question('one', [[given('a', 'swims'), given('b', 'Swims!')], [given('c', 'magic')]]),
    question('two', [[given('d', 'never')]]),
  ];
  const server = FakeServer.start().answers(list, all).answers(correct, corrected(all, 'c1'));
  const { user } = renderPage(<WorkList />);
  await screen.findByText('4 answers to review, in 3 groups of similar ones');
  expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
    'Question one',
    'Question two',
  ]);
  const item = (id: string) => document.querySelector<HTMLElement>(`[data-item="${id}"]`);
  act(() => item('a')?.focus());
  await user.keyboard('3');
  await screen.findByText('2 answers to review, in 2 groups of similar ones');
  expect(document.activeElement).toBe(item('c'));
  expect(server.calls(correct).map(({ body }) => body)).toEqual([
    { answerIds: ['a', 'b'], verdict: 'wrong' },
  ]);
  const [undone] = all[0]?.groups ?? [];
  server.answers('POST /api/corrections/c1/undo', { correctionId: 'c1', answers: undone?.answers });
  await user.keyboard('u');
  await screen.findByText('4 answers to review, in 3 groups of similar ones');
  expect(document.activeElement).toBe(item('a'));
  await user.keyboard('j1j');
  await waitFor(() => expect(server.calls(correct)).toHaveLength(2));
  expect(item('c')?.dataset['done']).toBe('true');
  const moment = item('d')?.querySelector('a');
  expect(moment?.getAttribute('href')).toBe('/review/s1#pts=71240');
});

it('fetches more before it runs out, and says when everything is reviewed', async () => {
  FakeServer.start().answers(list, []);
  renderPage(<WorkList />);
  await screen.findByText('Every answer has been reviewed.');
});

it('says why a verdict was not taken, and leaves the answers open', async () => {
  const all = [question('one', [[given('a', 'swims')]])];
  const server = FakeServer.start().answers(list, all);
  server.refuses(correct, { status: 404, code: 'answer-not-found', detail: 'There is no answer a.' });
  const { user } = renderPage(<WorkList />);
  await user.click(await screen.findByRole('button', { name: 'Right' }));
  await screen.findByText(/There is no answer a|no such answer/i);
  await screen.findByText('1 answer to review, in 1 group of similar ones');
});
