import type { FeedbackBody } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { type Judged, standingOf } from './standing.js';

const question = { openedSeq: 7, tries: 3 };
const answer = { text: 'goed' };

const feedback = (judged: Partial<Judged>): FeedbackBody => ({
  feedbackId: `f${judged.attempt ?? 1}`,
  text: 'Not quite.',
  questionId: 'q',
  airedPtsMs: 1,
  hasVoice: true,
  correction: null,
  judged: {
    answerId: 'a',
    openedSeq: 7,
    attempt: 1,
    verdict: 'wrong',
    praise: null,
    correction: null,
    hint: 'Think of the vowel.',
    triesLeft: 2,
    ...judged,
  },
});

describe('how far a student is with a question', () => {
  it('begins with the first try', () => {
    expect(standingOf(question, undefined, [])).toEqual({ kind: 'answering', attempt: 1, before: null });
  });

  it('is to wait until their screen has shown the judgement of their try', () => {
    expect(standingOf(question, { kind: 'taken', answer, attempt: 1 }, [])).toEqual({
      kind: 'given',
      attempt: 1,
    });
  });

  it('is the next try once that is shown, with what the last one lacked', () => {
    const shown = [feedback({})];
    expect(standingOf(question, { kind: 'taken', answer, attempt: 1 }, shown)).toEqual({
      kind: 'answering',
      attempt: 2,
      before: shown[0]?.judged,
    });
  });

  it('waits again for the second try, whatever was said of the first', () => {
    expect(standingOf(question, { kind: 'taken', answer, attempt: 2 }, [feedback({})])).toEqual({
      kind: 'given',
      attempt: 2,
    });
  });

  it('is settled by a right answer, and by the last try', () => {
    const right = feedback({ verdict: 'right' });
    const last = feedback({ attempt: 3, triesLeft: 0 });
    expect(standingOf(question, undefined, [right])).toEqual({ kind: 'settled', judged: right.judged });
    expect(standingOf(question, undefined, [feedback({}), last])).toEqual({
      kind: 'settled',
      judged: last.judged,
    });
  });

  it('is known again after the page was loaded anew', () => {
    const shown = [feedback({})];
    expect(standingOf(question, undefined, shown)).toMatchObject({ kind: 'answering', attempt: 2 });
  });

  it('is no concern of another opening of the same question', () => {
    expect(standingOf(question, undefined, [feedback({ openedSeq: 3 })])).toMatchObject({ attempt: 1 });
  });

  it('is settled by a refusal, and open again after an answer that did not arrive', () => {
    expect(standingOf(question, { kind: 'refused', answer, attempt: 1, reason: 'late' }, []).kind).toBe(
      'settled',
    );
    const failed = { kind: 'failed', answer, attempt: 2, error: new Error('gone') } as const;
    expect(standingOf(question, failed, [feedback({})])).toMatchObject({ kind: 'answering', attempt: 2 });
  });

  it('is settled at once where there is one try', () => {
    const single = { openedSeq: 7 };
    expect(standingOf(single, { kind: 'sending', answer, attempt: 1 }, []).kind).toBe('given');
    expect(standingOf(single, { kind: 'taken', answer, attempt: 1 }, []).kind).toBe('settled');
  });
});
