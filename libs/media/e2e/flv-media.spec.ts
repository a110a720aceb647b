import { writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { HttpFlvServer, LiveStream, MediaFrame } from '../src/index.js';
import { CollectingSink } from './support/collecting-sink.js';
import { ffmpeg, run } from './support/ffmpeg.js';
import { FlvClient, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, recorded, type Recorded } from './support/flv-fixture.js';
import { TempDir } from './support/temp-dir.js';

const PATH = '/live/room.flv';
const GOP = 25;

type Probe = {
  streams: { codec_type: string; codec_name: string; width?: number }[];
  packets: { codec_type: string; pts_time: string; flags: string }[];
};

/** What ffprobe sees, and what ffmpeg complains about when it decodes everything. */
async function examine(flv: Buffer): Promise<Probe & { complaints: string; decoded: number }> {
  await using folder = await TempDir.make();
  const path = folder.file('saved.flv');
  await writeFile(path, flv);
  const probed = await run('ffprobe', '-v', 'error', '-show_streams', '-show_packets', '-of', 'json', path);
  const decoded = await run('ffmpeg', '-v', 'warning', '-i', path, '-map', '0:v', '-f', 'framemd5', '-');
  const videoFrames = decoded.stdout
    .toString()
    .split('\n')
    .filter((line) => /^0,/.test(line));
  return {
    ...(JSON.parse(probed.stdout.toString()) as Probe),
    complaints: decoded.stderr,
    decoded: videoFrames.length,
  };
}

/** Frames from the newest random access frame at or before `index`. */
const fromRandomAccess = (frames: readonly MediaFrame[], index: number): MediaFrame[] =>
  frames.slice(
    frames.findLastIndex((frame, i) => i <= index && frame.kind === 'video' && frame.isRandomAccess),
  );

describe.each([0, 2])('what a viewer saves of a real stream with %d B-frames', (bFrames) => {
  it('is a file that ffprobe reads and ffmpeg decodes without complaint, over HTTP and WebSocket, from a join in mid-GOP', async () => {
    const media = await recorded({ seconds: 4, bFrames, gop: GOP });
    const joinAt = Math.floor(media.frames.length / 2) + 7;
    await using room = await FlvRoom.open();
    const sink = new CollectingSink();
    room.stream.subscribe(sink);
    room.publish(media.headers);
    await room.push(media.frames.slice(0, joinAt));
    await using http = FlvClient.get(room.port, PATH);
    await using ws = WebSocketClient.open(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(2));
    await room.push(media.frames.slice(joinAt));
    room.stream.end('over');
    await vi.waitFor(() => expect([http.hasEnded, ws.closeCode]).toEqual([true, 1000]));
    expect(ws.flv.equals(http.body)).toBe(true);

    const expected = fromRandomAccess(sink.frames, joinAt - 1);
    const { streams, packets, complaints, decoded } = await examine(http.body);
    const videoFrames = expected.filter(({ kind }) => kind === 'video');
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    expect(complaints).toBe('');
    expect(decoded).toBe(videoFrames.length);
    const video = packets.filter(({ codec_type }) => codec_type === 'video');
    expect(video.map(({ pts_time }) => Math.round(Number(pts_time) * 1000))).toEqual(
      videoFrames.map(({ ptsMs }) => ptsMs),
    );
    expect(video[0]?.flags.startsWith('K')).toBe(true);
    expect(packets.length).toBe(expected.length);
  });
});

describe('what a viewer saves of a stream whose publisher was away', () => {
  it('is read by ffmpeg without complaint: what keeps the connection open is no track', async () => {
    const media = await recorded({ seconds: 2, gop: GOP });
    await using room = await FlvRoom.open({ keepAliveMs: 10 });
    room.publish(media.headers);
    await room.push(media.frames);
    await using client = FlvClient.get(room.port, PATH);
    const isScript = ({ type }: { type: string }) => type === 'script';
    await vi.waitFor(() => expect(client.tags.filter(isScript).length).toBeGreaterThan(4));
    room.stream.end('over');
    await vi.waitFor(() => expect(client.hasEnded).toBe(true));
    const { streams, complaints, decoded } = await examine(client.body);
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    expect(complaints).toBe('');
    expect(decoded).toBe(GOP);
  });
});

describe('real players', () => {
  const live = async (room: FlvRoom, media: Recorded, until: () => boolean): Promise<void> => {
    for (const frame of media.frames) {
      if (until()) return;
      await room.push([frame]);
    }
  };

  it.each(['', '?class=economy'])('ffmpeg plays the stream by its address%s', async (query) => {
    const media = await recorded({ seconds: 2 });
    await using room = await FlvRoom.open();
    room.publish(media.headers);
    await using player = ffmpeg(
      ...['-v', 'error', '-i', `http://127.0.0.1:${room.port}${PATH}${query}`],
      ...['-map', '0:v', '-f', 'framemd5', '-'],
    );
    await vi.waitFor(() => expect(room.viewers).toBe(1), 20_000);
    await live(room, media, () => false);
    room.stream.end('over');
    const { code, stdout, stderr } = await player.finished;
    expect([code, stderr]).toEqual([0, '']);
    expect(
      stdout
        .toString()
        .split('\n')
        .filter((line) => /^0,/.test(line)),
    ).toHaveLength(50);
  });
});

describe('a viewer who lost frames', () => {
  it('goes on with frames that decode', async () => {
    const media = await recorded({ seconds: 4, size: '1280x720' });
    await using room = await FlvRoom.open({ ring: { maxBytes: 256 * 1024, blockBytes: 64 * 1024 } });
    room.publish(media.headers);
    await room.push(media.frames.slice(0, 5));
    await using slow = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(1));
    slow.socket.pause();
    await vi.waitUntil(async () => await overrun(room.server, room.stream, media), {
      timeout: 60_000,
      interval: 0,
    });
    slow.socket.resume();
    await vi.waitUntil(
      async () => {
        await again(room, media);
        return room.server.stats().drops > 0;
      },
      { timeout: 60_000 },
    );
    await again(room, media);
    room.stream.end('over');
    await vi.waitFor(() => expect(slow.hasEnded).toBe(true), 20_000);
    const { complaints, decoded } = await examine(slow.body);
    expect(complaints).toBe('');
    expect(decoded).toBe(slow.videoFrames.length);

    async function overrun(server: HttpFlvServer, stream: LiveStream, recording: Recorded): Promise<boolean> {
      const { bytes } = server.stats();
      await again(room, recording);
      // twice a whole recording without a byte taken: the socket is full and the ring has gone round
      return server.stats().bytes === bytes && stream.isLive;
    }
  });

  /** The same recording as of a publisher who came again: the timeline goes on. */
  async function again(room: FlvRoom, media: Recorded): Promise<void> {
    room.publish(media.headers);
    await room.push(media.frames);
  }
});
