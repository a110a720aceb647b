// @vitest-environment happy-dom
import type { Answer } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { useQuery } from '@tanstack/react-query';
import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server.js';
import { renderPage } from '../../../test/render-page.js';
import { queries } from '../../api/queries.js';
import { setStaffToken } from '../../api/staff-token.js';
import { AnswersPanel } from './answers-panel.js';

beforeEach(() => act(() => setStaffToken('lk_staff_1')));

const answer = (id: string, over: Partial<Answer> = {}): Answer => ({
  ...examples.Answer,
  ...{ id, text: `words of ${id}`, choices: [], verdict: 'not-reviewed', judging: 'judged' },
  student: { id: `s-${id}`, name: `Student ${id}` },
  ...over,
});
const corrected = (id: string, verdict: 'right' | 'partly' | 'wrong', comment: string | null = null) =>
  answer(id, {
    verdict,
    correction: {
      ...{ correctionId: 'c1', verdict, comment, original: 'not-reviewed' },
      by: { id: 'st1', name: 'Ms Li' },
      at: '2026-01-01T00:00:00.000Z',
    },
  });

function Panel() {
  const { data = [] } = useQuery(queries.answers('s1'));
  return <AnswersPanel sessionId="s1" answers={data} questions={[]} onReply={() => undefined} />;
}
const correct = 'POST /api/sessions/s1/corrections';
const start = (answers: readonly Answer[]) =>
  FakeServer.start().answers('GET /api/sessions/s1/answers', answers);
const row = async (id: string) =>
  within((await screen.findByText(`words of ${id}`)).closest('li') as HTMLElement);

describe('the answers of a class', () => {
  it('are corrected with one click, with a text where there is one', async () => {
    const server = start([answer('a'), answer('b')]).answers(correct, {
      ...{ correctionId: 'c1', answers: [corrected('a', 'partly', 'Say why.')] },
    });
    const { user } = renderPage(<Panel />);
    const a = await row('a');
    await user.click(a.getByRole('button', { name: 'Add a text' }));
    await user.type(a.getByRole('textbox'), 'Say why.');
    await user.click(a.getByRole('button', { name: 'Partly' }));
    await a.findByText(/Corrected by Ms Li/);
    expect(server.calls(correct).map(({ body }) => body)).toEqual([
      { answerIds: ['a'], verdict: 'partly', comment: 'Say why.' },
    ]);
    expect(a.getByRole('button', { name: 'Partly' }).getAttribute('aria-pressed')).toBe('true');
    expect(a.queryByRole('textbox')).toBeNull();
  });

  it('keep what was typed where the server refuses or does not answer, and say why', async () => {
    const refused = { status: 404, code: 'answer-not-found', detail: 'The session has no answer a.' };
    const server = start([answer('a')]).refuses(correct, refused);
    const { user } = renderPage(<Panel />);
    const a = await row('a');
    await user.click(a.getByRole('button', { name: 'Add a text' }));
    await user.type(a.getByRole('textbox'), 'Say why.');
    await user.click(a.getByRole('button', { name: 'Right' }));
    await screen.findByText('The session has no answer a.');
    server.goesAway();
    await user.click(a.getByRole('button', { name: 'Right' }));
    await screen.findByText(/server/i);
    expect(a.getByDisplayValue('Say why.')).toBeTruthy();
    expect(a.getByRole('button', { name: 'Right' }).getAttribute('aria-pressed')).toBe('false');
  });

  it('are worked through by keyboard, and undone', async () => {
    const server = start([answer('a'), answer('b'), corrected('c', 'wrong')])
      .answers(correct, { correctionId: 'c2', answers: [corrected('b', 'right')] })
      .answers('POST /api/sessions/s1/corrections/c1/undo', { correctionId: 'c1', answers: [answer('c')] });
    const { user } = renderPage(<Panel />);
    await row('a');
    act(() => screen.getAllByRole('listitem')[0]?.focus());
    await user.keyboard('j1');
    await (await row('b')).findByText(/Corrected by Ms Li/);
    expect(server.calls(correct)[0]?.body).toEqual({ answerIds: ['b'], verdict: 'right' });
    await user.keyboard('jju');
    await screen.findByRole('button', { name: 'Not yet reviewed (2)' });
    await user.click(screen.getByRole('button', { name: 'Not yet reviewed (2)' }));
    expect(screen.queryByText('words of b')).toBeNull();
  });

  it('are corrected together where they are alike, the group that the server names first before others', async () => {
    const server = start([answer('a'), answer('b'), answer('c')])
      .answers('GET /api/sessions/s1/answer-groups', [
        { questionId: 'q1', answerIds: ['a', 'b'], example: 'words of a', notReviewed: 2 },
        { questionId: 'q1', answerIds: ['c'], example: 'words of c', notReviewed: 1 },
      ])
      .answers(correct, { correctionId: 'c1', answers: [corrected('a', 'wrong'), corrected('b', 'wrong')] });
    const { user } = renderPage(<Panel />);
    await row('a');
    await user.click(screen.getByRole('button', { name: 'Similar together' }));
    const first = within((await screen.findAllByRole('listitem'))[0] as HTMLElement);
    await first.findByText('2 not yet reviewed');
    await user.click(first.getByRole('button', { name: 'Wrong' }));
    await first.findByRole('button', { name: 'Undo for 2 answers' });
    expect(server.calls(correct)[0]?.body).toEqual({ answerIds: ['a', 'b'], verdict: 'wrong' });
  });

  it('stay in their place when groups are made again', async () => {
    const made = (ids: readonly string[]) =>
      ids.map((id) => ({ questionId: 'q1', answerIds: [id], example: `words of ${id}`, notReviewed: 1 }));
    const server = start([answer('a'), answer('b')]).answers(
      'GET /api/sessions/s1/answer-groups',
      made(['a', 'b']),
    );
    const { user } = renderPage(<Panel />);
    await row('a');
    await user.click(screen.getByRole('button', { name: 'Similar together' }));
    await row('b');
    server.answers('GET /api/sessions/s1/answer-groups', made(['b', 'a']));
    await vi.waitFor(() => expect(server.calls('GET /api/sessions/s1/answer-groups')).toHaveLength(2), 5000);
    await act(async () => Promise.resolve());
    const texts = screen
      .getAllByRole('listitem')
      .map((item) => item.querySelector('.answers__text')?.textContent);
    expect(texts).toEqual(['words of a', 'words of b']);
  });

  it('say why they cannot be grouped', async () => {
    const server = start([answer('a')]);
    const { user } = renderPage(<Panel />);
    await row('a');
    server.goesAway();
    await user.click(screen.getByRole('button', { name: 'Similar together' }));
    await screen.findByRole('button', { name: 'Try again' });
  });
});
