import { AskStep, type Judgement } from '@lockstep/contracts';
import type { Brain, JudgeRequest } from '../../src/brain/brain.js';
import { OpenAiBrain, type OpenAiBrainOptions } from '../../src/brain/openai/openai-brain.js';
import { readOpenAiSettings } from '../../src/openai/openai-settings.js';
import type { OpenAiTestServer } from './openai-test-server.js';
import { judgementText, type Reply } from './replies.js';

export const offline = (verdict: Judgement['verdict'], say = 'The plain sentence.'): Judgement => ({
  verdict,
  praise: null,
  correction: null,
  hint: null,
  say,
  confidence: 1,
  mistake: null,
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

/** A brain of which only the verdict matters here. */
export function brainThatSays(verdict: Judgement['verdict']): Brain {
  return {
    name: 'offline',
    judge: () => Promise.resolve(offline(verdict)),
    summarise: () => Promise.resolve('Two of three were right.'),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export const question = (step: Partial<AskStep>): AskStep =>
  AskStep.parse({ id: 'q1', kind: 'ask', answer: 'open', prompt: 'Why do we use *did*?', ...step });

export const rubric = [
  { point: 'did carries the past tense', any: ['past tense'], required: true },
  { point: 'the verb stays in its base form', any: ['base form'], required: true },
];

export const ask = (step: Partial<AskStep>, text: string): JudgeRequest => ({
  question: question(step),
  language: 'en',
  answer: { choices: [], text },
  attempt: 1,
});

/** A model of the test's server, held against an offline brain that always says the same. */
export function brainOn(
  server: OpenAiTestServer,
  local: Judgement['verdict'],
  options: Partial<OpenAiBrainOptions> = {},
): OpenAiBrain {
  const settings = readOpenAiSettings({
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_PRICE_INPUT_USD: '2',
    OPENAI_PRICE_OUTPUT_USD: '8',
  });
  if (settings === undefined) throw new Error('a key is set');
  return new OpenAiBrain({ settings, fallback: brainThatSays(local), ...options });
}

/** A sound judgement. */
export const partly = judgementText({
  verdict: 'partly',
  say: 'You named the past tense; what happens to the verb?',
  praise: 'The past tense is there.',
  mistake: 'missing:1',
});

export function status(code: number, retryAfterSeconds?: number): Reply & { status: number } {
  return { kind: 'status', status: code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
