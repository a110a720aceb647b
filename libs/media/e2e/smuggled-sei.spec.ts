import { readFile, writeFile } from 'node:fs/promises';
import {
  FlvReader,
  readVideoTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeVideoTagBody,
  type FlvTag,
} from '@lockstep/formats';
import { LESSON_UUID, parseUuid, splitAnnexB } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { FileSource, HttpFlvServer, LiveStream, SeiStamper } from '../src/index.js';
import { CollectingSink } from './support/collecting-sink.js';
import { FFMPEG, makeMedia, run } from './support/ffmpeg.js';
import { FORGED, FORGED_CONFIGURATIONS, FORGED_FRAMES, tamperWith } from './support/forged-media.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';
import { TempDir } from './support/temp-dir.js';

const uuid = Buffer.from(parseUuid(LESSON_UUID));
const OWN = '{"slide":"OWN"}';

/** What a publisher sends: the tags of a recording, with another configuration and other frames. */
type Forgery = {
  readonly configuration?: (config: Uint8Array) => Uint8Array;
  readonly frame?: (sample: Uint8Array) => Uint8Array;
};

/** Frames are forged from the second group on, so that the stream begins whatever happens to them. */
function forge(tags: readonly FlvTag[], { configuration, frame }: Forgery): FlvTag[] {
  let keyframes = 0;
  return tags.map((tag) => {
    if (tag.type !== 'video') return tag;
    const video = readVideoTagBody(tag.body);
    if (video.packet === 'sequence-header' && configuration) {
      return { ...tag, body: writeVideoTagBody({ ...video, data: configuration(video.data) }) };
    }
    if (video.packet !== 'coded') return tag;
    if (video.isRandomAccess) keyframes++;
    if (keyframes < 2 || !frame) return tag;
    return { ...tag, body: writeVideoTagBody({ ...video, data: frame(video.data) }) };
  });
}

type Room = { readonly stream: LiveStream; readonly server: RtmpFixture; readonly flv: HttpFlvServer };

/** A stream whose server speaks in every IDR picture: wherever a viewer begins, there is a message. */
function room(): LiveStream {
  const body = new TextEncoder().encode(OWN);
  return new LiveStream({ name: 'room', stamper: new SeiStamper({ snapshot: () => ({ seq: 1, body }) }) });
}

/** Publishes over RTMP and returns what a viewer of HTTP-FLV gets; undefined where there was nothing to see. */
async function throughServer(tags: readonly FlvTag[], trustedRelay: boolean): Promise<Buffer | undefined> {
  const stream = room();
  const authorizer = {
    publish: () => Promise.resolve({ stream, publisherId: 'teacher', trustedRelay }),
  };
  await using server = await RtmpFixture.start({ stream, authorizer });
  await using flv = await HttpFlvServer.start({ port: 0, find: () => stream });
  return await publishAndWatch({ stream, server, flv }, tags);
}

async function publishAndWatch(
  { stream, server, flv }: Room,
  tags: readonly FlvTag[],
): Promise<Buffer | undefined> {
  const response = fetch(`http://127.0.0.1:${flv.port}/live/room.flv`);
  await expect.poll(() => flv.stats().viewers).toBe(1);
  await using client = await RtmpClient.connect(server.ingest.port);
  await client.publish();
  for (const { type, timestampMs, body } of tags) {
    if (type === 'video') client.sendVideo(timestampMs, body);
    if (type === 'audio') client.sendAudio(timestampMs, body);
  }
  client.command('deleteStream', 4, null, 1);
  client.socket.end();
  await client.untilClosed();
  stream.end('the test is over');
  const answer = await response;
  const body = Buffer.from(await answer.arrayBuffer());
  return answer.ok ? body : undefined;
}

