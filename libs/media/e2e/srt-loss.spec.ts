import { describe, expect, it } from 'vitest';
import { ffmpeg, makeMedia } from './support/ffmpeg.js';
import { contentOf, contentOfFile } from './support/frame-content.js';
import { SrtFixture } from './support/srt-fixture.js';
import { TempDir } from './support/temp-dir.js';
import { UdpProxy, type UdpProxyOptions } from './support/udp-proxy.js';

const patience = { timeout: 20_000 };
/** The handshake comes through: what is lost of it is asked again, a quarter of a second later. */
const HANDSHAKE_PACKETS = 8;

/** A data packet of SRT begins with a 0 bit, and its sequence number. SRT, 3.1. */
const sequenceOf = (bytes: Buffer): number | undefined =>
  (bytes[0] ?? 0x80) & 0x80 ? undefined : bytes.readUInt32BE(0);

/** What arrives of a film that is published through a network that loses packets. */
async function publishThrough(isLost: UdpProxyOptions['isLost']) {
  await using server = await SrtFixture.start({ latencyMs: 500 });
  await using proxy = await UdpProxy.start({ port: server.ingest.port, isLost });
  await using dir = await TempDir.make();
  const file = await makeMedia(dir.file('a.mp4'), { seconds: 4, size: '640x360' });
  const url = `srt://127.0.0.1:${proxy.port}?streamid=#!::m=publish,k=secret`;
  await using publisher = ffmpeg('-re', '-i', file, '-c', 'copy', '-f', 'mpegts', url);
  let measured = server.ingest.statisticsOf('room');
  let health = server.stream.health;
  server.stream.on('frame', () => {
    measured = server.ingest.statisticsOf('room') ?? measured;
    ({ health } = server.stream);
  });
  expect((await publisher.finished).code).toBe(0);
  await expect.poll(() => server.ingest.stats.publishers, patience).toBe(0);
  return {
    ...{ measured, health, lost: proxy.lost, frames: server.sink.video },
    ...{ sent: await contentOfFile(file), came: contentOf(server.sink.video) },
  };
}

describe('a network that loses packets', () => {
  it('costs no frame where one of twenty is lost in each direction: they come again', async () => {
    const { sent, came, lost, measured } = await publishThrough((n) => n > HANDSHAKE_PACKETS && n % 20 === 7);
    expect(lost).toBeGreaterThan(10);
    expect(came.length).toBeGreaterThan(70);
    expect(came).toEqual(sent.slice(0, came.length));
    expect(measured?.lostPackets).toBeGreaterThan(0);
    expect(measured?.retransmittedPackets).toBeGreaterThan(0);
    expect(measured?.droppedPackets).toBe(0);
  });

  it('costs the frames whose packets never come, and no others', async () => {
    let first: number | undefined;
    const { sent, came, frames, measured, health } = await publishThrough((_, bytes, toServer) => {
      const sequence = toServer ? sequenceOf(bytes) : undefined;
      if (sequence === undefined) return false;
      first ??= sequence;
      return [100, 101, 160].includes(sequence - first);
    });
    expect(measured?.droppedPackets).toBe(3);
    expect(frames.length).toBeGreaterThan(60);
    const places = came.map((content) => sent.indexOf(content));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const missing = (places.at(-1) ?? 0) + 1 - places.length;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThan(12);
    expect(health.advice.map(({ code }) => code)).toContain('damaged-frames');
  });
});
