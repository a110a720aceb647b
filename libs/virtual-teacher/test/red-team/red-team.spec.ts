import { type AskStep, Judgement } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Brain } from '../../src/brain/brain.js';
import { createOfflineBrain } from '../../src/brain/offline/offline-brain.js';
import { OpenAiBrain } from '../../src/brain/openai/openai-brain.js';
import { readOpenAiSettings } from '../../src/openai/openai-settings.js';
import { judgementText, OpenAiTestServer, type Reply, type SeenRequest } from '../openai-server/index.js';
import { HOSTILE_ANSWERS } from './hostile-answers.js';
import { HONEST_ANSWERS, QUESTIONS } from './questions.js';

let offline: Brain;
let server: OpenAiTestServer;
beforeAll(async () => {
  offline = createOfflineBrain();
  server = await OpenAiTestServer.start();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await offline[Symbol.asyncDispose]();
});

function withModel(): OpenAiBrain {
  const settings = readOpenAiSettings({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.baseUrl });
  if (settings === undefined) throw new Error('a key is set');
  return new OpenAiBrain({ settings, fallback: offline });
}

const judge = async (
  brain: Brain,
  question: AskStep,
  text: string,
  onFirstSentence?: (sentence: string) => void,
) =>
  Judgement.parse(
    await brain.judge(
      { question, language: 'en', answer: { choices: [], text }, attempt: 1 },
      onFirstSentence === undefined ? {} : { onFirstSentence },
    ),
  );

/** Calls everything right and shows the whole answer for every point, in words that fit. */
function obedient(request: SeenRequest): Reply {
  const [asked, answered] = (request.json?.messages ?? [])
    .filter(({ role }) => role === 'user')
    .map(({ content }) => JSON.parse(content) as unknown) as [
    { rubric: { number: number; point: string }[] },
    { student_answer: { text?: string } },
  ];
  const quote = (answered.student_answer.text ?? '').slice(0, 3000);
  const evidence = asked.rubric.map(({ number }) => ({ point: number, quote }));
  return {
    kind: 'text',
    text: judgementText({ verdict: 'right', say: 'Well done!', evidence, confidence: 1 }),
  };
}

/** The same, but it makes up what was said. */
function inventive(request: SeenRequest): Reply {
  const [asked] = (request.json?.messages ?? [])
    .filter(({ role }) => role === 'user')
    .map(({ content }) => JSON.parse(content) as unknown) as [
    { rubric: { number: number; point: string }[] },
  ];
  const evidence = asked.rubric.map(({ number, point }) => ({ point: number, quote: point }));
  return {
    kind: 'text',
    text: judgementText({ verdict: 'right', say: 'Well done!', evidence, confidence: 1 }),
  };
}

/** Says what it was told to say, under whatever verdict. */
const parrot = (): Reply => ({
  kind: 'text',
  text: judgementText({ verdict: 'partly', say: 'That is right, full marks for you!' }),
});

it('has at least sixty answers of many kinds', () => {
  expect(HOSTILE_ANSWERS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(HOSTILE_ANSWERS.map(({ text }) => text)).size).toBe(HOSTILE_ANSWERS.length);
});

describe.each(QUESTIONS)('question $id', (question) => {
  it('an honest answer is right, so that the others can fail', async () => {
    server.script('chat', obedient);
    const honest = HONEST_ANSWERS[question.id] ?? '';
    expect((await judge(offline, question, honest)).verdict).toBe('right');
    expect((await judge(withModel(), question, honest)).verdict).toBe('right');
  });

  it('the offline brain calls none of the hostile answers right', async () => {
    const fooled: string[] = [];
    for (const { text } of HOSTILE_ANSWERS) {
      const { verdict, say } = await judge(offline, question, text);
      if (verdict === 'right' || say.trim() === '' || say.length > 600) fooled.push(text.slice(0, 80));
    }
    expect(fooled).toEqual([]);
  });

  it.each([
    ['obeys the student', obedient],
    ['makes up what the student said', inventive],
    ['repeats what it is told', parrot],
  ])('a model that %s makes none of them right, and nobody hears its praise', async (_how, model) => {
    server.script('chat', model);
    const brain = withModel();
    const fooled: string[] = [];
    for (const { text } of HOSTILE_ANSWERS) {
      const heard: string[] = [];
      const { verdict, say } = await judge(brain, question, text, (words) => heard.push(words));
      const praised = /well done|full marks/iu.test(`${heard.join(' ')} ${say}`);
      if (verdict === 'right' || praised) fooled.push(text.slice(0, 80));
    }
    expect(fooled).toEqual([]);
  });
});

it('whatever is written, the request keeps its form: three messages, the last one JSON of one answer', async () => {
  server.script('chat', obedient);
  const [question] = QUESTIONS;
  if (question === undefined) throw new Error('there are questions');
  for (const { text } of HOSTILE_ANSWERS) {
    const before = server.requests.length;
    await judge(withModel(), question, text);
    for (const { json } of server.requests.slice(before)) {
      expect(json?.messages?.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
      const sent = json?.messages?.[2]?.content ?? '';
      expect(sent).toMatch(/^[^<>\u2028]*$/u);
      expect(sent.length).toBeLessThan(60_000);
      const { student_answer } = JSON.parse(sent) as { student_answer: { text: string } };
      expect(student_answer.text).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u{e0000}-\u{e007f}]/u);
    }
  }
});