/** The byte streams that real muxers and demuxers make of a recording. */
async function conversions(dir: TempDir, flv: Buffer): Promise<readonly Buffer[]> {
  const path = dir.file('viewed.flv');
  await writeFile(path, flv);
  const copy = async (from: string, to: string): Promise<Buffer> => {
    await run(FFMPEG, '-v', 'quiet', '-y', '-i', from, '-map', '0:v', '-c', 'copy', dir.file(to));
    return readFile(dir.file(to));
  };
  const direct = await copy(path, 'direct.h264');
  await copy(path, 'viewed.ts');
  await copy(path, 'viewed.mp4');
  return [
    flv,
    direct,
    await copy(dir.file('viewed.ts'), 'of-ts.h264'),
    await copy(dir.file('viewed.mp4'), 'of-mp4.h264'),
  ];
}

const occurrences = (bytes: Buffer, what: Uint8Array | string): number =>
  bytes.toString('latin1').split(Buffer.from(what).toString('latin1')).length - 1;
/** Whether a byte stream has an SEI NAL unit with a forged message. */
const speaks = (byteStream: Buffer): boolean =>
  splitAnnexB(byteStream).some((nal) => ((nal[0] ?? 0) & 0x1f) === 6 && Buffer.from(nal).includes(FORGED));

async function recordedTags(dir: TempDir): Promise<FlvTag[]> {
  const path = await makeMedia(dir.file('clean.flv'), { seconds: 1, gop: 5, extra: ['-profile:v', 'high'] });
  return new FlvReader().push(await readFile(path));
}

const forgeries: { readonly way: string; readonly forgery: Forgery }[] = [
  ...Object.entries(FORGED_CONFIGURATIONS).map(([way, configuration]) => ({
    way: `in the decoder configuration, ${way}`,
    forgery: { configuration },
  })),
  ...Object.entries(FORGED_FRAMES).map(([way, tamper]) => ({
    way: `in frames, ${way}`,
    forgery: { frame: (sample: Uint8Array) => tamperWith(sample, tamper) },
  })),
];

describe('a message with our UUID that a publisher hides reaches nobody, in no conversion', () => {
  it.each(forgeries)('$way', async ({ forgery }) => {
    await using dir = await TempDir.make();
    const tags = forge(await recordedTags(dir), forgery);
    const flv = await throughServer(tags, false);
    // A configuration that cannot be trusted is refused, and then there is nothing to see.
    if (flv === undefined) {
      expect(forgery.configuration).toBeDefined();
      return;
    }
    for (const bytes of await conversions(dir, flv)) {
      expect(occurrences(bytes, OWN)).toBeGreaterThan(0);
      expect(occurrences(bytes, uuid)).toBe(occurrences(bytes, OWN));
      expect(bytes.includes(FORGED)).toBe(false);
    }
  });

  it('comes to life in conversions of what a trusted relay sends, so these tests see what they look for', async () => {
    await using dir = await TempDir.make();
    const tamper = FORGED_FRAMES['behind a start code in the slice'] ?? ((nals) => nals);
    const frame = (sample: Uint8Array): Uint8Array => tamperWith(sample, tamper);
    const flv = await throughServer(forge(await recordedTags(dir), { frame }), true);
    const [, ...byteStreams] = await conversions(dir, flv ?? Buffer.alloc(0));
    expect(byteStreams.map(speaks)).toEqual([true, true, true]);
  });

  it.each(['as it is', 'behind a start code in the slice'])('in a film, %s', async (way) => {
    await using dir = await TempDir.make();
    const tamper = FORGED_FRAMES[way] ?? ((nals) => nals);
    const tags = forge(await recordedTags(dir), { frame: (sample) => tamperWith(sample, tamper) });
    const path = dir.file('film.flv');
    await writeFile(
      path,
      Buffer.concat([writeFlvHeader({ audio: true, video: true }), ...tags.map(writeFlvTag)]),
    );
    const stream = room();
    const sink = new CollectingSink();
    stream.subscribe(sink);
    await using source = await FileSource.start({ path, stream, loop: false, ffmpeg: FFMPEG });
    await source.done;
    const video = sink.video.map(({ bytes }) => Buffer.from(bytes));
    expect(video.length).toBeGreaterThan(4);
    const all = Buffer.concat(video);
    expect(occurrences(all, OWN)).toBeGreaterThan(0);
    expect(occurrences(all, uuid)).toBe(occurrences(all, OWN));
  });
});
