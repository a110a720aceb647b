import { AskStep, type Judgement } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { summariseClass } from './class-summary.js';

const question = AskStep.parse({
  kind: 'ask',
  id: 'q',
  answer: 'short',
  prompt: 'Past of go?',
  accept: ['went'],
  wrong: [{ answer: 'goed', because: '“Go” is irregular.' }],
});

const judged = (verdict: Judgement['verdict'], mistake: string | null = null): Judgement => ({
  verdict,
  praise: null,
  correction: 'Li wrote goooed',
  hint: null,
  say: 'Li wrote goooed',
  confidence: 0.9,
  mistake,
  by: {
    brain: 'offline',
    model: null,
    promptVersion: null,
    latencyMs: 1,
    insteadOf: null,
    tokens: null,
    costUsd: null,
  },
});
const times = (count: number, one: Judgement) => Array.from({ length: count }, () => one);
const sum = (judgements: readonly Judgement[], language = 'en', present = 10) =>
  summariseClass({ question, language, judgements, present });

describe('what the class hears', () => {
  it('is how many were right, and the commonest mistake explained', () => {
    const judgements = [...times(8, judged('right')), ...times(2, judged('wrong', 'known:0'))];
    expect(sum(judgements)).toBe('Eight of ten answers are right. The commonest mistake: “Go” is irregular.');
    expect(sum(judgements, 'zh-CN')).toBe('十个答案中有八个是对的。最常见的错误是：“Go” is irregular.');
  });

  it('begins at three judged answers', () => {
    expect(sum(times(2, judged('right')))).toBeUndefined();
    expect(sum([...times(2, judged('right')), ...times(5, judged('unclear'))])).toBeUndefined();
    expect(sum(times(3, judged('right')))).toBe('All three of your answers are right. Well done, everybody.');
  });

  it('says that nobody answered, in the author’s words where there are some', () => {
    expect(sum([])).toContain('Nobody has answered');
    expect(sum([], 'zh')).toContain('没有人回答');
    const own = { ...question, say: { nothing: 'Never mind, {slide 2} *look*.' } };
    expect(summariseClass({ question: own, language: 'en', judgements: [], present: 4 })).toBe(
      'Never mind, look.',
    );
  });

  it('has no mistake of a single student', () => {
    const judgements = [...times(4, judged('right')), judged('wrong', 'known:0')];
    expect(sum(judgements)).toBe('Four of five answers are right.');
  });

  it('has no mistake where two are as common', () => {
    const judgements = [...times(2, judged('wrong', 'known:0')), ...times(2, judged('wrong', 'word-form'))];
    expect(sum(judgements)).toBe('This one was hard: nobody has it yet.');
  });

  it('counts what is partly right, and never what could not be judged', () => {
    const judgements = [
      ...times(2, judged('right')),
      ...times(3, judged('partly')),
      ...times(4, judged('unclear')),
    ];
    expect(sum(judgements)).toBe('Two of five answers are right, and three more are partly right.');
  });

  it('repeats nothing that was said to or by one student', () => {
    for (const mistake of [
      'known:0',
      'grammar:irregular',
      'tense:past',
      'made up by a model: Li',
      'known:99',
    ]) {
      const said = sum([...times(3, judged('right')), ...times(3, judged('wrong', mistake))]) ?? '';
      expect(said).not.toMatch(/Li|goooed/);
      expect(said).toContain('Three of six');
    }
  });

  it('explains a rule of grammar without anybody’s sentence', () => {
    const judgements = [...times(3, judged('right')), ...times(2, judged('partly', 'grammar:third-person'))];
    expect(sum(judgements)).toContain('with he, she or it, the verb takes an s');
  });
});
