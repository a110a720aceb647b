import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { synthetic } from './support/flv-fixture.js';
import { PackagedRoom } from './support/packaged-room.js';

/** What fetch hides: the bytes as they are sent. */
async function raw(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const asked = request(url, { headers, method }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}
const lastPart = (text: string): string =>
  /#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"/.exec(text)?.[1] ?? '';
const msnOf = (text: string): number => Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);

describe('requests for HLS', () => {
  it('cost nothing before the first one, and show a late viewer the frames since the last random access frame', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(120, { gop: 50 }));
    expect([room.handler.packagings, room.stream.stats.subscribers]).toEqual([0, 0]);
    const text = await room.text('media.m3u8');
    expect([room.handler.packagings, room.stream.stats.subscribers]).toEqual([1, 1]);
    expect(text.match(/#EXT-X-PART:/g)).toHaveLength(4); // of frames 100 to 119, the last one of which waits for the next
    expect(text).toMatch(/#EXT-X-PART:[^\n]*INDEPENDENT=YES/);
    expect(text.match(/#EXTINF:.*/g)).toEqual(['#EXTINF:0.76000,']);
  });

  it('wait for the part they name, and get it with the frame that completes it', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(32, { gop: 25 }));
    const text = await room.text('media.m3u8');
    const msn = msnOf(text) + 1;
    let isAnswered = false;
    const waiting = room
      .get(`media.m3u8?_HLS_msn=${msn}&_HLS_part=0`)
      .then((response) => ((isAnswered = true), response));
    const hinted = room.get(lastPart(text));
    await room.text('media.m3u8');
    expect(isAnswered).toBe(false);
    room.push(synthetic(38, { gop: 25 }).slice(32));
    const [playlist, part] = await Promise.all([waiting, hinted]);
    expect(await playlist.text()).toContain(lastPart(text));
    expect([part.status, part.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=3600, immutable',
    ]);
    expect(playlist.headers.get('cache-control')).toBe('public, max-age=12');
  });

  it('for a part behind the last one of a segment wait for the first one of the next', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(32, { gop: 25 }));
    const msn = msnOf(await room.text('media.m3u8'));
    const waiting = room.text(`media.m3u8?_HLS_msn=${msn}&_HLS_part=9`);
    room.push(synthetic(56, { gop: 25 }).slice(32));
    const text = await waiting;
    expect(text).toContain('#EXTINF');
  });

  it.each([
    ['media.m3u8?_HLS_part=1', /needs "_HLS_msn"/],
    ['media.m3u8?_HLS_msn=-1', /whole number/],
    ['media.m3u8?_HLS_msn=1e3', /whole number/],
    ['media.m3u8?_HLS_msn=99999999999999999999', /whole number/],
    ['media.m3u8?_HLS_msn=5&_HLS_msn=6', /2 times/],
    ['media.m3u8?_HLS_msn=900', /beyond/],
    ['media.m3u8?_HLS_skip=maybe', /one of YES, v2/],
    ['index.m3u8?ll=2', /one of 0, 1/],
    [`index.m3u8?${'x'.repeat(600)}`, /at most 500/],
  ])('say what is wrong with %s', async (file, reason) => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(30));
    const response = await room.get(file);
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(await response.text()).toMatch(reason);
  });

  it('for what is not there are answered in a way that a cache may keep for a second', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(30));
    const own = lastPart(await room.text('media.m3u8')).split('.')[0] ?? '';
    for (const file of [
      'nothing.m3u8',
      `${own}.p900.m4s`,
      `${own}.m900.m4s`,
      `${own}.m9.mp4`,
      'zzz.p0.m4s',
      `${own}.m0.mp3`,
    ]) {
      const response = await room.get(file);
      expect([file, response.status, response.headers.get('cache-control')]).toEqual([
        file,
        404,
        'public, max-age=1',
      ]);
    }
    const nobody = await fetch(room.url('index.m3u8').replace('room', 'nobody'));
    expect(nobody.status).toBe(404);
    expect((await fetch(room.url('').replace('/room/', '/room.flv'))).status).toBe(418);
  });

  it('are answered alike to HEAD, compressed for clients that accept it, and for any page', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(60));
    const url = room.url('media.m3u8');
    const [plain, head, zipped, refused] = await Promise.all([
      raw(url),
      raw(url, {}, 'HEAD'),
      raw(url, { 'accept-encoding': 'br, gzip;q=0.8' }),
      raw(url, { 'accept-encoding': 'gzip;q=0' }),
    ]);
    expect(head.body.length).toBe(0);
    for (const key of ['content-type', 'content-length', 'cache-control', 'vary'] as const)
      expect(head.headers[key]).toEqual(plain.headers[key]);
    expect(plain.headers['content-type']).toBe('application/vnd.apple.mpegurl');
    expect(plain.headers['access-control-allow-origin']).toBe('*');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).toString()).toBe(plain.body.toString());
    expect(refused.headers['content-encoding']).toBeUndefined();
    const options = await raw(url, {}, 'OPTIONS');
    expect([options.status, options.headers['access-control-allow-methods']]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ]);
    const post = await raw(url, {}, 'POST');
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('for a stream without frames wait a while, then are told to come again', async () => {
    await using room = await PackagedRoom.open({ holdMs: 20 });
    const response = await room.get('index.m3u8');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    const early = room.get('index.m3u8');
    room.publish();
    room.push(synthetic(10));
    expect([200, 503]).toContain((await early).status);
  });

  it('for a playlist are answered with a whole segment, also at the beginning of a stream', async () => {
    await using room = await PackagedRoom.open();
    room.publish();
    const frames = synthetic(80, { gop: 25 });
    const early = room.text('media.m3u8');
    await expect.poll(() => room.requests).toBe(1);
    room.push(frames.slice(0, 15)); // two parts
    expect((await room.get('other.m3u8')).status).toBe(404);
    room.push(frames.slice(15));
    expect(await early).toContain('#EXTINF:');
  });

  it('may wait in limited number, and those whose client leaves wait no longer', async () => {
    await using room = await PackagedRoom.open({ limits: { maxWaiting: 2 } });
    room.publish();
    room.push(synthetic(32, { gop: 25 }));
    const msn = msnOf(await room.text('media.m3u8'));
    const leaving = new AbortController();
    const waiting = [0, 1].map(() =>
      room.get(`media.m3u8?_HLS_msn=${msn + 1}`, { signal: leaving.signal }).catch(() => undefined),
    );
    await expect
      .poll(
        async () =>
          (
            await room
              .get(`media.m3u8?_HLS_msn=${msn + 2}`, { signal: AbortSignal.timeout(1000) })
              .catch(() => undefined)
          )?.status,
      )
      .toBe(503);
    leaving.abort();
    await Promise.all(waiting);
    await expect
      .poll(async () => {
        const asked = room.get(`media.m3u8?_HLS_msn=${msn + 1}&_HLS_part=0`).catch(() => undefined);
        room.push(synthetic(60, { gop: 25 }).slice(32));
        return (await asked)?.status;
      })
      .toBe(200);
  });

  it('are let go when the server stops', async () => {
    const room = await PackagedRoom.open();
    room.publish();
    room.push(synthetic(32, { gop: 25 }));
    const msn = msnOf(await room.text('media.m3u8'));
    const waiting = room.get(`media.m3u8?_HLS_msn=${msn + 1}`).catch(() => undefined);
    await room[Symbol.asyncDispose]();
    await waiting;
  });
});
