import type { AnyLessonEvent, DryRun, Judgement, Preview, ScriptDraft } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SharedMedia } from '../src/virtual-teacher/compiling/shared-media.js';
import { PreviewStreams } from '../src/virtual-teacher/preview/preview-streams.js';
import { Client } from './support/client.js';
import { compiled, filmedText, makeCompiled } from './support/compile.js';
import { makeScript } from './support/script.js';
import { TestServer } from './support/server.js';
import { Viewer } from './support/viewer.js';

const patience = { timeout: 30_000, interval: 20 };
/** A playout shows one idle cell before the lesson. */
const LEAD_IN_MS = 320;

let server: TestServer;
let author: Client;
let draft: ScriptDraft;
let run: DryRun;
beforeAll(async () => {
  server = await TestServer.start();
  author = new Client(server.web, server.token);
  draft = await makeCompiled(author);
  run = await author.get<DryRun>(`/api/lessons/${draft.lessonId}/dry-run`);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const preview = (atMs: number, lessonId = draft.lessonId) =>
  author.post<Preview>(`/api/lessons/${lessonId}/previews`, { atMs });
const isType = (type: AnyLessonEvent['type']) => (seen: { event: AnyLessonEvent }) =>
  seen.event.type === type;
const entry = (kind: DryRun['timeline'][number]['kind'], text = '') => {
  const found = run.timeline.find((one) => one.kind === kind && one.text.includes(text));
  if (!found) throw new Error(`no ${kind} ${text} in ${JSON.stringify(run.timeline)}`);
  return found;
};

describe('a dry run', () => {
  it('has everything that is said, asked and shown at its time and line', () => {
    expect(run).toMatchObject({ isCompiled: true, version: null, findings: [] });
    const kinds = run.timeline
      .filter(({ kind }) => kind !== 'mark')
      .map(({ kind, text, line }) => [kind, text, line]);
    expect(kinds).toEqual([
      ['say', 'Hello, class.', 6],
      ['say', 'Look at this word.', 6],
      ['prompt', 'What is the past of go?', 8],
      ['window', '', 8],
      ['say', 'That is all for today.', 18],
    ]);
    expect(entry('mark').text).toBe('slide 2');
    const ends = run.timeline.map(({ atMs, durationMs }) => atMs + durationMs);
    expect(run.durationMs).toBe(Math.max(...ends));
  });

  it('counts the events of every second against what a stream carries', () => {
    const { perSecond, bytesPerSecond, budget } = run.events;
    expect(perSecond).toHaveLength(Math.ceil(run.durationMs / 1000));
    // start, end, one slide, the question opened and closed, five captions
    expect(perSecond.reduce((sum, count) => sum + count, 0)).toBe(9);
    expect(Math.max(...bytesPerSecond)).toBeLessThan(budget.bytes);
    expect(budget).toEqual({ events: 30, bytes: 10_240 });
  });

  it('names what would go wrong', async () => {
    const markers = Array.from({ length: 40 }, (_, i) => `{marker m${String(i)}}`).join(' ');
    const text = filmedText
      .replace('window: 10s', 'window: 3s')
      .replace('{slide 2} Look', '{slide 1} {slide 2} Look')
      .replace('Hello, class', `Hello, ${markers} class`);
    const { lessonId } = await makeScript(author, text);
    const before = await author.get<DryRun>(`/api/lessons/${lessonId}/dry-run`);
    expect(before.findings.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['collision', 'answer-window']),
    );
    expect(await compiled(author, lessonId)).toMatchObject({ status: 'done' });
    const { findings } = await author.get<DryRun>(`/api/lessons/${lessonId}/dry-run`);
    const found = findings.map(({ kind, line, atMs }) => [kind, line, atMs !== null]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['budget', 6, true],
        ['collision', 7, true],
        ['answer-window', 14, true],
      ]),
    );
  });

  it('of what is not compiled yet is told from the words alone, and cannot be shown', async () => {
    const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text: filmedText });
    const estimated = await author.get<DryRun>(`/api/lessons/${lessonId}/dry-run`);
    expect(estimated.isCompiled).toBe(false);
    expect(Math.abs(estimated.durationMs - run.durationMs)).toBeLessThan(run.durationMs / 2);
    expect(estimated.findings[0]).toMatchObject({ code: 'no-such-file', line: 4 });
    expect(await author.call('POST', `/api/lessons/${lessonId}/previews`, {})).toMatchObject({
      status: 409,
      body: { code: 'version-not-compiled' },
    });
  });
});

