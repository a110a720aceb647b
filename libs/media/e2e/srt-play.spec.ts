import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Child, ffmpeg, makeMedia } from './support/ffmpeg.js';
import { contentOf, contentOfFile } from './support/frame-content.js';
import { SrtFixture } from './support/srt-fixture.js';
import { TempDir } from './support/temp-dir.js';

const patience = { timeout: 20_000 };

describe('SRT players', () => {
  it('get the published frames unchanged, ffmpeg and srt-live-transmit, and a clean end', async () => {
    await using server = await SrtFixture.start();
    await using dir = await TempDir.make();
    const file = await makeMedia(dir.file('a.mp4'), { bFrames: 2, seconds: 3 });
    const read = server.url('#!::m=request,r=room');
    await using player = ffmpeg('-i', read, '-c', 'copy', '-f', 'mpegts', dir.file('played.ts'));
    await using transmit = new Child('srt-live-transmit', ['-q', read, 'file://con']);
    await expect.poll(() => server.ingest.stats.players, patience).toBe(2);
    const url = server.url('#!::m=publish,k=secret');
    await using publisher = ffmpeg('-re', '-i', file, '-c', 'copy', '-f', 'mpegts', url);
    expect((await publisher.finished).code).toBe(0);
    await expect.poll(() => server.stream.publisher, patience).toBeUndefined();
    expect(server.ingest.viewersOf('room')).toBe(2);
    const shown = contentOf(server.sink.video);
    server.stream.end('the lesson is over');
    expect((await player.finished).code).toBe(0);
    await expect.poll(() => server.ingest.stats.players, patience).toBe(0);
    transmit.kill('SIGTERM');
    await writeFile(dir.file('transmitted.ts'), (await transmit.finished).stdout);
    for (const played of ['played.ts', 'transmitted.ts']) {
      const came = await contentOfFile(dir.file(played));
      expect(came.length).toBeGreaterThan(shown.length / 2);
      expect(shown.join()).toContain(came.join());
    }
    expect(server.errors).toEqual([]);
  });

  it('who may not watch are never accepted', async () => {
    await using server = await SrtFixture.start();
    await using player = ffmpeg('-i', server.url('#!::m=request,r=elsewhere'), '-f', 'null', '-');
    expect((await player.finished).code).not.toBe(0);
    expect(server.refusals).toMatchObject([{ role: 'play', reason: 'unknown stream key' }]);
  });
});
