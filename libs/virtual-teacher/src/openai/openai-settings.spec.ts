import { describe, expect, it } from 'vitest';
import { costOf, readOpenAiSettings } from './openai-settings.js';

describe('settings for a model', () => {
  it('do not exist without a key: everything stays offline', () => {
    expect(readOpenAiSettings({})).toBeUndefined();
    expect(readOpenAiSettings({ OPENAI_API_KEY: '', OPENAI_MODEL: 'x' })).toBeUndefined();
  });

  it('need the key alone', () => {
    expect(readOpenAiSettings({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: '' })).toEqual({
      apiKey: 'k',
      baseUrl: 'https://api.openai.com/v1',
      model: 'gpt-5.4-mini',
      reasoningEffort: undefined,
      prices: undefined,
      transcriptionModel: 'gpt-4o-mini-transcribe',
    });
  });

  it.each([
    { OPENAI_BASE_URL: 'file:///etc/passwd' },
    { OPENAI_BASE_URL: 'localhost' },
    { OPENAI_PRICE_INPUT_USD: '-1' },
    { OPENAI_REASONING_EFFORT: 'very' },
  ])('that cannot be meant are refused: %j', (env) => {
    expect(() => readOpenAiSettings({ OPENAI_API_KEY: 'k', ...env })).toThrow();
  });

  it('know a cost only from both prices', () => {
    const prices = readOpenAiSettings({
      OPENAI_API_KEY: 'k',
      OPENAI_PRICE_INPUT_USD: '2',
      OPENAI_PRICE_OUTPUT_USD: '8',
    })?.prices;
    expect(costOf({ input: 1_000_000, output: 500_000 }, prices)).toBe(6);
    expect(readOpenAiSettings({ OPENAI_API_KEY: 'k', OPENAI_PRICE_INPUT_USD: '2' })?.prices).toBeUndefined();
    expect(costOf({ input: 1, output: 1 }, undefined)).toBeNull();
  });
});