describe('a preview', () => {
  it('begins with the first frame of the lesson, and has every event on the frame of its word', async () => {
    const { flv, atMs, durationMs } = await preview(0);
    expect({ atMs, durationMs }).toEqual({ atMs: 0, durationMs: run.durationMs });
    await using viewer = new Viewer(`${server.web}${flv}`);
    const slide = await vi.waitFor(() => {
      const found = viewer.events.find(isType('slide.shown'));
      expect(found).toBeDefined();
      return found;
    }, patience);
    expect(viewer.snapshots[0]?.state.phase).not.toBe('ended');
    expect(slide).toMatchObject({ ptsMs: entry('mark').atMs + LEAD_IN_MS, event: { index: 1 } });
    const started = viewer.events.find(isType('lesson.started'));
    expect(started?.ptsMs).toBe(LEAD_IN_MS);
    const seqs = viewer.events.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  });

  it('from the middle shows in its first frame what a class would see there', async () => {
    const window = entry('window');
    const { flv, atMs } = await preview(window.atMs + 2000);
    expect(atMs).toBeGreaterThan(window.atMs + 2000 - 1000);
    await using viewer = new Viewer(`${server.web}${flv}`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(25), patience);
    const [first] = viewer.snapshots;
    expect(first?.ptsMs).toBe(viewer.frames[0]);
    expect(first?.state).toMatchObject({
      phase: 'running',
      slide: { index: 1 },
      question: { id: 'q1', open: true, openedPtsMs: window.atMs + LEAD_IN_MS },
    });
    const gaps = viewer.frames.slice(1).map((ptsMs, i) => ptsMs - (viewer.frames[i] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([40]));
  });

  it('goes on without a gap to the end of the lesson, and is over then', async () => {
    const bye = entry('say', 'all for today');
    const { flv } = await preview(bye.atMs - 1000);
    await using viewer = new Viewer(`${server.web}${flv}`);
    expect(await viewer.done).toBe('ended');
    expect(viewer.events.map(({ event }) => event.type)).toEqual([
      'question.closed',
      'caption',
      'lesson.ended',
    ]);
    expect(viewer.snapshots.at(-1)?.state.phase).toBe('ended');
    const gaps = viewer.frames.slice(1).map((ptsMs, i) => ptsMs - (viewer.frames[i] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([40]));
  });

  it('is known to nobody who was not given its address, and gone when nobody watches', async () => {
    const { flv } = await preview(0);
    const anybody = new Client(server.web);
    expect((await anybody.call('POST', `/api/lessons/${draft.lessonId}/previews`, {})).status).toBe(401);
    expect((await anybody.call('GET', flv.replace(/.{6}\.flv$/, 'guess.flv'))).status).toBe(404);
    const streams = server.application.nest.get(PreviewStreams, { strict: false });
    const { pacer } = server.application.nest.get(SharedMedia, { strict: false });
    {
      await using viewer = new Viewer(`${server.web}${flv}`);
      await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
      expect(streams.size).toBeGreaterThan(0);
    }
    await vi.waitFor(() => {
      expect({ streams: streams.size, playing: pacer.stats.members }).toEqual({ streams: 0, playing: 0 });
    }, patience);
    expect((await anybody.call('GET', flv)).status).toBe(404);
  });

  it('that its author ends is over for who watches', async () => {
    const { id, flv } = await preview(0);
    await using viewer = new Viewer(`${server.web}${flv}`);
    await vi.waitFor(() => expect(viewer.frames.length).toBeGreaterThan(0), patience);
    expect((await author.call('DELETE', `/api/previews/${id}`)).status).toBe(204);
    expect(await viewer.done).toBe('ended');
  });
});

describe('an answer to a question in preview', () => {
  const judge = (body: object) =>
    author.call<Judgement>('POST', `/api/lessons/${draft.lessonId}/judge-preview`, body);

  it('is judged by the lesson’s brain, and kept nowhere', async () => {
    const right = await judge({ questionId: 'q1', text: 'went' });
    expect(right).toMatchObject({ status: 200, body: { verdict: 'right', by: { brain: 'offline' } } });
    const wrong = await judge({ questionId: 'q1', text: 'goed' });
    expect(wrong.body.verdict).toBe('wrong');
    expect(wrong.body.say).not.toBe('');
  });

  it('to a question that is not there is refused', async () => {
    expect(await judge({ questionId: 'welcome', text: 'x' })).toMatchObject({ status: 404 });
    expect(await judge({ questionId: 'q1', colour: 'red' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'colour' }] },
    });
  });
});
