import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LibsrtMissing, SrtPortTaken } from '../src/index.js';
import { ffmpeg, testMedia } from './support/ffmpeg.js';
import { SrtFixture } from './support/srt-fixture.js';

const PUBLISH = '#!::m=publish,k=secret';
const patience = { timeout: 20_000 };
const crashing = new URL('./support/crashing-srt.worker.ts', import.meta.url);

/** The threads that libsrt runs in this process, by name. */
async function threadsOfSrt(): Promise<string[]> {
  const tasks = await readdir('/proc/self/task');
  const names = tasks.map((task) => readFile(`/proc/self/task/${task}/comm`, 'utf8').catch(() => ''));
  return (await Promise.all(names)).filter((name) => name.startsWith('SRT:'));
}

async function bindUdp(port: number): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  await new Promise<void>((resolve) => socket.close(() => resolve()));
}

describe('an SRT server', () => {
  it('leaves no thread and no port, also with somebody publishing and playing', async () => {
    const server = await SrtFixture.start();
    const { port } = server.ingest;
    await using publisher = ffmpeg('-re', ...testMedia({ seconds: 30 }), '-f', 'mpegts', server.url(PUBLISH));
    await expect.poll(() => server.stream.isLive, patience).toBe(true);
    const read = server.url('#!::m=request,r=room');
    await using player = ffmpeg('-i', read, '-c', 'copy', '-f', 'null', '-');
    await expect.poll(() => server.ingest.stats.players, patience).toBe(1);
    expect(await threadsOfSrt()).not.toEqual([]);
    await server[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    expect(await threadsOfSrt()).toEqual([]);
    expect(server.stream.publisher).toBeUndefined();
    await bindUdp(port);
    await publisher.finished;
    await player.finished;
    expect(server.errors).toEqual([]);
  });

  it('listens again at the same port when its thread crashed, and says so', async () => {
    let restarts = 0;
    await using server = await SrtFixture.start({ threadFile: crashing, onRestart: () => restarts++ });
    const { port } = server.ingest;
    const publish = (streamId: string) =>
      ffmpeg('-re', ...testMedia({ seconds: 30 }), '-f', 'mpegts', server.url(streamId));
    await using first = publish(PUBLISH);
    await expect.poll(() => server.stream.isLive, patience).toBe(true);
    await using crasher = publish(`${PUBLISH},x=crash`);
    await expect.poll(() => restarts, patience).toBe(1);
    expect(server.errors.map(String)).toEqual([expect.stringContaining('thrown by the test')]);
    expect(server.stream.publisher).toBeUndefined();
    await Promise.all([first.finished, crasher.finished]);
    await using again = publish(PUBLISH);
    await expect.poll(() => server.stream.publicationNumber, patience).toBe(2);
    expect(server.ingest.port).toBe(port);
    again.kill();
  });

  it('does not start where the port is taken, or there is no libsrt, and leaves nothing', async () => {
    await using server = await SrtFixture.start();
    await expect(SrtFixture.start({ port: server.ingest.port })).rejects.toThrow(SrtPortTaken);
    await expect(SrtFixture.start({ library: '/nowhere/libsrt.so' })).rejects.toThrow(LibsrtMissing);
    await expect(SrtFixture.start({ library: 'libc.so.6' })).rejects.toThrow(/cannot be loaded as libsrt/);
    await server[Symbol.asyncDispose]();
    expect(await threadsOfSrt()).toEqual([]);
  });
});
