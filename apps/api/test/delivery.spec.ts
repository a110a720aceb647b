import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { EventReceipt, LedgerPage, Session } from '@lockstep/contracts';
import { findFfmpeg } from '@lockstep/media';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';
import { publish, TaughtClass } from './support/taught-class.js';
import { FlvContents, Viewer } from './support/viewer.js';

const script = `title: Short
steps:
  - say: Hello. {marker first} Look. {marker second} Bye.
`;

let film: Film;
let server: TestServer;
let teacher: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 4, bFrames: 2 });
  server = await TestServer.start();
  teacher = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const patience = { timeout: 20_000, interval: 20 };

/** What ffmpeg finds in an address, in so many seconds of it. */
async function played(url: string, seconds: number): Promise<FlvContents> {
  const { stdout } = await promisify(execFile)(
    await findFfmpeg(),
    [
      '-v',
      'error',
      '-copyts',
      '-live_start_index',
      '0',
      '-i',
      url,
      '-c',
      'copy',
      '-t',
      String(seconds),
      '-f',
      'flv',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const contents = new FlvContents();
  contents.push(stdout);
  return contents;
}

/** What ffmpeg has found in an address so far; of DASH it never learns that a stream has ended. */
async function playing(url: string): Promise<{ readonly contents: FlvContents } & AsyncDisposable> {
  const args = ['-v', 'error', '-copyts', '-i', url, '-c', 'copy', '-f', 'flv', '-'];
  const child = spawn(await findFfmpeg(), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const contents = new FlvContents();
  child.stdout.on('data', (chunk: Buffer) => contents.push(chunk));
  const closed = once(child, 'close');
  return {
    contents,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('a session', () => {
  it('names every address it is watched at', async () => {
    const { id, addresses } = await makeSession(teacher, await makeLesson(teacher));
    expect(addresses).toMatchObject({
      flv: `/live/${id}.flv`,
      hls: `/live/${id}/index.m3u8`,
      hlsTs: `/live/${id}/index.m3u8?container=ts`,
      dash: `/live/${id}/manifest.mpd`,
    });
    expect((await fetch(`${server.web}/live/none/index.m3u8`)).status).toBe(404);
  });

  it('that is pushed over RTMP plays over HLS, with the events on the frames of the ledger', async () => {
    const session = await makeSession(teacher, await makeLesson(teacher), { cues: 'manual' });
    await using publisher = await Publisher.start(
      film,
      server.rtmp((await makeKey(teacher, session.id)).key),
    );
    expect(publisher).toBeDefined();
    await vi.waitFor(async () => {
      expect((await teacher.get<Session>(`/api/sessions/${session.id}`)).onAir).toBe(true);
    }, patience);
    let isPlaying = true;
    const playing = played(`${server.web}${session.addresses.hls}`, 4).finally(() => (isPlaying = false));
    for (let n = 0; isPlaying; n++) {
      const event = { type: 'marker', name: `m${String(n)}` };
      await teacher.post<EventReceipt>(`/api/sessions/${session.id}/events`, { event });
    }
    const { events, snapshots } = await playing;
    expect(events.length).toBeGreaterThan(3);
    expect(snapshots.length).toBeGreaterThan(1);
    await vi.waitFor(async () => {
      const path = `/api/sessions/${session.id}/ledger?limit=1000`;
      const { entries } = await teacher.get<LedgerPage>(path);
      const aired = entries.map(({ seq, airedPtsMs }) => ({ seq, ptsMs: airedPtsMs }));
      expect(aired).toEqual(expect.arrayContaining(events.map(({ seq, ptsMs }) => ({ seq, ptsMs }))));
    }, patience);
  });

  it('that the virtual teacher teaches plays over HLS and DASH as over FLV', async () => {
    const taught = await TaughtClass.create(teacher, await publish(teacher, script));
    await taught.start();
    const { addresses } = await teacher.get<Session>(`/api/sessions/${taught.id}`);
    await using viewer = new Viewer(`${server.web}${addresses.flv}`);
    await using dash = await playing(`${server.web}${addresses.dash}`);
    const hls = await played(`${server.web}${addresses.hls}`, 8);
    for (const contents of [hls, dash.contents]) {
      await vi.waitFor(() => {
        const { events, frames } = contents;
        expect(frames.length).toBeGreaterThan(50);
        expect(new Set(frames).size).toBe(frames.length);
        expect(events.length).toBeGreaterThan(0);
        expect(viewer.events.map(({ seq, ptsMs }) => ({ seq, ptsMs }))).toEqual(
          expect.arrayContaining(events.map(({ seq, ptsMs }) => ({ seq, ptsMs }))),
        );
      }, patience);
    }
  });
});
