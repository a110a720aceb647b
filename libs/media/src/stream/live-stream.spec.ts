import {
  AVCC,
  extractSei,
  insertSei,
  joinLengthPrefixed,
  lessonSeiNalUnits,
  makeAvcDecoderConfiguration,
  readAvcDecoderConfiguration,
  splitLengthPrefixed,
  milliseconds,
  writeAvcDecoderConfiguration,
  writeSeiNalUnit,
  writeUserDataUnregistered,
} from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { accessUnit, lessonMessages, testHeaders } from '../../e2e/support/access-units.js';
import { CollectingSink } from '../../e2e/support/collecting-sink.js';
import { LiveStream } from './live-stream.js';
import type { LiveStreamOptions } from './live-stream-types.js';
import type { PublishedFrame, StreamHeaders } from './media-frame.js';
import { LiveStreamEnded, PublisherConflict, type Publication } from './publication.js';
import { SeiStamper } from './sei-stamper.js';

const videoFrame = (
  atMs: number,
  isRandomAccess = false,
  bytes = accessUnit({ isRandomAccess }),
): PublishedFrame => ({
  kind: 'video',
  isRandomAccess,
  dtsMs: milliseconds(atMs),
  ptsMs: milliseconds(atMs),
  bytes,
});
const audio = (atMs: number): PublishedFrame => ({
  kind: 'audio',
  dtsMs: milliseconds(atMs),
  ptsMs: milliseconds(atMs),
  bytes: Uint8Array.of(1, 2, 3),
});
const teacher = { id: 'teacher', kind: 'test' } as const;
const testHeadersOf = (lengthSize: 1 | 4): StreamHeaders => {
  const { video, ...rest } = testHeaders();
  if (video === undefined) throw new Error('no video');
  return {
    ...rest,
    video: { ...video, lengthSize, config: Uint8Array.from(video.config).with(4, 0xfc | (lengthSize - 1)) },
  };
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function live(options: Partial<LiveStreamOptions> = {}): {
  stream: LiveStream;
  sink: CollectingSink;
  publication: Publication;
} {
  const stream = new LiveStream({ name: 'room', ...options });
  const sink = new CollectingSink();
  stream.subscribe(sink);
  const publication = stream.publish(teacher);
  publication.setHeaders(testHeaders());
  return { stream, sink, publication };
}

describe('publishing', () => {
  it('refuses a second publisher while there is one, and takes it after', () => {
    const { stream, publication } = live();
    expect(() => stream.publish({ ...teacher, id: 'other' })).toThrow(PublisherConflict);
    publication.end('done');
    expect(stream.publish({ ...teacher, id: 'other' }).isActive).toBe(true);
  });

  it('hands out nothing before the first random access frame', () => {
    const { sink, publication } = live();
    for (const frame of [audio(0), videoFrame(0), videoFrame(40, true), audio(45), videoFrame(80)])
      publication.push(frame);
    expect(sink.frames.map(({ kind, dtsMs }) => [kind, dtsMs])).toEqual([
      ['video', 0],
      ['audio', 5],
      ['video', 40],
    ]);
  });

  it('keeps no copy of a frame: a late viewer gets the very bytes that others got', () => {
    const { stream, sink, publication } = live();
    const bytes = accessUnit({ isRandomAccess: true });
    for (const frame of [videoFrame(0, true, bytes), audio(5), videoFrame(40)]) publication.push(frame);
    const late = new CollectingSink();
    stream.subscribe(late);
    expect(late.frames).toHaveLength(3);
    for (const [i, frame] of late.frames.entries()) expect(frame.bytes).toBe(sink.frames[i]?.bytes);
    expect(sink.frames[0]?.bytes.buffer).toBe(bytes.buffer);
  });

  it('finds an IDR picture that its publisher did not mark as a key frame', () => {
    const { sink, publication } = live();
    publication.push({ ...videoFrame(0), bytes: accessUnit({ isRandomAccess: true }) });
    expect(sink.video).toMatchObject([{ isRandomAccess: true }]);
  });

  it('goes on behind the last frame when a publisher comes again, and counts frames on', () => {
    const { stream, sink, publication } = live();
    publication.push(videoFrame(100, true));
    publication.push(videoFrame(140));
    publication.end('lost');
    const again = stream.publish(teacher);
    again.setHeaders(testHeaders());
    again.push(videoFrame(7, true));
    again.push(videoFrame(47));
    expect(sink.video.map(({ dtsMs, frame }) => [dtsMs, frame])).toEqual([
      [0, 0],
      [40, 1],
      [80, 2],
      [120, 3],
    ]);
    expect(sink.headers).toHaveLength(1);
  });

  it('takes nothing from a publisher whose time is over', () => {
    const { stream, sink, publication } = live();
    publication.push(videoFrame(0, true));
    publication.end('done');
    stream.publish(teacher);
    expect(publication.push(videoFrame(40, true))).toEqual({ outcome: 'dropped' });
    publication.setHeaders(testHeaders(true));
    publication.end('again');
    expect(sink.frames).toHaveLength(1);
    expect(stream.publisher).toBe(teacher);
  });

  it('tells a publisher that is thrown out, once', () => {
    const stream = new LiveStream({ name: 'room' });
    const reasons: string[] = [];
    const publication = stream.publish({ ...teacher, onRevoked: (reason) => reasons.push(reason) });
    stream.revokePublisher('the key was withdrawn');
    stream.end('over');
    expect(reasons).toEqual(['the key was withdrawn']);
    expect(publication.isActive).toBe(false);
  });

  it('says what a damaged frame is, and goes on', () => {
    const { stream, sink, publication } = live();
    publication.push(videoFrame(0, true));
    expect(publication.push(videoFrame(40, false, Uint8Array.of(0, 0, 0, 9, 0x41)))).toMatchObject({
      outcome: 'malformed',
      reason: expect.stringContaining('truncated') as string,
    });
    publication.push(videoFrame(80));
    expect(sink.frames).toHaveLength(2);
    expect(stream.stats.malformedFrames).toBe(1);
  });
});

describe('subscribing', () => {
  it('hands over headers and the last group of pictures before it returns', () => {
    const { stream, publication } = live();
    for (const frame of [
      videoFrame(0, true),
      videoFrame(40),
      videoFrame(80, true),
      audio(85),
      videoFrame(120),
    ]) {
      publication.push(frame);
    }
    const late = new CollectingSink();
    stream.subscribe(late);
    expect(late.headers).toEqual([testHeaders()]);
    expect(late.frames.map(({ kind, dtsMs }) => [kind, dtsMs])).toEqual([
      ['video', 80],
      ['audio', 85],
      ['video', 120],
    ]);
    expect(late.batches).toBe(1);
  });

  it('begins at the next random access frame when the last group is not wanted', () => {
    const { stream, publication } = live();
    publication.push(videoFrame(0, true));
    const late = new CollectingSink();
    stream.subscribe(late, { fromLastGop: false });
    for (const frame of [videoFrame(40), audio(45), videoFrame(80, true)]) publication.push(frame);
    expect(late.frames).toMatchObject([{ kind: 'video', dtsMs: 80 }]);
  });

  it('gives every sink the same bytes', () => {
    const { stream, sink, publication } = live();
    const other = new CollectingSink();
    stream.subscribe(other);
    const frame = videoFrame(0, true);
    publication.push(frame);
    expect(other.frames[0]?.bytes).toBe(sink.frames[0]?.bytes);
    expect(other.frames[0]?.bytes).toBe(frame.bytes);
  });

  it('lets a sink go that throws, and no other one', () => {
    const errors: unknown[] = [];
    const { stream, sink, publication } = live({ onError: (error) => errors.push(error) });
    class Broken extends CollectingSink {
      override onFrame(): void {
        throw new Error('broken');
      }
    }
    const subscription = stream.subscribe(new Broken());
    publication.push(videoFrame(0, true));
    publication.push(videoFrame(40));
    expect(subscription.isActive).toBe(false);
    expect(errors).toHaveLength(1);
    expect(sink.frames).toHaveLength(2);
  });

  it('gives a frame once to a sink that subscribes while it is handed out', () => {
    const { stream, publication } = live();
    const late = new CollectingSink();
    stream.on('live', () => stream.subscribe(late));
    publication.push(videoFrame(0, true));
    publication.push(videoFrame(40));
    expect(late.frames.map(({ dtsMs }) => dtsMs)).toEqual([0, 40]);
  });

  it('gives up a group of pictures that outgrows its limits, until the next one', () => {
    const { stream, publication } = live({ limits: { gop: { maxBytes: 200, maxMs: 1000 } } });
    for (let i = 0; i < 10; i++) publication.push(videoFrame(i * 40, i === 0));
    expect(stream.stats.gopBytes).toBe(0);
    const late = new CollectingSink();
    stream.subscribe(late);
    expect(late.frames).toEqual([]);
    publication.push(videoFrame(400, true));
    expect(late.frames).toHaveLength(1);
    publication.push(videoFrame(1600));
    expect(stream.stats.gopBytes).toBe(0);
  });
});

describe('headers', () => {
  it('that change are told before the next random access frame, which comes first', () => {
    const { sink, publication } = live();
    publication.push(videoFrame(0, true));
    publication.setHeaders(testHeaders(true));
    publication.push(videoFrame(40));
    publication.push(videoFrame(80, true));
    expect(sink.headers).toEqual([testHeaders(), testHeaders(true)]);
    expect(sink.video.map(({ dtsMs }) => dtsMs)).toEqual([0, 80]);
    expect(sink.video.map(({ isRandomAccess }) => isRandomAccess)).toEqual([true, true]);
  });

  it('with lengths of one byte, which cannot hold a lesson message, become lengths of four', () => {
    const stamper = new SeiStamper({ snapshot: () => ({ seq: 1, body: new Uint8Array(600).fill(0x61) }) });
    const { stream, sink, publication } = live({ stamper });
    publication.setHeaders(testHeadersOf(1));
    publication.push(videoFrame(0, true, Uint8Array.of(2, 0x65, 7, 1, 0x65)));
    expect(sink.headers).toEqual([testHeadersOf(4)]);
    const bytes = sink.frames[0]?.bytes ?? new Uint8Array(0);
    expect(lessonMessages([bytes])[0]).toMatchObject([{ snapshot: true }]);
    expect(splitLengthPrefixed(bytes, 4).slice(1)).toEqual([Uint8Array.of(0x65, 7), Uint8Array.of(0x65)]);
    expect(stream.stats.malformedFrames).toBe(0);
  });

  it('a stamped frame shares the memory of its publisher', () => {
    const stamper = new SeiStamper({ snapshot: () => ({ seq: 1, body: new Uint8Array(600).fill(0x61) }) });
    const { sink, publication } = live({ stamper });
    publication.setHeaders(testHeaders());
    const published = Uint8Array.of(0, 0, 0, 3, 0x65, 7, 1);
    publication.push(videoFrame(0, true, published));
    expect(sink.video[0]?.pieces?.at(-1)?.buffer).toBe(published.buffer);
    expect(lessonMessages([sink.video[0]?.bytes ?? published])[0]).toMatchObject([{ snapshot: true }]);
  });

  it('that come again are not told again', () => {
    const { sink, publication } = live();
    publication.push(videoFrame(0, true));
    publication.setHeaders(testHeaders());
    publication.push(videoFrame(40));
    expect(sink.headers).toHaveLength(1);
    expect(sink.video).toHaveLength(2);
  });
});

describe('parameter sets that come with the frames', () => {
  const { video, ...rest } = testHeaders();
  if (video === undefined) throw new Error('no video');
  const { sps, pps, ...record } = readAvcDecoderConfiguration(video.config);
  const bare = {
    ...rest,
    video: {
      ...video,
      width: 0,
      height: 0,
      config: writeAvcDecoderConfiguration({ ...record, sps: [], pps: [] }),
    },
  };
  const withSets = (sets: readonly Uint8Array[]): Uint8Array =>
    joinLengthPrefixed([...sets, Uint8Array.of(0x65, 7, 1)], 4);

  it('make the headers, where the header has none', () => {
    const { stream, sink, publication } = live();
    publication.setHeaders(bare);
    publication.push(videoFrame(0));
    stream.subscribe(new CollectingSink());
    expect(publication.push(videoFrame(40, true, withSets([...sps, ...pps])))).toMatchObject({
      outcome: 'passed',
    });
    publication.push(videoFrame(80));
    expect(stream.headers.video).toMatchObject({ width: 320, height: 180, lengthSize: 4 });
    expect(sink.headers).toHaveLength(1);
    expect(Buffer.compare(sink.headers[0]?.video?.config ?? new Uint8Array(), video.config)).toBe(0);
    publication.setHeaders({ ...bare, metadata: { title: 'again' } });
    expect(publication.push(videoFrame(120))).toMatchObject({ outcome: 'passed' });
    expect(stream.headers).toMatchObject({ video: { width: 320 }, metadata: { title: 'again' } });
  });

  it('are missed by name where they do not come either', () => {
    const { sink, publication } = live();
    publication.setHeaders(bare);
    expect(publication.push(videoFrame(0, true))).toMatchObject({
      outcome: 'malformed',
      reason: expect.stringContaining('no sequence parameter set') as string,
    });
    expect(sink.headers).toEqual([]);
  });

  it('that differ from those of the header set decoders up anew, once', () => {
    const other = makeAvcDecoderConfiguration(
      [Buffer.from('6742c01eda0280f684000003000400000300c83c58ba80', 'hex')],
      pps,
    );
    const { sink, publication } = live();
    publication.push(videoFrame(0, true));
    for (const atMs of [40, 80]) publication.push(videoFrame(atMs, true, withSets([...other.sps, ...pps])));
    publication.setHeaders(testHeaders());
    publication.push(videoFrame(120));
    expect(sink.headers).toHaveLength(2);
    expect(sink.headers.at(-1)?.video).toMatchObject({ width: 640, height: 480 });
  });
});

describe('the end', () => {
  it('is told to every sink and to what waits to be stamped; nothing comes after it', async () => {
    const { stream, sink, publication } = live();
    const waiting = stream.stamper.stamp({ seq: 1, body: utf8('{}') });
    stream.end('the lesson is over');
    expect(sink.ended).toBe('the lesson is over');
    await expect(waiting).rejects.toMatchObject({ name: 'StreamEnded', seq: 1 });
    expect(publication.push(videoFrame(0, true))).toEqual({ outcome: 'dropped' });
    expect(() => stream.publish(teacher)).toThrow(LiveStreamEnded);
    expect(() => stream.subscribe(new CollectingSink())).toThrow(LiveStreamEnded);
  });
});

describe("the publisher's own SEI", () => {
  const ours = lessonSeiNalUnits({
    seq: 9,
    wallClockMs: 1,
    snapshot: false,
    repeat: false,
    body: utf8('{"forged":true}'),
  });
  const foreign = writeSeiNalUnit([
    { payloadType: 1, payload: Uint8Array.of(1, 2) },
    writeUserDataUnregistered('dc45e9bd-e6d9-48b7-962c-d820d923eeef', utf8('x264')),
  ]);
  const bytes = insertSei(joinLengthPrefixed([Uint8Array.of(0x65, 1, 2, 3)], 4), [foreign, ...ours], AVCC);

  it('with our UUID is removed, every other one is not touched', () => {
    const { stream, sink, publication } = live();
    publication.push(videoFrame(0, true, bytes));
    const received = sink.frames[0]?.bytes ?? new Uint8Array(0);
    expect(lessonMessages([received])).toEqual([[]]);
    expect(extractSei(received, AVCC)).toEqual(extractSei(joinLengthPrefixed([foreign], 4), AVCC));
    expect(stream.stats.strippedAccessUnits).toBe(1);
  });

  it('of a trusted relay is kept, and ours is silent', () => {
    const stamper = new SeiStamper({ snapshot: () => ({ seq: 1, body: utf8('{}') }) });
    const stream = new LiveStream({ name: 'room', stamper });
    const sink = new CollectingSink();
    stream.subscribe(sink);
    const relay = stream.publish({ ...teacher, trustedRelay: true });
    relay.setHeaders(testHeaders());
    relay.push(videoFrame(0, true, bytes));
    expect(sink.frames[0]?.bytes).toBe(bytes);
    expect(lessonMessages([bytes])[0]).toMatchObject([{ seq: 9 }]);
  });
});
