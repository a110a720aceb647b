import type { Deck, Lesson, LessonDraftInput } from '@lockstep/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from './support/client.js';
import { pdfOf } from '@lockstep/virtual-teacher/test/pdf';
import { TestServer } from './support/server.js';

let server: TestServer;
let author: Client;
beforeAll(async () => {
  server = await TestServer.start();
  author = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const create = (draft: Partial<LessonDraftInput> = {}) =>
  author.post<Lesson>('/api/lessons', { title: 'Past tense', ...draft });

function form(...files: { name: string; bytes: Uint8Array }[]): FormData {
  const data = new FormData();
  for (const { name, bytes } of files) data.append('files', new Blob([Uint8Array.from(bytes)]), name);
  return data;
}
const picture = (width: number, height: number, format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .toFormat(format)
    .toBuffer();

const noSlide = (count: number) => ({ code: 'no-such-slide', params: { count } });

describe('a lesson', () => {
  it('is kept with its cues in the order of their times', async () => {
    const { id } = await create({
      cues: [
        { atMs: 2000, type: 'caption', text: 'second' },
        { atMs: 10, type: 'caption', text: 'first' },
      ],
    });
    const lesson = await author.get<Lesson>(`/api/lessons/${id}`);
    expect(lesson.cues.map(({ atMs }) => atMs)).toEqual([10, 2000]);
    expect(lesson).toMatchObject({
      title: 'Past tense',
      language: 'en',
      deckId: null,
      slides: [],
      problems: [],
    });
  });

  it('says what keeps it from being taught', async () => {
    const { id, problems } = await create({ cues: [{ atMs: 0, type: 'slide.shown', index: 1 }] });
    expect(problems).toEqual([{ ...noSlide(0), field: 'cues.0.index', message: 'there is no slide 1' }]);
    const reply = await author.call('POST', '/api/sessions', { lessonId: id, source: { kind: 'rtmp' } });
    expect(reply).toMatchObject({ status: 409, body: { code: 'lesson-not-ready' } });
  });

  it('can be replaced and deleted', async () => {
    const { id } = await create();
    const replaced = await author.put<Lesson>(`/api/lessons/${id}`, { title: 'Future tense' });
    expect(replaced.title).toBe('Future tense');
    expect(await author.call('DELETE', `/api/lessons/${id}`)).toMatchObject({ status: 204 });
    expect(await author.call('GET', `/api/lessons/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'lesson-not-found' },
    });
  });
});

describe('a request that does not fit', () => {
  it.each([
    [{}, ['title']],
    [{ title: 'x', colour: 'red' }, ['colour']],
    [{ title: 'x', cues: [{ atMs: 'soon', type: 'caption', text: '' }] }, ['cues.0.atMs']],
    [{ title: 'a\0b' }, ['title']],
    [{ title: 'half \ud800 pair' }, ['title']],
  ])('%j is refused with its fields named', async (draft, fields) => {
    const reply = await author.call('POST', '/api/lessons', draft);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body.errors?.map(({ field }) => field)).toEqual(fields);
  });

  it('is refused as a problem also when it is no JSON, or too much of it', async () => {
    const send = async (body: string) => {
      const headers = { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' };
      const response = await fetch(`${server.web}/api/lessons`, { method: 'POST', headers, body });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await send('{"title":')).toEqual([400, 'bad-request']);
    expect(await send(JSON.stringify({ title: 'x'.repeat(3e6) }))).toEqual([413, 'payload-too-large']);
  });
});

describe('slides', () => {
  it('come from pictures and PDF pages, in the order they were sent, at most as large as a screen', async () => {
    const { id } = await create();
    const lesson = await author.post<Lesson>(
      `/api/lessons/${id}/slides`,
      form(
        { name: 'a.png', bytes: await picture(640, 360) },
        { name: 'b.pdf', bytes: pdfOf(['One', 'Two']) },
        { name: 'c.jpg', bytes: await picture(4000, 1000, 'jpeg') },
      ),
    );
    expect(lesson.slides.map(({ width, height }) => [width, height])).toEqual([
      [640, 360],
      [1440, 1080],
      [1440, 1080],
      [1920, 480],
    ]);
    const more = await author.post<Lesson>(
      `/api/lessons/${id}/slides`,
      form({ name: 'd.webp', bytes: await picture(100, 100, 'webp') }),
    );
    expect(more.slides).toHaveLength(5);
  });

  it('show what was drawn on the page', async () => {
    const { id } = await create();
    const pdf = form({ name: 'p.pdf', bytes: pdfOf(['Hello']) });
    const lesson = await author.post<Lesson>(`/api/lessons/${id}/slides`, pdf);
    const response = await fetch(`${server.web}${lesson.slides[0]?.url ?? ''}`);
    const { channels } = await sharp(Buffer.from(await response.arrayBuffer())).stats();
    // white paper with black letters, not an empty or transparent page
    expect(channels.map(({ min, max }) => [min < 60, max > 250])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it('are served under permanent addresses that need no token', async () => {
    const { id } = await create();
    const upload = form({ name: 'a.png', bytes: await picture(64, 36) });
    const lesson = await author.post<Lesson>(`/api/lessons/${id}/slides`, upload);
    const deck = await author.as(undefined).get<Deck>(`/api/decks/${String(lesson.deckId)}`);
    expect(deck).toEqual({ id: lesson.deckId, slides: lesson.slides });
    const response = await fetch(`${server.web}${deck.slides[0]?.url ?? ''}`);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const meta = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect([meta.width, meta.height]).toEqual([64, 36]);
  });

  it('lose what a camera wrote beside the picture', async () => {
    const { id } = await create();
    const withPlace = await sharp(await picture(64, 36, 'jpeg'))
      .withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .jpeg()
      .toBuffer();
    const lesson = await author.post<Lesson>(
      `/api/lessons/${id}/slides`,
      form({ name: 'a.jpg', bytes: withPlace }),
    );
    const response = await fetch(`${server.web}${lesson.slides[0]?.url ?? ''}`);
    const { exif } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect(exif).toBeUndefined();
  });

  it('are all refused when one cannot be read, and the lesson stays as it was', async () => {
    const { id } = await create();
    const good = { name: 'good.png', bytes: await picture(64, 36) };
    const before = await author.post<Lesson>(`/api/lessons/${id}/slides`, form(good));
    const whole = await picture(800, 600, 'jpeg');
    const reply = await author.call(
      'POST',
      `/api/lessons/${id}/slides`,
      form(
        good,
        { name: 'cut.jpg', bytes: whole.subarray(0, whole.length / 2) },
        { name: 'words.txt', bytes: Buffer.from('no picture at all') },
        { name: 'moving.gif', bytes: await picture(8, 8, 'gif') },
        { name: 'cut.pdf', bytes: Buffer.from('%PDF-1.7\nnothing behind it') },
      ),
    );
    expect(reply.status).toBe(400);
    const named = reply.body.errors?.map(({ field, message }) => `${field} ${message}`) ?? [];
    expect(named).toHaveLength(4);
    expect(named[0]).toMatch(/^files\.1 cut\.jpg: It is not a whole JPEG/);
    expect(named[1]).toBe('files.2 words.txt: It is neither PNG, JPEG, WebP nor PDF.');
    expect(named[3]).toMatch(/^files\.4 cut\.pdf: It is no PDF that can be shown/);
    expect(await author.get<Lesson>(`/api/lessons/${id}`)).toEqual(before);
  });

  it.each(['0 0 0.001 1000000', '0 0 1000000 0.001'])(
    'are refused from a PDF with a page too thin to draw (%s)',
    async (mediaBox) => {
      const { id } = await create();
      const file = { name: 'thin.pdf', bytes: pdfOf(['x'], mediaBox) };
      const reply = await author.call('POST', `/api/lessons/${id}/slides`, form(file));
      const message = 'thin.pdf: It is no PDF that can be shown (page 1 has no size).';
      expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'files.0', message }] } });
    },
  );

  it('are refused before they are read when there is too much of them', async () => {
    await using small = await TestServer.start({ settings: { MAX_UPLOAD_MB: '0.1' } });
    const client = new Client(small.web, small.token);
    const { id } = await client.post<Lesson>('/api/lessons', { title: 'x' });
    const big = form({ name: 'a.png', bytes: new Uint8Array(200_000) });
    const reply = await client.call('POST', `/api/lessons/${id}/slides`, big);
    expect(reply).toMatchObject({ status: 413, body: { code: 'upload-too-large' } });
  });

  it('are kept both when two uploads come at once', async () => {
    const { id } = await create();
    const uploads = [1, 2, 3].map(async (n) =>
      author.post(`/api/lessons/${id}/slides`, form({ name: 'a.png', bytes: await picture(10 * n, 10) })),
    );
    await Promise.all(uploads);
    const { slides } = await author.get<Lesson>(`/api/lessons/${id}`);
    expect(slides.map(({ width }) => width).sort()).toEqual([10, 20, 30]);
  });

  it('are reordered, named and removed; each order is a deck of its own', async () => {
    const { id } = await create();
    const files = [];
    for (const width of [10, 20, 30]) files.push({ name: 'a.png', bytes: await picture(width, 10) });
    const before = await author.post<Lesson>(`/api/lessons/${id}/slides`, form(...files));
    const order = { slides: [{ from: 2, title: 'Last first' }, { from: 0 }] };
    const after = await author.put<Lesson>(`/api/lessons/${id}/slides`, order);
    expect(after.slides.map(({ width, title }) => [width, title])).toEqual([
      [30, 'Last first'],
      [10, null],
    ]);
    expect(after.deckId).not.toBe(before.deckId);
    const old = await author.get<Deck>(`/api/decks/${String(before.deckId)}`);
    expect(old.slides).toEqual(before.slides);
    const reply = await author.call('PUT', `/api/lessons/${id}/slides`, { slides: [{ from: 7 }] });
    expect(reply.body.errors).toEqual([
      { ...noSlide(2), field: 'slides.0.from', message: 'the lesson has 2 slides' },
    ]);
  });
});
