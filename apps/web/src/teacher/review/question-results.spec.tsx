// @vitest-environment happy-dom
import type { Answer, Question } from '@lockstep/contracts';
import { examples } from '@lockstep/contracts/examples';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { QuestionResults } from './question-results.js';
import type { Mark } from './lanes.js';

const { questionId, openedSeq } = examples.Answer;
const media = (id: string) => ({ kind: 'picture', id, alt: `The picture ${id}` }) as const;
const question = { id: questionId, prompt: 'Which?', choices: [], correct: [] } as const;
const mark = { openedSeq, fromMs: 0, toMs: 1000, text: 'Which?', lane: 'questions' } as unknown as Mark;

const show = (asked: Question, answers: readonly Answer[]) =>
  renderPage(
    <QuestionResults
      {...{ opened: [mark], questions: [asked], answers, startPtsMs: 0, lang: 'en', onSeek: vi.fn() }}
    />,
  );

it('a question is reviewed with what was shown beside it and its choices', () => {
  const choices = ['a', 'b'].map((id) => ({ id, text: `Choice ${id}` }));
  const shown = { media: media('q'), choices, choiceMedia: { a: media('a') } };
  show({ ...question, ...shown, kind: 'single', correct: [] }, [{ ...examples.Answer, choices: ['a'] }]);
  expect(screen.getAllByRole('img').map((one) => one.getAttribute('alt'))).toEqual([
    'The picture q',
    'The picture a',
  ]);
});

it('a question on a picture is reviewed with the places that were chosen', () => {
  const task = { kind: 'hotspot', marks: 1 } as const;
  const answer = { ...examples.Answer, text: null, parts: ['20 30'] };
  show({ ...question, kind: 'parts', media: media('q'), task, choices: [], correct: [] }, [answer]);
  expect(screen.getByRole('img', { name: 'The picture q' })).toBeDefined();
  expect(document.querySelectorAll('.board__mark--class')).toHaveLength(1);
});
