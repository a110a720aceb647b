import { describe, expect, it } from 'vitest';
import { PublisherConflict } from '../src/index.js';
import { ffmpeg, testMedia } from './support/ffmpeg.js';
import { SrtFixture } from './support/srt-fixture.js';

const PUBLISH = '#!::m=publish,k=secret';
const patience = { timeout: 20_000 };

describe('a refused SRT publisher', () => {
  it('is never accepted, and why is said', async () => {
    let accepted = 0;
    await using server = await SrtFixture.start({
      authorizer: { publish: () => (accepted++, Promise.resolve({ refused: 'too late' })) },
    });
    const callers: readonly [string, RegExp][] = [
      ['#!::m=publish,k=wrong', /^unknown stream key$/],
      ['wrong', /^unknown stream key$/],
      ['#!::m=publish', /names no stream key/],
      ['#!::m=bidirectional,k=secret', /mode \(m\) is bidirectional/],
      ['#!::publish', /without a name/],
    ];
    for (const [streamId, reason] of callers) {
      await using publisher = ffmpeg(...testMedia({ seconds: 1 }), '-f', 'mpegts', server.url(streamId));
      expect((await publisher.finished).code).not.toBe(0);
      await expect.poll(() => server.refusals.length, patience).toBe(1);
      const told = { role: 'publish', remote: '127.0.0.1', reason: expect.stringMatching(reason) as string };
      expect(server.refusals.pop()).toMatchObject(told);
    }
    expect([accepted, server.ingest.stats.publishers]).toEqual([0, 0]);
  });

  it('is told of, when somebody else publishes already', async () => {
    await using server = await SrtFixture.start({
      authorizer: {
        refuse: () => {
          const { publisher } = server.stream;
          if (!publisher) return Promise.resolve(undefined);
          const refused = new PublisherConflict('room', publisher).message;
          return Promise.resolve({ refused, stream: 'room', code: 1409 });
        },
      },
    });
    await using first = ffmpeg('-re', ...testMedia({ seconds: 30 }), '-f', 'mpegts', server.url(PUBLISH));
    await expect.poll(() => server.stream.isLive, patience).toBe(true);
    await using second = ffmpeg(...testMedia({ seconds: 1 }), '-f', 'mpegts', server.url(PUBLISH));
    expect((await second.finished).code).not.toBe(0);
    await expect.poll(() => server.refusals, patience).toMatchObject([{ stream: 'room' }]);
    expect(server.refusals[0]?.reason).toContain('already has a publisher');
    expect(server.stream.isLive).toBe(true);
    first.kill();
  });

  it.each([
    { name: 'H.265', codecs: ['-c:v', 'libx265'], reason: /H\.265/ },
    { name: 'MP2 audio', codecs: ['-c:a', 'mp2'], reason: /audio.*Publish AAC/ },
  ])('hears why $name is not taken', async ({ codecs, reason }) => {
    await using server = await SrtFixture.start();
    const film = testMedia({ extra: codecs });
    await using publisher = ffmpeg('-re', ...film, '-f', 'mpegts', server.url(PUBLISH));
    await expect
      .poll(() => server.refusals.map((refusal) => refusal.reason), patience)
      .toEqual([expect.stringMatching(reason)]);
    expect((await publisher.finished).code).not.toBe(0);
  });

  it('has a passphrase that is wrong or missing', async () => {
    await using server = await SrtFixture.start({ passphrase: 'correct horse' });
    for (const more of ['&passphrase=not-the-passphrase', '']) {
      await using bad = ffmpeg(...testMedia({ seconds: 1 }), '-f', 'mpegts', server.url(PUBLISH, more));
      expect((await bad.finished).code).not.toBe(0);
    }
    const good = server.url(PUBLISH, '&passphrase=correct horse');
    await using publisher = ffmpeg('-re', ...testMedia({ seconds: 30 }), '-f', 'mpegts', good);
    await expect.poll(() => server.stream.isLive, patience).toBe(true);
    await expect
      .poll(() => server.refusals.map(({ reason }) => reason), patience)
      .toEqual(new Array(2).fill(expect.stringContaining('passphrase is wrong or missing')));
    publisher.kill();
  });
});
