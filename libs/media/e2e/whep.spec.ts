import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { splitLengthPrefixed } from '@lockstep/sei';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recorded, type Recorded } from './support/flv-fixture.js';
import { post, WhepClient } from './support/whep-client.js';
import { WhepRoom } from './support/whep-room.js';

const HALF = 140;
let media: Recorded;
let room: WhepRoom;
beforeAll(async () => {
  media = await recorded({ seconds: 4, gop: 25 });
  room = await WhepRoom.open();
  room.push(media, HALF);
});
afterAll(() => room[Symbol.asyncDispose]());

const typesOf = (bytes: Uint8Array): number[] =>
  splitLengthPrefixed(bytes, 4).map(([header = 0]) => header & 0x1f);
/** Without parameter sets and delimiters, which packets carry in their own way. */
const slicesOf = (bytes: Uint8Array): Buffer[] =>
  splitLengthPrefixed(bytes, 4)
    .filter(([header = 0]) => ![7, 8, 9].includes(header & 0x1f))
    .map((nal) => Buffer.from(nal));
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000 });

describe('a viewer by WebRTC', () => {
  it('gets every access unit since the last random access frame, byte for byte, at its stream time', async () => {
    await using first = await WhepClient.watch(room.url);
    await using second = await WhepClient.watch(room.url);
    await until(() => expect(second.frames.length).toBeGreaterThan(0));
    await until(() => expect(first.frames.length).toBeGreaterThan(0));
    await room.pushSlowly(media, () => room.pushed === media.frames.length);
    const sent = room.source.video;
    const last = (sent.at(-1)?.ptsMs ?? 0) * 90;
    await until(() =>
      expect([first, second].map(({ frames }) => frames.at(-1)?.timestamp)).toEqual([last, last]),
    );
    for (const { frames } of [first, second]) {
      const begin = sent.findIndex(({ ptsMs }) => ptsMs * 90 === frames[0]?.timestamp);
      expect(sent[begin]?.isRandomAccess).toBe(true);
      expect(frames.map(({ timestamp }) => timestamp / 90)).toEqual(
        sent.slice(begin).map(({ ptsMs }) => ptsMs),
      );
      expect(frames.map(({ bytes }) => slicesOf(bytes))).toEqual(
        sent.slice(begin).map(({ bytes }) => slicesOf(bytes)),
      );
      expect(typesOf(frames[0]?.bytes ?? new Uint8Array()).slice(0, 3)).toEqual([7, 8, 6]);
    }
    expect(first.packets[0]?.ssrc).not.toBe(second.packets[0]?.ssrc);
    for (const { packets } of [first, second]) {
      const begin = packets[0]?.sequenceNumber ?? 0;
      expect(packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
        packets.map((_, i) => (begin + i) & 0xffff),
      );
    }
  });

  it('is sent the group of frames once more when it needs a random access frame', async () => {
    await using client = await WhepClient.watch(room.url);
    const newest = (room.source.video.at(-1)?.ptsMs ?? 0) * 90;
    await until(() => expect(client.frames.at(-1)?.timestamp).toBe(newest));
    const before = client.packets.length;
    const { packets } = client;
    await until(() => {
      client.send(1, 206);
      expect(packets.slice(before).map(({ timestamp }) => timestamp)).toContain(packets[0]?.timestamp);
    });
    const again = packets.slice(before);
    expect(again[0]?.sequenceNumber).toBe(((packets[before - 1]?.sequenceNumber ?? 0) + 1) & 0xffff);
  });

  it('leaves nothing when it says so, and cannot be ended by somebody who does not know it', async () => {
    await until(() => expect(room.handler.stats().viewers).toBe(0));
    await using client = await WhepClient.watch(room.url);
    await until(() => expect(client.frames.length).toBeGreaterThan(0));
    expect(room.handler.stats()).toEqual({ viewers: 1, streams: [{ name: 'room', viewers: 1 }] });
    const stranger = client.location.replace(/.{22}$/, 'x'.repeat(22));
    expect((await fetch(stranger, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(client.location, { method: 'DELETE' })).status).toBe(200);
    expect(room.handler.stats()).toEqual({ viewers: 0, streams: [] });
    expect((await fetch(client.location, { method: 'DELETE' })).status).toBe(404);
    await until(() => expect(room.stream.stats.subscribers).toBe(1));
  });

  it('may name further candidates, and is told that it cannot restart', async () => {
    await using client = await WhepClient.watch(room.url);
    const patch = (body: string, match?: string): Promise<number> =>
      fetch(client.location, {
        method: 'PATCH',
        headers: { 'content-type': 'application/trickle-ice-sdpfrag', ...(match && { 'if-match': match }) },
        body,
      }).then(({ status }) => status);
    const candidate = 'a=mid:0\r\na=candidate:1 1 UDP 2122317823 127.0.0.1 9 typ host\r\n';
    expect(await patch(candidate, client.etag)).toBe(204);
    expect(await patch(candidate)).toBe(428);
    expect(await patch(candidate, '"other"')).toBe(412);
    expect(await patch('a=ice-ufrag:other\r\n', '*')).toBe(422);
    expect(await patch('nothing', client.etag)).toBe(400);
  });
});

describe('audio by WebRTC', () => {
  it('is Opus, made by one process for all, which comes back when it dies and ends with the last listener', async () => {
    await using another = await WhepRoom.open();
    another.push(media, HALF);
    const first = await WhepClient.watch(another.url, { withAudio: true });
    await using deaf = await WhepClient.watch(another.url);
    await until(() => expect(first.frames.length * deaf.frames.length).toBeGreaterThan(0));
    await another.pushSlowly(media, () => first.audio.length > 5);
    const times = first.audio.map(({ timestamp }) => timestamp);
    expect(times.every((time, i) => i === 0 || time - (times[i - 1] ?? 0) === 960)).toBe(true);
    const pid = another.opusPid ?? 0;
    process.kill(pid, 'SIGKILL');
    const before = first.audio.length;
    await another.pushSlowly(media, () => first.audio.length > before + 5);
    expect(another.reported.map(String)).toEqual(['FfmpegFailed: ffmpeg was ended by SIGKILL']);
    expect(another.opusPid).not.toBe(pid);
    await first[Symbol.asyncDispose]();
    await until(() => expect(another.opusPid).toBeUndefined());
  });
});

describe('what is refused', () => {
  it.each([
    ['no session description', 'v=1', 400, 'webrtc-offer'],
    [
      'an offer without H.264',
      'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n',
      422,
      'webrtc-no-codec',
    ],
  ])('%s', async (_, sdp, status, code) => {
    const response = await post(room.url, sdp);
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
  });

  it('an offer that the library cannot answer, another type, another method, another stream, and one viewer too many', async () => {
    await using client = await WhepClient.offer();
    const { sdp } = client;
    const broken = await post(room.url, sdp.replace(/a=fingerprint.*\r\n/g, ''));
    expect([broken.status, await broken.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'webrtc-offer' }),
    ]);
    expect((await post(room.url, sdp, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(room.url, 'x'.repeat(70_000))).status).toBe(413);
    expect((await fetch(room.url)).status).toBe(405);
    expect((await post(room.url.replace('room', 'nowhere'), sdp)).status).toBe(404);
    await using small = await WhepRoom.open({ maxViewers: 0 });
    expect((await post(small.url, sdp)).status).toBe(503);
  });

  it('a stream that is not live, has B-frames, or a profile that no browser takes; with the reason', async () => {
    await using client = await WhepClient.offer();
    const { sdp } = client;
    const answerOf = async (content: Recorded | undefined): Promise<unknown[]> => {
      await using other = await WhepRoom.open();
      if (content) other.push(content);
      const response = await post(other.url, sdp);
      const { code } = (await response.json()) as { code: string };
      expect(other.handler.stats()).toEqual({ viewers: 0, streams: [] });
      return [response.status, code];
    };
    expect(await answerOf(undefined)).toEqual([503, 'webrtc-not-live']);
    expect(await answerOf(await recorded({ seconds: 1, bFrames: 2 }))).toEqual([422, 'webrtc-b-frames']);
    const extra = ['-pix_fmt', 'yuv422p'];
    expect(await answerOf(await recorded({ seconds: 1, extra }))).toEqual([422, 'webrtc-profile']);
  });

  it('everybody, where the port is taken; until it is free', async () => {
    const taker = createSocket('udp4').bind(0, '127.0.0.1');
    await once(taker, 'listening');
    await using other = await WhepRoom.open({ udpPort: taker.address().port });
    other.push(media, HALF);
    await expect(WhepClient.watch(other.url)).rejects.toThrow('webrtc-unavailable');
    expect(other.reported).toEqual([expect.objectContaining({ code: 'EADDRINUSE' })]);
    await new Promise<void>((resolve) => taker.close(resolve));
    await using client = await WhepClient.watch(other.url);
    await until(() => expect(client.frames.length).toBeGreaterThan(0));
  });
});
