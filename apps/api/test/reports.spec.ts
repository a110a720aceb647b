import type { Answer, Joined, Lesson, Question } from '@lockstep/contracts';
import { type PageText, readPdf } from '@lockstep/virtual-teacher/test/pdf-text';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { PastClass } from './support/past-class.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let teacher: Client;
let past: PastClass;

const choices = [
  { id: 'a', text: 'went' },
  { id: 'b', text: '走了，一直走到很远很远的地方去了' },
];
const prompts = ['“go”的过去式是什么？请用完整的句子回答。', 'Which word is right?', 'Do you like it?'];
const questions: readonly Partial<Question>[] = [
  { id: 'open', kind: 'open', prompt: prompts[0] ?? '', points: 3 },
  { id: 'one', kind: 'single', prompt: prompts[1] ?? '', choices, correct: ['a'] },
  { id: 'mood', kind: 'single', prompt: prompts[2] ?? '', poll: true, choices },
];
const title = '动词的过去式：Evening class';
const chinese = '我觉得是“去了”，因为昨天我去了学校。'.repeat(200);
const endless = 'x'.repeat(900);

beforeAll(async () => {
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
  const lesson = await teacher.post<Lesson>('/api/lessons', { title, language: 'zh-CN', questions });
  past = await PastClass.of(server, teacher, lesson, [
    { by: '王小明', text: chinese, verdict: 'partly' },
    { by: 'Ann-Marie O’Neill', text: endless, verdict: 'not-reviewed' },
    { by: '王小明', to: 1, choices: ['b'], verdict: 'wrong' },
    { by: 'Ann-Marie O’Neill', to: 1, choices: ['a'], verdict: 'right' },
    { by: '王小明', to: 2, choices: ['b'] },
  ]);
});
afterAll(() => server[Symbol.asyncDispose]());

async function pagesOf(path: string): Promise<PageText[]> {
  const response = await fetch(`${server.web}/api/sessions/${past.id}${path}`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return readPdf(new Uint8Array(await response.arrayBuffer()));
}

/** Lines and columns fall where they like. */
const close = (text: string): string => text.replace(/\s+/g, '');
const wholeOf = (pages: readonly PageText[]): string => close(pages.map(({ text }) => text).join(''));
const count = (text: string, part: string): number => text.split(close(part)).length - 1;

it('a session is printed with its questions and all answers, Chinese ones too, to be read, searched and copied', async () => {
  const pages = await pagesOf('/report?language=zh&zone=Asia/Shanghai');
  const whole = wholeOf(pages);
  for (const text of [title, ...prompts, ...choices.map((one) => one.text), '第 3 题', '1 · 50%', '部分正确'])
    expect(whole).toContain(close(text));
  // what is broken over lines and pages has lost no letter
  expect([...whole].filter((letter) => letter === '校')).toHaveLength(200);
  expect([...whole].filter((letter) => letter === 'x')).toHaveLength(900);
  expect(count(whole, '投票，没有对错')).toBe(1);
  expect(whole).not.toContain('\ufffd');
});

it('each page has title, date and number, and every letter lies between its margins', async () => {
  const pages = await pagesOf('/report?language=en&zone=Europe/Paris');
  expect(pages.length).toBeGreaterThan(1);
  for (const [i, { text, box, width, height }] of pages.entries()) {
    expect([width, height].map(Math.round)).toEqual([595, 842]);
    expect(close(text)).toContain(close(`${String(i + 1)} / ${String(pages.length)}`));
    expect(close(text)).toContain(close(title));
    expect(text).toMatch(/\d{1,2} \p{L}+ 20\d\d/u);
    const [left, top, right, bottom] = box;
    expect(left).toBeGreaterThanOrEqual(48);
    expect(right).toBeLessThanOrEqual(width - 46);
    expect(top).toBeLessThan(height - 20);
    expect(bottom).toBeGreaterThan(20);
  }
});

it('a student is printed with their own answers, feedback and points, and with nobody else', async () => {
  const answers = await teacher.get<Answer[]>(`/api/sessions/${past.id}/answers`);
  const own = answers.find(({ text }) => text === chinese);
  await teacher.post(`/api/sessions/${past.id}/corrections`, {
    ...{ answerIds: [own?.id], verdict: 'right', comment: '写得很好。' },
  });
  const { student } = past.joined.get('王小明') as Joined;
  const whole = wholeOf(await pagesOf(`/students/${student.id}/report?language=zh`));
  for (const text of ['王小明', ...prompts, '3 / 3', '正确', '走了']) expect(whole).toContain(close(text));
  expect([...whole].filter((letter) => letter === '校')).toHaveLength(200);
  expect(whole).not.toContain('Neill');
  expect(whole).not.toContain('xxx');
});

it('what cannot be printed is refused with the reason', async () => {
  const { id } = await makeSession(teacher, await makeLesson(teacher));
  const refused = async (path: string) => (await teacher.call('GET', `/api/sessions${path}`)).body.code;
  expect(await refused(`/${id}/report`)).toBe('session-not-over');
  expect(await refused('/none/report')).toBe('session-not-found');
  expect(await refused(`/${past.id}/students/none/report`)).toBe('student-not-found');
  expect(await refused(`/${past.id}/report?zone=Mars/Base`)).toBe('validation-failed');
  expect(await refused(`/${past.id}/report?language=xx`)).toBe('validation-failed');
});
