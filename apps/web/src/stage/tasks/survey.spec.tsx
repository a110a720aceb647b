// @vitest-environment happy-dom
import { type AskedQuestion, countSurvey, type ShownSurvey } from '@lockstep/contracts';
import { cleanup, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { AnswerForm } from '../answer-form.js';
import type { Draft } from '../given-answer.js';
import { SurveyResult } from './survey-result.js';

const choices = ['film', 'talk'].map((id) => ({ id, text: `The ${id}` }));
const task: ShownSurvey = {
  kind: 'survey',
  items: [
    { id: 'mood', text: 'How was it?', by: 'scale', points: 5, low: 'boring', high: 'exciting' },
    { id: 'best', text: 'What helped most?', by: 'choice', choices, optional: true },
    { id: 'more', text: 'More of?', by: 'choices', choices },
    { id: 'again', text: 'What again?', by: 'text' },
  ],
};
const question: AskedQuestion = {
  ...{ id: 'q', kind: 'parts', prompt: 'Before you go.', poll: true, task, choices: [] },
  ...{ openedSeq: 3, openedPtsMs: 0, open: true, windowMs: null },
};

const form = (onAnswer: (draft: Draft) => void) => (
  <AnswerForm
    {...{ question, onAnswer, lang: 'en', busy: false, start: undefined, isAgain: false }}
    keepAs="a student 3 1"
    listener={{ canTranscribe: false, listen: () => Promise.resolve('') }}
  />
);
const radio = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });
const tick = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

beforeEach(() => sessionStorage.clear());

describe('the form of a survey', () => {
  it('says of each item what is missing, and goes to the first', async () => {
    const onAnswer = vi.fn();
    const { user } = renderPage(form(onAnswer));
    await user.click(screen.getByRole('button', { name: 'Send answer' }));
    expect(screen.getByText('Choose a point of the scale.')).toBeDefined();
    expect(screen.queryByText('Make a choice.')).toBeNull(); // it is optional
    expect(document.activeElement).toBe(radio(/^1\s?, boring$/));
    await user.click(radio('4'));
    expect(screen.queryByText('Choose a point of the scale.')).toBeNull();
    expect(screen.getByText('Make at least one choice.')).toBeDefined();
    expect(onAnswer).not.toHaveBeenCalled();
  });

  it('sends a part for each item, and lets an optional choice be taken back', async () => {
    const onAnswer = vi.fn();
    const { user } = renderPage(form(onAnswer));
    await user.click(radio(/^5\s?, exciting$/));
    await user.click(radio('The film'));
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    await user.click(tick('The talk'));
    await user.click(tick('The film'));
    await user.type(screen.getByRole('textbox', { name: 'What again?' }), ' Fractions ');
    await user.click(screen.getByRole('button', { name: 'Send answer' }));
    expect(onAnswer).toHaveBeenCalledWith({ parts: ['5', '', 'film talk', 'Fractions'] });
  });

  it('holds what was put in after a reload, until it is sent', async () => {
    const first = renderPage(form(() => undefined));
    await first.user.click(radio('2'));
    await first.user.click(tick('The talk'));
    await first.user.type(screen.getByRole('textbox', { name: 'What again?' }), 'Ice');
    cleanup();
    const second = renderPage(form(() => undefined));
    expect([radio('2').checked, tick('The talk').checked]).toEqual([true, true]);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What again?' }).value).toBe('Ice');
    await second.user.click(screen.getByRole('button', { name: 'Send answer' }));
    cleanup();
    renderPage(form(() => undefined));
    expect(radio('2').checked).toBe(false);
  });
});

describe('the sum of a survey', () => {
  const answers = [
    ['4', 'film', 'film', 'secret one'],
    ['5', '', 'film talk', 'secret two'],
    ['3', '', 'talk', 'secret three'],
  ];

  it('is shown to the class by item, and nothing that was written', () => {
    const counts = countSurvey(task, answers, 3);
    renderPage(<SurveyResult task={task} counts={counts} lang="en" own={answers[0]} />);
    const [mood, best, more, again] = screen
      .getAllByRole('heading', { level: 4 })
      .map((heading) => within(heading.parentElement as HTMLElement));
    expect(mood?.getByText('3 answers · average 4.0')).toBeDefined();
    expect(best?.getByText('Shown from three answers on.')).toBeDefined();
    expect(more?.getAllByText('67 %')).toHaveLength(2);
    expect(again?.getByText('3 students wrote something.')).toBeDefined();
    expect(again?.getByText('secret one')).toBeDefined(); // their own
    expect(screen.queryByText('secret two')).toBeNull();
  });
});
