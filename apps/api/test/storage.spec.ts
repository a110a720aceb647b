import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type {
  DeletionReport,
  LessonVersionSummary,
  Recording,
  Session,
  SessionReview,
} from '@lockstep/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings } from '../src/config/settings.js';
import type { Bucket } from '../src/storage/bucket.js';
import { S3Bucket } from '../src/storage/s3-bucket.js';
import { ChecksumMismatch, ObjectMissing, StorageAway } from '../src/storage/storage-errors.js';
import { Uploads } from '../src/storage/uploads.js';
import { Client } from './support/client.js';
import { compiled, makeCompiled } from './support/compile.js';
import { makeLesson, makeSession } from './support/lesson.js';
import { filesForm, frame, makeScript } from './support/script.js';
import { Film } from './support/media.js';
import { finished, packetsOf, recordingOf } from './support/recordings.js';
import { S3Server } from './support/s3-server.js';
import { build, ServerProcess } from './support/server-process.js';
import { TestServer } from './support/server.js';

const patience = { timeout: 30_000, interval: 50 };
const MiB = 1024 * 1024;

let film: Film;
let folder: string;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2, bFrames: 2 });
  folder = await mkdtemp(path.join(os.tmpdir(), 'lockstep-storage-'));
});
afterAll(async () => {
  await film[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A session whose film was played to its end. */
async function filmed(teacher: Client): Promise<Session> {
  const source = { kind: 'file', file: 'film.mp4', loop: false } as const;
  const session = await makeSession(teacher, await makeLesson(teacher), { source });
  await teacher.post<Session>(`/api/sessions/${session.id}/start`);
  return session;
}

const inBucket = (teacher: Client, sessionId: string): Promise<Recording> =>
  vi.waitFor(async () => {
    const recording = await recordingOf(teacher, sessionId);
    expect(recording).toMatchObject({ storedIn: 'bucket', alarm: null });
    return recording;
  }, patience);

describe('a recording on a server with a bucket', () => {
  it('moves there once it is finished, plays from both, and is deleted there too', async () => {
    await using s3 = await S3Server.start();
    await using server = await TestServer.start({
      settings: s3.settings,
      media: { 'film.mp4': film.path },
    });
    const teacher = new Client(server.web, server.token);
    const { id } = await filmed(teacher);
    const { id: recordingId, files, durationMs, bytes } = await inBucket(teacher, id);
    expect(durationMs).toBeGreaterThan(1500);
    expect(await s3.sizeOf(`live/${id}/recording.mp4`)).toBe(bytes);
    expect(await readdir(path.join(server.folder, 'recordings'))).toEqual([]);

    const packets = await packetsOf(`${server.web}${files.mp4 ?? ''}`);
    expect(packets.length).toBeGreaterThan(40);
    expect(await packetsOf(`${server.web}${files.hls}`)).toEqual(packets);
    expect(await packetsOf(`${server.web}${files.flv}`)).toEqual(packets);
    expect(await packetsOf(`${s3.address}/classroom/live/${id}/index.m3u8`)).toEqual(packets);
    const range = await fetch(`${server.web}${files.mp4 ?? ''}`, { headers: { Range: 'bytes=4-7' } });
    expect([range.status, await range.text()]).toEqual([206, 'ftyp']);

    await s3.goAway();
    const away = await fetch(`${server.web}/recordings/${recordingId}.mp4`);
    expect([away.status, (await away.json()) as object]).toEqual([
      503,
      expect.objectContaining({ code: 'storage-away', retryAfterMs: 10_000 }),
    ]);
    expect(await recordingOf(teacher, id)).toMatchObject({ durationMs, bytes });
    await s3.comeBack();

    const deletion = await teacher.call<DeletionReport>('DELETE', `/api/sessions/${id}`);
    expect(deletion.body).toMatchObject({ files: 1, bytes });
    expect((await s3.keys()).filter((key) => key.startsWith('live/'))).toEqual([]);
  });

  it('stays on disk with an alarm while the bucket is away, over a restart, and moves when it is back', async () => {
    await build();
    await using s3 = await S3Server.start();
    await s3.goAway();
    const data = await mkdtemp(path.join(folder, 'data-'));
    const environment = { DATA_DIR: data, DEMO: 'false', ...s3.settings };
    let sessionId = '';
    {
      await mkdir(path.join(data, 'media'));
      await cp(film.path, path.join(data, 'media', 'film.mp4'));
      await using server = await ServerProcess.start(environment);
      const teacher = new Client(server.web, server.links.token ?? '');
      ({ id: sessionId } = await filmed(teacher));
      const { files } = await finished(teacher, sessionId);
      await vi.waitFor(async () => {
        const recording = await recordingOf(teacher, sessionId);
        expect(recording).toMatchObject({ status: 'ready', storedIn: 'disk', alarm: 'storage-away' });
      }, patience);
      expect((await packetsOf(`${server.web}${files.mp4 ?? ''}`)).length).toBeGreaterThan(40);
      await server.kill();
    }
    await using server = await TestServer.start({ folder: data, settings: s3.settings });
    const teacher = new Client(server.web, server.token);
    await vi.waitFor(async () => {
      expect(await recordingOf(teacher, sessionId)).toMatchObject({ alarm: 'storage-away' });
    }, patience);
    const [review] = await teacher.get<SessionReview[]>('/api/session-reviews');
    expect(review).toMatchObject({ recording: { status: 'ready', alarm: 'storage-away', lostMs: 0 } });
    await s3.comeBack();
    const { bytes } = await inBucket(teacher, sessionId);
    expect(await s3.sizeOf(`live/${sessionId}/recording.mp4`)).toBe(bytes);
  });
});

describe('slides and files of lessons on a server with a bucket', () => {
  it('are copied there, come back when the disk lost them, and are removed with what names them', async () => {
    await using s3 = await S3Server.start();
    const data = await mkdtemp(path.join(folder, 'data-'));
    const onDisk = async () => {
      const all = await Promise.all(
        ['slides', 'files'].map(async (name) =>
          (await readdir(path.join(data, name)))
            .filter((one) => one !== 'incoming')
            .map((one) => `${name}/${one}`),
        ),
      );
      return all.flat().sort();
    };
    const inS3 = async () => (await s3.keys()).filter((key) => /^(slides|files)\//.test(key));
    const contents = async (server: TestServer, addresses: readonly string[]) =>
      Promise.all(
        addresses.map(async (address) => {
          const headers = { Authorization: `Bearer ${server.token}` };
          const response = await fetch(`${server.web}${address}`, { headers });
          return `${String(response.status)} ${String((await response.arrayBuffer()).byteLength)}`;
        }),
      );
    let scriptId = '';
    let addresses: string[] = [];
    let before: string[] = [];
    {
      const server = await TestServer.start({ folder: data }); // before there is a bucket
      const author = new Client(server.web, server.token);
      const { slides } = await makeLesson(author);
      const script = await makeScript(author);
      scriptId = script.lessonId;
      addresses = [slides[0]?.url ?? '', `/api/lessons/${scriptId}/files/content?path=slides/one.png`];
      before = await contents(server, addresses);
      expect(before).toEqual([expect.stringMatching(/^200 /), expect.stringMatching(/^200 /)]);
      await server.stop();
    }
    {
      const server = await TestServer.start({ folder: data, settings: s3.settings });
      const author = new Client(server.web, server.token);
      await author.post(`/api/lessons/${scriptId}/files`, filesForm({ 'new.png': await frame('green') }));
      await vi.waitFor(async () => expect(await inS3()).toEqual(await onDisk()), patience);
      expect((await inS3()).filter((key) => key.startsWith('files/'))).toHaveLength(3);
      await server.stop();
    }
    for (const name of await onDisk()) await rm(path.join(data, name));
    await using server = await TestServer.start({ folder: data, settings: s3.settings });
    expect(await contents(server, addresses)).toEqual(before);
    expect(await onDisk()).toHaveLength(2);
    const author = new Client(server.web, server.token);
    await author.call('DELETE', `/api/lessons/${scriptId}/files?path=slides/one.png`);
    await server.stop();
    await using last = await TestServer.start({ folder: data, settings: s3.settings });
    await vi.waitFor(
      async () => expect((await inS3()).filter((key) => key.startsWith('files/'))).toHaveLength(2),
      patience,
    );
    expect(last.web).toContain('http');
  });
});

describe('clips of a lesson on a server with a bucket', () => {
  it('are copied there, and a class is taught with those that its disk has lost', async () => {
    await using s3 = await S3Server.start();
    const data = await mkdtemp(path.join(folder, 'data-'));
    const clips = path.join(data, 'clips');
    const onDisk = async () => (await readdir(clips)).filter((name) => /^[0-9a-f]{64}\./.test(name)).sort();
    const inS3 = async () =>
      (await s3.keys()).filter((key) => key.startsWith('clips/')).map((key) => key.slice('clips/'.length));
    let lessonId = '';
    let version = 0;
    let names: string[] = [];
    {
      const server = await TestServer.start({ folder: data, settings: s3.settings });
      const author = new Client(server.web, server.token);
      ({ lessonId } = await makeCompiled(author));
      ({ version } = await author.post<LessonVersionSummary>(`/api/lessons/${lessonId}/versions`, {}));
      await compiled(author, lessonId, version);
      await vi.waitFor(async () => expect(await inS3()).toEqual(await onDisk()), patience);
      names = await onDisk();
      expect(names.filter((name) => name.endsWith('.flv')).length).toBeGreaterThan(3);
      await server.stop();
    }
    for (const name of names) await rm(path.join(clips, name));
    await using server = await TestServer.start({ folder: data, settings: s3.settings });
    const teacher = new Client(server.web, server.token);
    const source = { kind: 'teacher', version, begins: 'at-once' } as const;
    const { id } = await teacher.post<Session>('/api/sessions', { lessonId, source });
    await teacher.post<Session>(`/api/sessions/${id}/start`);
    await vi.waitFor(async () => {
      const { fault, onAir } = await teacher.get<Session>(`/api/sessions/${id}`);
      expect({ fault, onAir }).toEqual({ fault: null, onAir: true });
    }, patience);
    const back = await onDisk();
    expect(back.length).toBeGreaterThan(0);
    for (const name of back)
      expect((await s3.read(`clips/${name}`)).equals(await readFile(path.join(clips, name)))).toBe(true);
    await teacher.post<Session>(`/api/sessions/${id}/end`);
  });
});

/** Cuts the connection of every `PUT` from the given one on, or changes a byte of it. */
class BadLine implements AsyncDisposable {
  readonly #server: http.Server;
  readonly #agent = new http.Agent();
  puts = 0;
  cutsFrom = Infinity;
  damages = new Set<number>();

  private constructor(private readonly target: string) {
    this.#server = http.createServer((request, response) => void this.#pass(request, response));
  }

  static async start(target: string): Promise<BadLine> {
    const line = new BadLine(target);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get address(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : 0)}`;
  }

  async #pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await buffer(request);
    const put = request.method === 'PUT' ? ++this.puts : 0;
    if (put >= this.cutsFrom) return void request.socket.destroy();
    if (this.damages.has(put)) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    const { method, headers, url } = request;
    const onwards = http.request(`${this.target}${url ?? ''}`, { method, headers, agent: this.#agent });
    onwards.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onwards.end(body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('a large file on its way into the bucket', () => {
  let s3: S3Server;
  let line: BadLine;
  let server: TestServer;
  let bucket: Bucket;
  let uploads: Uploads;
  beforeAll(async () => {
    s3 = await S3Server.start();
    server = await TestServer.start();
    uploads = server.application.nest.get(Uploads);
  });
  beforeEach(async () => {
    line = await BadLine.start(s3.address);
    bucket = new S3Bucket('classroom', readSettings({ ...s3.settings, S3_ENDPOINT: line.address }));
    return () => line[Symbol.asyncDispose]();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await s3[Symbol.asyncDispose]();
  });
  const options = { partBytes: 5 * MiB };
  const file = async (bytes: Uint8Array): Promise<string> => {
    const name = path.join(folder, randomBytes(8).toString('hex'));
    await writeFile(name, bytes);
    return name;
  };

  it('goes on behind the parts that arrived before the line was cut', async () => {
    const bytes = randomBytes(22 * MiB);
    const source = await file(bytes);
    const name = { key: 'cut.mp4', contentType: 'video/mp4' };
    line.cutsFrom = 3;
    await expect(uploads.send(bucket, name, source, options)).rejects.toThrow(StorageAway);
    expect(await bucket.sizeOf(name.key)).toBeUndefined();
    [line.puts, line.cutsFrom] = [0, Infinity];
    const shares: number[] = [];
    await uploads.send(bucket, name, source, { ...options, onProgress: (share) => shares.push(share) });
    expect(line.puts).toBe(3); // of five parts
    expect(shares.at(-1)).toBe(1);
    expect(bytes.equals(await s3.read(name.key))).toBe(true);
  });

  it('sends a part again that arrived damaged, and one whose bytes changed on disk', async () => {
    const bytes = randomBytes(12 * MiB);
    const source = await file(bytes);
    const name = { key: 'damaged.mp4', contentType: 'video/mp4' };
    line.damages.add(2);
    await expect(uploads.send(bucket, name, source, options)).rejects.toThrow(ChecksumMismatch);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(source, bytes);
    await uploads.send(bucket, name, source, options);
    expect(bytes.equals(await s3.read(name.key))).toBe(true);
  });

  it('is compared as a whole when it is small, and read back from any place', async () => {
    const name = { key: 'a/small.bin', contentType: 'application/octet-stream' };
    const source = await file(Uint8Array.of(1, 2, 3, 4, 5));
    line.damages.add(1);
    await expect(uploads.send(bucket, name, source)).rejects.toThrow(ChecksumMismatch);
    await uploads.send(bucket, name, source);
    expect([...(await buffer(await bucket.read(name.key, 1, 4)))]).toEqual([2, 3, 4]);
    expect(await bucket.remove(name.key)).toBe(true);
    expect(await bucket.remove(name.key)).toBe(false);
    await expect(bucket.read(name.key, 0, 1)).rejects.toThrow(ObjectMissing);
  });
});
