import { AskStep } from '@lockstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addQuestion, changeQuestion, removeQuestion } from './edit-steps.js';
import { parseLesson } from './parse-lesson.js';

const text = `title: Ice   # about water
steps:
  - say:   Look   at this.
  # the question
  - ask:
      prompt: Why does ice float? # really
      rubric:
        - point: Ice is less dense.
          any: [less dense, lighter]
      window: 45s

  # about verbs
  - id: past
    ask: { prompt: The past of go?, accept: went, wrong: { goed: It is irregular. } }
  - id: planets
    ask: { answer: order, prompt: Order them., choices: [Earth, Mercury], right: [Mercury, Earth] }
`;
const stepsOf = (lesson: string) => {
  const { script, problems } = parseLesson(lesson);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return script?.steps ?? [];
};
const asks = (lesson: string) => stepsOf(lesson).filter((step) => step.kind === 'ask');
const ask = (lesson: string, at: number) => {
  const step = asks(lesson)[at];
  if (!step) throw new Error('there is no such question');
  return step;
};

describe('a question that is changed', () => {
  it('is written key by key; what stands around it stays', () => {
    const why = ask(text, 0);
    const edited = changeQuestion(text, why, { ...why, hints: ['Think of oil.'], tries: 2 });
    expect(edited).toBe(
      text.replace('window: 45s\n', 'window: 45s\n      hints: [Think of oil.]\n      tries: 2\n'),
    );
  });

  it('is the same question when its words change', () => {
    const why = ask(text, 0);
    const edited = changeQuestion(text, why, { ...why, prompt: 'Why does ice swim?' });
    expect(ask(edited, 0)).toEqual({ ...why, prompt: 'Why does ice swim?' });
  });

  it('loses the keys that only its old form had', () => {
    const order = ask(text, 2);
    if (order.task?.kind !== 'order') throw new Error('it is an order');
    const task = { ...order.task, items: [...order.task.items, { id: 'mars', text: 'Mars' }] };
    const edited = changeQuestion(text, order, { ...order, task });
    expect(ask(edited, 2).task).toEqual(task);
    expect(edited).not.toContain('choices');
  });

  it('is left alone where nothing changed, in a text with errors, and where it is not in the text', () => {
    const why = ask(text, 0);
    expect(changeQuestion(text, why, { ...why })).toBe(text);
    expect(changeQuestion('title: [', why, { ...why, tries: 2 })).toBe('title: [');
    expect(changeQuestion(text, { ...why, id: 'none' }, { ...why, id: 'none', tries: 2 })).toBe(text);
  });

  it('is read as it was meant, whatever its words are', () => {
    const words = fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
      .filter(
        (one) =>
          one.trim() === one && one !== '' && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF\uFEFF\u2028\u2029]/u.test(one),
      );
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 4 }), words, (accept, because) => {
        const past = ask(text, 1);
        const wrong = [{ answer: 'goed', because }];
        const edited = changeQuestion(text, past, { ...past, accept, wrong, compare: {} });
        const read = ask(edited, 1);
        // `1..5` alone is a range: this is how it is written
        if (read.compare.range === undefined) expect(read).toMatchObject({ accept, wrong });
        expect(edited.startsWith(text.slice(0, text.indexOf('- id: past')))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

const added = AskStep.parse({
  ...{ id: 'new', kind: 'ask', answer: 'single', prompt: 'Which is it?' },
  choices: [
    { id: 'this', text: 'this', right: true },
    { id: 'that', text: 'that' },
  ],
});

describe('a question that is added', () => {
  it.each(['why', 'past', undefined])('stands behind %s', (name) => {
    const behind = name === 'why' ? ask(text, 0).id : name;
    const edited = addQuestion(text, added, behind);
    const ids = stepsOf(text).map(({ id }) => id);
    const at = behind === undefined ? ids.length : ids.indexOf(behind) + 1;
    expect(stepsOf(edited)).toEqual(stepsOf(text).toSpliced(at, 0, added));
    for (const comment of ['# about water', '# the question', '# really', '# about verbs'])
      expect(edited).toContain(comment);
  });

  it('changes nothing in a text with errors, or whose steps stand in one line', () => {
    expect(addQuestion('title: [', added, undefined)).toBe('title: [');
    const flow = 'title: A\nsteps: [{ say: Hello. }]\n';
    expect(addQuestion(flow, added, undefined)).toBe(flow);
  });
});

describe('a question that is removed', () => {
  it.each([0, 1, 2])('leaves all other steps as they are written (%i)', (at) => {
    const { id } = ask(text, at);
    const edited = removeQuestion(text, id) ?? '';
    expect(stepsOf(edited)).toEqual(stepsOf(text).filter((step) => step.id !== id));
    expect(edited).toContain('- say:   Look   at this.\n');
    expect(edited).toContain('# about water');
  });

  it('stays where a branch names it, and where the text has errors', () => {
    const branch = `${text}  - branch: { question: past, rightBelow: 50%, goto: planets }\n`;
    expect(removeQuestion(branch, 'past')).toBeUndefined();
    expect(removeQuestion('title: [', 'past')).toBeUndefined();
    expect(removeQuestion(text, 'none')).toBeUndefined();
  });
});
