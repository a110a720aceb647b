import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ladders } from '../src/streaming/ladders.js';
import { Client } from './support/client.js';
import { makeKey, makeLesson, makeSession } from './support/lesson.js';
import { Film, Publisher } from './support/media.js';
import { TestServer } from './support/server.js';

const patience = { timeout: 20_000, interval: 50 };

let film: Film;
let server: TestServer;
let admin: Client;
beforeAll(async () => {
  film = await Film.shoot({ seconds: 2, bFrames: 2 });
  server = await TestServer.start({ settings: { LADDER: '720p:1800, 120p:150, 90p:80@12' } });
  admin = new Client(server.web, server.token);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await film[Symbol.asyncDispose]();
});

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the renditions of a session', () => {
  it('are made while it is published, listed for players, and gone with it', async () => {
    const session: Session = await makeSession(admin, await makeLesson(admin), { cues: 'manual' });
    const { key } = await makeKey(admin, session.id);
    await using publisher = await Publisher.start(film, server.rtmp(key));
    const at = `${server.web}/live/${session.id}`;
    const ladder = () => server.application.nest.get(Ladders).find(session.id);
    await vi.waitFor(
      () => expect(ladder()?.status.renditions.map(({ state }) => state)).toEqual(['live', 'live']),
      patience,
    );
    const list = await (await fetch(`${at}/index.m3u8`)).text();
    expect(list.match(/RESOLUTION=\d+x\d+/g)).toEqual([
      'RESOLUTION=320x180',
      'RESOLUTION=214x120',
      'RESOLUTION=160x90',
    ]);
    expect((await fetch(`${at}/media.m3u8?rendition=120p`)).status).toBe(200);
    expect((await fetch(`${at}/media.m3u8?rendition=720p`)).status).toBe(404);
    expect(await (await fetch(`${at}/manifest.mpd`)).text()).toContain('<Representation id="90p-0"');

    const pid = ladder()?.status.pid ?? NaN;
    expect(isRunning(pid)).toBe(true);
    expect(publisher.isRunning).toBe(true);
    await admin.post(`/api/sessions/${session.id}/end`, undefined);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), patience);
    expect(ladder()).toBeUndefined();
  });
});
