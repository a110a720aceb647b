import type { LessonImport, LessonSummary, QuestionExport, ScriptDraft } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { filesForm, makeScript } from './support/script.js';
import { TestServer } from './support/server.js';

let server: TestServer;
let other: TestServer;
let author: Client;
let stranger: Client;
beforeAll(async () => {
  [server, other] = await Promise.all([TestServer.start(), TestServer.start()]);
  author = new Client(server.web, server.token);
  stranger = new Client(other.web, other.token);
});
afterAll(async () => {
  await Promise.all([server[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
});

const packageOf = async (client: Client, lessonId: string): Promise<Response> =>
  fetch(`${client.web}/api/lessons/${lessonId}/package`, {
    headers: { Authorization: `Bearer ${client.token ?? ''}` },
  });
const importFile = (client: Client, name: string, content: Uint8Array | string, query = '') =>
  client.call<LessonImport>('POST', `/api/lessons/imports${query}`, filesForm({ [name]: content }));

describe('a lesson as one file', () => {
  it('opens on another server, byte for byte', async () => {
    const { lessonId } = await makeScript(author);
    const response = await packageOf(author, lessonId);
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Past%20tense.lockstep",
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    const before = await author.get<ScriptDraft>(`/api/lessons/${lessonId}/script`);

    const { status, body } = await importFile(stranger, 'any.zip', bytes, '?keep=true');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      format: 'lockstep',
      title: 'Past tense',
      questions: 1,
      steps: 3,
      problems: [],
    });
    const after = await stranger.get<ScriptDraft>(`/api/lessons/${body.lessonId ?? ''}/script`);
    const contents = ({ files }: ScriptDraft) => files.map(({ path, sha256 }) => [path, sha256]);
    expect([after.text, contents(after)]).toEqual([before.text, contents(before)]);

    const again = await packageOf(stranger, after.lessonId);
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('is only read where it is not to be kept, and refused where it is damaged', async () => {
    const { lessonId } = await makeScript(author);
    const bytes = new Uint8Array(await (await packageOf(author, lessonId)).arrayBuffer());
    const count = async () => (await stranger.get<LessonSummary[]>('/api/lessons')).length;
    const before = await count();
    expect((await importFile(stranger, 'a.lockstep', bytes)).body).toMatchObject({
      lessonId: null,
      files: [{ path: 'slides/one.png' }, { path: 'slides/two.png' }],
    });
    const { status, body } = await importFile(
      stranger,
      'a.lockstep',
      bytes.with(bytes.indexOf(0x89) + 60, 1),
      '?keep=true',
    );
    expect([status, body]).toMatchObject([
      400,
      { code: 'validation-failed', errors: [{ code: 'bad-file' }] },
    ]);
    expect(await count()).toBe(before);
  });
});

describe('questions of another program', () => {
  const csv = 'prompt,choices,right,colour\nThe past of go?,goed | went,went,red\n';

  it('are read first, with what does not come in, and make a lesson then', async () => {
    const first = await importFile(author, 'past tense.csv', csv, '?language=en-GB');
    expect(first.body).toMatchObject({
      ...{ format: 'csv', title: 'past tense', language: 'en-GB', questions: 1, steps: 1 },
      leftOut: [{ line: 1, code: 'unknown-column', params: { column: 'colour' } }],
      lessonId: null,
    });
    const { body } = await importFile(author, 'past tense.csv', csv, '?keep=true&title=Verbs');
    const draft = await author.get<ScriptDraft>(`/api/lessons/${body.lessonId ?? ''}/script`);
    expect(draft).toMatchObject({ title: 'Verbs', text: body.text, problems: [] });
  });

  it('are no lesson where there are none', async () => {
    expect((await importFile(author, 'a.gift', '', '?keep=true')).body).toMatchObject({
      steps: 0,
      lessonId: null,
    });
    expect((await importFile(author, 'a.gift', new Uint8Array([0xff, 0x80]))).body).toMatchObject({
      leftOut: [{ code: 'not-utf8' }],
    });
  });

  it.each(['gift', 'moodle', 'csv'] as const)('leave in %s and come back', async (format) => {
    const { lessonId } = await makeScript(author);
    const out = await author.get<QuestionExport>(`/api/lessons/${lessonId}/questions?format=${format}`);
    expect(out).toMatchObject({ format, questions: 1 });
    if (format !== 'csv')
      expect(out.leftBehind).toContainEqual(
        expect.objectContaining({ stepId: 'q1', part: 'window', line: 7 }),
      );
    const { body } = await importFile(author, out.fileName, out.text);
    expect(body).toMatchObject({ format, questions: 1, leftOut: [] });
  });

  it('of a lesson with errors are not written', async () => {
    const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text: 'steps: []' });
    const { status, body } = await author.call('GET', `/api/lessons/${lessonId}/questions?format=gift`);
    expect([status, body]).toMatchObject([409, { code: 'script-has-errors' }]);
  });
});
