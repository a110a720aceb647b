import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatLesson, parseLesson, stepMs } from '../src/index.js';

const folder = new URL('../../../apps/api/assets/lessons/', import.meta.url);

describe.each(readdirSync(folder))('the shipped lesson %s', (name) => {
  const text = readFileSync(new URL(`${name}/lesson.yaml`, folder), 'utf8');
  const { script, problems } = parseLesson(text);

  it('has no problem', () => expect(problems).toEqual([]));
  it('is in the form of all lessons', () => expect(formatLesson(text)).toBe(text));
  it('takes three to twelve minutes', () => {
    const ms = script?.steps.reduce((sum, step) => sum + stepMs(step, script.language, {}), 0) ?? 0;
    expect(ms / 60_000).toBeGreaterThanOrEqual(3);
    expect(ms / 60_000).toBeLessThanOrEqual(12);
  });
  it('asks, branches, helps and explains', () => {
    const asks = script?.steps.filter((step) => step.kind === 'ask') ?? [];
    expect(asks.length).toBeGreaterThanOrEqual(4);
    expect(asks.some(({ hints }) => hints.length > 0)).toBe(true);
    expect(script?.steps.some(({ kind }) => kind === 'branch')).toBe(true);
    const withoutRight = ['poll', 'words', 'opinion'];
    for (const { choices, wrong } of asks.filter(({ answer }) => !withoutRight.includes(answer))) {
      for (const { id, right } of choices)
        expect(right || wrong.some(({ answer }) => answer === id)).toBe(true);
    }
  });
});
