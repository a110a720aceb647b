import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {
  LessonAsset,
  LessonSummary,
  LessonVersion,
  LessonVersionSummary,
  Problem,
  ScriptDraft,
} from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Client } from './support/client.js';
import { engines } from './support/engines.js';
import { pdfOf } from '@lockstep/virtual-teacher/test/pdf';
import { PostgresCluster } from './support/postgres-cluster.js';
import { filesForm, makeScript, frame, save, scriptText } from './support/script.js';
import { TestServer } from './support/server.js';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
});

describe.each(engines(() => cluster))('on $engine', ({ databaseUrl }) => {
  let server: TestServer;
  let author: Client;
  beforeAll(async () => {
    server = await TestServer.start({ databaseUrl: await databaseUrl() });
    author = new Client(server.web, server.token);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  describe('a script', () => {
    it('is kept word for word, with what was understood of it', async () => {
      const draft = await makeScript(author);
      expect(draft).toMatchObject({
        title: 'Past tense',
        text: scriptText,
        problems: [],
        version: null,
        isPublished: false,
      });
      expect(draft.script?.steps.map(({ id, kind }) => [id, kind])).toEqual([
        ['welcome', 'say'],
        ['q1', 'ask'],
        ['bye', 'say'],
      ]);
      const listed = await author.get<LessonSummary[]>('/api/lessons');
      expect(listed.find(({ id }) => id === draft.lessonId)).toMatchObject({ kind: 'script', version: null });
    });

    it('is kept with its errors, each at its line and column with its remedy', async () => {
      const text = 'title: Broken\nsteps:\n  - say: Look {slyde 2} here.\n  - ask: {}\n';
      const draft = await author.post<ScriptDraft>('/api/lessons/script', { text });
      expect(draft).toMatchObject({ text, script: null, compile: null });
      const [first] = draft.problems;
      expect(first).toMatchObject({ severity: 'error', line: 3, column: 15 });
      expect(first?.remedy).toContain('slide');
      expect(draft.problems.some(({ line }) => line === 4)).toBe(true);
      const refused = await author.call('POST', `/api/lessons/${draft.lessonId}/versions`, {});
      expect(refused).toMatchObject({ status: 409, body: { code: 'script-has-errors' } });
      expect(refused.body.errors?.[0]).toMatchObject({ field: 'text', line: 3, column: 15 });
    });

    it('names the line of a file that is not there, until it is', async () => {
      const { lessonId, problems } = await author.post<ScriptDraft>('/api/lessons/script', {
        text: scriptText,
      });
      expect(problems.map(({ code, line }) => [code, line])).toEqual([
        ['no-such-file', 3],
        ['no-such-file', 3],
      ]);
      const files = filesForm({
        'slides/one.png': await frame('red'),
        'slides/two.png': await frame('red'),
      });
      await author.post<LessonAsset[]>(`/api/lessons/${lessonId}/files`, files);
      const { problems: left } = await author.get<ScriptDraft>(`/api/lessons/${lessonId}/script`);
      expect(left).toEqual([]);
    });

    it('is saved only over the revision that was read', async () => {
      const { lessonId, etag } = await makeScript(author);
      const changed = scriptText.replace('Hello', 'Welcome');
      const saved = await save<ScriptDraft>(author, lessonId, changed, etag);
      expect(saved.status).toBe(200);
      expect(saved.headers.get('etag')).toBe(saved.body.etag);
      expect(saved.headers.get('cache-control')).toContain('no-store'); // files change under the same revision
      expect(saved.body).toMatchObject({ text: changed });
      const late = await save<Problem>(author, lessonId, scriptText, etag);
      expect(late).toMatchObject({ status: 412, body: { code: 'draft-changed' } });
      expect(await save(author, lessonId, scriptText, undefined)).toMatchObject({
        status: 428,
        body: { code: 'if-match-missing' },
      });
      expect(await save(author, lessonId, scriptText, 'yesterday')).toMatchObject({ status: 400 });
      expect((await author.get<ScriptDraft>(`/api/lessons/${lessonId}/script`)).text).toBe(changed);
      expect((await save(author, lessonId, scriptText, '*')).status).toBe(200);
    });

    it('saved by two at once is saved by one', async () => {
      const { lessonId, etag } = await makeScript(author);
      const texts = ['Good morning', 'Good evening'].map((hello) => scriptText.replace('Hello', hello));
      const replies = await Promise.all(texts.map((text) => save(author, lessonId, text, etag)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    });

    it('and a lesson of slides are kept apart', async () => {
      const { lessonId } = await makeScript(author);
      const slides = await author.post<{ id: string }>('/api/lessons', { title: 'Slides' });
      expect(await author.call('PUT', `/api/lessons/${lessonId}`, { title: 'x' })).toMatchObject({
        status: 409,
        body: { code: 'other-lesson-kind' },
      });
      expect(await author.call('GET', `/api/lessons/${slides.id}/script`)).toMatchObject({ status: 409 });
      expect(await author.call('GET', '/api/lessons/nowhere/script')).toMatchObject({ status: 404 });
    });
  });

  describe('the files of a script', () => {
    it('are listed, read, replaced and removed', async () => {
      const { lessonId } = await makeScript(author);
      const at = `/api/lessons/${lessonId}/files`;
      const named = { 'deck.md': '# One\n', '幻灯片.pdf': pdfOf(['Hello']) };
      const listed = await author.post<LessonAsset[]>(at, filesForm(named));
      expect(listed.map(({ path, mediaType }) => [path, mediaType])).toEqual([
        ['deck.md', 'text/markdown'],
        ['slides/one.png', 'image/png'],
        ['slides/two.png', 'image/png'],
        ['幻灯片.pdf', 'application/pdf'],
      ]);
      const read = await author.call<string>('GET', `${at}/content?path=deck.md`);
      expect(read.body).toBe('# One\n');
      await author.post(at, filesForm({ 'deck.md': '# Two\n' }));
      expect((await author.call<string>('GET', `${at}/content?path=deck.md`)).body).toBe('# Two\n');
      expect((await author.call('DELETE', `${at}?path=deck.md`)).status).toBe(204);
      expect(await author.call('DELETE', `${at}?path=deck.md`)).toMatchObject({ status: 404 });
    });

    it.each(['../secret.md', '/etc/passwd.md', 'a/../../b.md', '.hidden.md', 'a//b.md', 'back\\slash.md'])(
      'cannot be called %s',
      async (name) => {
        const { lessonId } = await makeScript(author);
        const reply = await author.call(
          'POST',
          `/api/lessons/${lessonId}/files`,
          filesForm({ [name]: '# x' }),
        );
        expect(reply).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
        const all = await author.get<LessonAsset[]>(`/api/lessons/${lessonId}/files`);
        expect(all).toHaveLength(2);
      },
    );

    it('that questions show are open to anyone who knows their content, and no others', async () => {
      const { lessonId } = await makeScript(author);
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><script>alert(1)</script></svg>';
      const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(64)]);
      const mp3 = Buffer.concat([Buffer.from('ID3\x04\0\0'), Buffer.alloc(64)]);
      const files = { 'a.svg': svg, 'b.wav': wav, 'c.mp3': mp3, 'notes.md': '# The answer is 7' };
      const listed = await author.post<LessonAsset[]>(`/api/lessons/${lessonId}/files`, filesForm(files));
      const of = (name: string) => listed.find(({ path: one }) => one === name)?.sha256 ?? '';
      const get = (id: string, headers = {}) => fetch(`${server.web}/api/media/${id}`, { headers });

      const types = [];
      for (const name of ['a.svg', 'b.wav', 'c.mp3'])
        types.push((await get(of(name))).headers.get('content-type'));
      expect(types).toEqual(['image/svg+xml', 'audio/wav', 'audio/mpeg']);
      const picture = await get(of('a.svg'));
      expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(picture.headers.get('content-security-policy')).toContain('sandbox');
      const part = await get(of('b.wav'), { Range: 'bytes=8-11' });
      expect([part.status, await part.text()]).toEqual([206, 'WAVE']);
      for (const id of [of('notes.md'), 'f'.repeat(64), '..', 'incoming'])
        expect((await get(encodeURIComponent(id))).status).toBe(404);
    });

    it('are all refused where one is of a kind that no script can use', async () => {
      const { lessonId } = await makeScript(author);
      const files = filesForm({ 'deck.md': '# One', 'virus.exe': 'MZ' });
      const reply = await author.call('POST', `/api/lessons/${lessonId}/files`, files);
      expect(reply.body).toMatchObject({ code: 'validation-failed', errors: [{ field: 'files.1' }] });
      expect(await author.get<LessonAsset[]>(`/api/lessons/${lessonId}/files`)).toHaveLength(2);
    });
  });

  describe('a version', () => {
    const publish = (lessonId: string, note = '') =>
      author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, { note });

    it('keeps text and files as they were, whatever happens to the draft', async () => {
      const { lessonId, etag } = await makeScript(author);
      const first = await publish(lessonId, 'as it began');
      expect(first).toMatchObject({ version: 1, note: 'as it began', text: scriptText });
      const changed = scriptText.replace('Hello', 'Welcome');
      await save(author, lessonId, changed, etag);
      await author.post(
        `/api/lessons/${lessonId}/files?folder=slides`,
        filesForm({ 'one.png': await frame('green') }),
      );
      const second = await publish(lessonId);
      expect(second.version).toBe(2);
      const again = await author.get<LessonVersion>(`/api/lessons/${lessonId}/versions/1`);
      expect(again.text).toBe(scriptText);
      expect(again.files).toEqual(first.files);
      expect(second.files[0]?.sha256).not.toBe(first.files[0]?.sha256);
      const all = await author.get<LessonVersionSummary[]>(`/api/lessons/${lessonId}/versions`);
      expect(all.map(({ version }) => version)).toEqual([2, 1]);
      const draft = await author.get<ScriptDraft>(`/api/lessons/${lessonId}/script`);
      expect(draft).toMatchObject({ version: 2, isPublished: true });
    });

    it('is not made twice of the same draft', async () => {
      const { lessonId } = await makeScript(author);
      await publish(lessonId);
      const again = await author.call('POST', `/api/lessons/${lessonId}/versions`, {});
      expect(again).toMatchObject({ status: 409, body: { code: 'already-published' } });
    });

    it('published by two at once is published by one', async () => {
      const { lessonId } = await makeScript(author);
      const at = `/api/lessons/${lessonId}/versions`;
      const replies = await Promise.all([author.call('POST', at, {}), author.call('POST', at, {})]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    });
  });
});

it('what no draft and no version names any more is gone at the next start', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-scripts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const contents = async () =>
    (await readdir(path.join(folder, 'files'))).filter((name) => name.length === 64);
  const first = await TestServer.start({ folder });
  const author = new Client(first.web, first.token);
  const { lessonId } = await makeScript(author);
  await author.post(`/api/lessons/${lessonId}/versions`, {});
  const at = `/api/lessons/${lessonId}/files`;
  await author.post(at, filesForm({ 'kept.md': '# Kept', 'gone.md': '# Gone' }));
  await author.call('DELETE', `${at}?path=gone.md`);
  await author.call('DELETE', `${at}?path=slides/one.png`); // the version has it
  expect(await contents()).toHaveLength(4);
  await first.stop();
  await using second = await TestServer.start({ folder });
  expect(await contents()).toHaveLength(3);
  const again = new Client(second.web, second.token);
  expect((await again.get<LessonVersion>(`/api/lessons/${lessonId}/versions/1`)).files).toHaveLength(2);
});
