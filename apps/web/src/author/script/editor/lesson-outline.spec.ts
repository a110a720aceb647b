import { describe, expect, it } from 'vitest';
import { writingAt } from './lesson-outline.js';

const at = (text: string) => writingAt(text.split('\n'));

describe('what is being written', () => {
  it('is a key at the top', () => {
    expect(at('title: Walks\nlang')).toMatchObject({
      path: [],
      what: { kind: 'key' },
      typed: 'lang',
      column: 0,
      siblings: ['title'],
    });
  });

  it('is the kind of a step, whether the list is indented or not', () => {
    expect(at('steps:\n  - s')).toMatchObject({ path: ['steps', '-'], what: { kind: 'key' }, typed: 's' });
    expect(at('steps:\n- say: Hello.\n- a')).toMatchObject({ path: ['steps', '-'], typed: 'a' });
  });

  it('is a key of a step beside the others', () => {
    expect(at('steps:\n  - id: one\n    s')).toMatchObject({ path: ['steps', '-'], siblings: ['id'] });
  });

  it('is a key within a question', () => {
    expect(at('steps:\n  - say: Hello.\n  - id: q\n    ask:\n      prompt: Who?\n      wi')).toMatchObject({
      path: ['steps', '-', 'ask'],
      typed: 'wi',
      siblings: ['prompt'],
    });
  });

  it('is a key of a list within a question', () => {
    expect(at('steps:\n  - ask:\n      choices:\n        - text: a\n          ri')).toMatchObject({
      path: ['steps', '-', 'ask', 'choices', '-'],
      siblings: ['text'],
    });
  });

  it('is the value of a key', () => {
    expect(at('steps:\n  - ask:\n      answer: sp')).toMatchObject({
      path: ['steps', '-', 'ask'],
      what: { kind: 'value', key: 'answer' },
      typed: 'sp',
      column: 14,
    });
  });

  it('is nothing in the middle of a sentence', () => {
    expect(at('steps:\n  - say: Hello there')).toBeUndefined();
  });

  it('ignores comments and blank lines', () => {
    expect(at('steps:\n  # first\n\n  - ask:\n\n      pro')).toMatchObject({ path: ['steps', '-', 'ask'] });
  });
});
