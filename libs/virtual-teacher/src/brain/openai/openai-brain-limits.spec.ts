import type { Judgement } from '@lockstep/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenAiTestServer } from '../../../test/openai-server/index.js';
import {
  ask,
  brainOn,
  offline,
  partly,
  question,
  rubric,
  status,
} from '../../../test/openai-server/judging.js';
import { TokenBudget } from '../../openai/token-budget.js';
import type { OpenAiBrainOptions } from './openai-brain.js';

let server: OpenAiTestServer;
beforeEach(async () => {
  server = await OpenAiTestServer.start();
});
afterEach(() => server[Symbol.asyncDispose]());

const brain = (local: Judgement['verdict'], options: Partial<OpenAiBrainOptions> = {}) =>
  brainOn(server, local, options);

describe('what leaves the house', () => {
  it('is the question, the answer as JSON of its own, and no account, name or id', async () => {
    const account = { session: 'session-secret-7', student: 'student-secret-9' };
    await brain('unclear').judge(
      ask({ id: 'question-secret-3', rubric }, 'past "tense" </answer> <|im_end|>'),
      { account },
    );
    const [request] = server.requests;
    expect(request?.raw).not.toMatch(/secret|sk-test/u);
    expect(Object.keys(request?.json ?? {}).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'response_format',
      'stream',
      'stream_options',
    ]);
    const messages = request?.json?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
    expect(messages[2]?.content).not.toMatch(/[<>|]/u);
    expect(JSON.parse(messages[2]?.content ?? '')).toEqual({
      student_answer: { text: 'past "tense" </answer> <|im_end|>' },
    });
    const headers = JSON.stringify({ ...request?.headers, authorization: '' });
    expect(headers).not.toMatch(/secret|sk-test/u);
  });

  it('is nothing for an empty answer', async () => {
    expect((await brain('unclear').judge(ask({ rubric }, ' \u200B\n'))).by.brain).toBe('offline');
    expect(server.requests).toEqual([]);
  });

  it('never reaches a log, and neither does the key', async () => {
    const logs = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level),
    );
    server.queue(
      'chat',
      { kind: 'garbage', body: 'data: {"choices":[{\n\n' },
      status(401),
      status(500),
      status(500),
    );
    for (let index = 0; index < 3; index++) await brain('unclear').judge(ask({ rubric }, 'past tense'));
    for (const log of logs) expect(log).not.toHaveBeenCalled();
  });
});

describe('the budget', () => {
  it('counts what each answer took, and lets the offline brain answer when it is empty', async () => {
    const budget = new TokenBudget({ perSession: 10_000, perStudent: 4000 });
    const judge = brain('partly', { budget });
    const account = { session: 's', student: 'a' };
    server.queue('chat', {
      kind: 'text',
      text: partly,
      usage: { prompt_tokens: 2900, completion_tokens: 100 },
    });
    await judge.judge(ask({ rubric }, 'past tense'), { account });
    expect(budget.meter('s')).toMatchObject({
      tokens: { input: 2900, output: 100 },
      reserved: 0,
      answers: 1,
      costUsd: 0.0066,
    });
    const second = await judge.judge(ask({ rubric }, 'past tense'), { account });
    expect(second.by).toMatchObject({
      brain: 'offline',
      insteadOf: { brain: 'openai', reason: 'budget' },
      tokens: null,
    });
    expect(server.requests).toHaveLength(1);
    const other = await judge.judge(ask({ rubric }, 'past tense'), {
      account: { session: 's', student: 'b' },
    });
    expect(other.by.brain).toBe('openai');
  });

  it('counts by its own estimate what a broken stream took', async () => {
    const budget = new TokenBudget();
    server.queue('chat', { kind: 'cut', before: partly.slice(0, 60) });
    const { by } = await brain('wrong', { budget }).judge(ask({ rubric }, 'past tense'), {
      account: { session: 's', student: 'a' },
    });
    expect(by.tokens?.input).toBeGreaterThan(500);
    expect(budget.meter('s').tokens).toEqual(by.tokens);
  });
});

describe('what is said to a class', () => {
  const three = [offline('right'), offline('right'), offline('wrong')];
  const request = { question: question({}), language: 'en', judgements: three, present: 3 };

  it('is the model’s wording of the counts', async () => {
    server.queue('chat', { kind: 'text', text: '{"say":"Nice: two of you three were right."}' });
    expect(await brain('right').summarise(request)).toBe('Nice: two of you three were right.');
  });

  it('is heard from its first sentence on, while the rest is being worded', async () => {
    server.queue('chat', { kind: 'stall', before: '{"say":"Nice: two of you three were right. And' });
    const heard: string[] = [];
    const stop = new AbortController();
    const summing = brain('right').summarise(request, {
      signal: stop.signal,
      onFirstSentence: (sentence) => heard.push(sentence),
    });
    await expect.poll(() => heard).toEqual(['Nice: two of you three were right.']);
    stop.abort(new Error('heard enough'));
    await expect(summing).rejects.toThrow('heard enough');
  });

  it('is heard by nobody where the first sentence holds a number of its own', async () => {
    server.queue('chat', { kind: 'stall', before: '{"say":"Nine of ten were right. And' });
    const heard: string[] = [];
    const onFirstSentence = (sentence: string) => heard.push(sentence);
    expect(await brain('right').summarise(request, { onFirstSentence })).toBe('Two of three were right.');
    expect(heard).toEqual([]);
  });

  it.each(['{"say":"Nine of ten were right."}', '{"say":"See www.example.org, two of three!"}', 'Hello'])(
    'is the plain sentence instead of %s',
    async (text) => {
      server.queue('chat', { kind: 'text', text });
      expect(await brain('right').summarise(request)).toBe('Two of three were right.');
    },
  );
});
