import { describe, expect, it } from 'vitest';
import { keysAt, valuesAt } from './lesson-completion.js';

const labels = (completions: readonly { label: string }[]) => completions.map(({ label }) => label);

describe('what the editor offers', () => {
  it('is the kinds of steps in the list of steps', () => {
    expect(labels(keysAt(['steps', '-'], []))).toEqual(
      expect.arrayContaining(['say', 'ask', 'play', 'branch', 'pause', 'wait', 'id']),
    );
  });

  it('leaves out what is written already', () => {
    const offered = labels(keysAt(['steps', '-', 'ask'], ['prompt']));
    expect(offered).toContain('window');
    expect(offered).not.toContain('prompt');
  });

  it('is a new line for what stands below its key, and a blank for the rest', () => {
    const offered = keysAt(['steps', '-'], []);
    expect(offered.find(({ label }) => label === 'ask')?.apply).toBe('ask:');
    expect(offered.find(({ label }) => label === 'say')?.apply).toBe('say: ');
  });

  it('explains itself in the words of the schema', () => {
    expect(keysAt(['steps', '-', 'ask'], []).find(({ label }) => label === 'tries')?.info).toContain('1');
  });

  it('is the values where they can be counted', () => {
    expect(labels(valuesAt(['steps', '-', 'ask'], 'answer'))).toEqual([
      ...['single', 'multiple', 'truefalse', 'short', 'number', 'open', 'spoken'],
      ...['order', 'match', 'gaps', 'hotspot', 'label', 'poll', 'words', 'opinion', 'survey'],
    ]);
    expect(labels(valuesAt(['steps', '-', 'ask'], 'grammar'))).toEqual(['true', 'false']);
  });

  it('is how an answer is compared, with the choices there are', () => {
    const path = ['steps', '-', 'ask', 'compare'] as const;
    expect(labels(keysAt(path, ['case']))).toEqual(expect.arrayContaining(['tolerance', 'unit', 'accents']));
    expect(labels(valuesAt(path, 'unit'))).toEqual(['optional', 'required']);
  });

  it('is nothing where nothing is known', () => {
    expect(keysAt(['steps', '-', 'nonsense'], [])).toEqual([]);
    expect(valuesAt([], 'title')).toEqual([]);
  });
});
