import {
  aacLowComplexity,
  type FlvTag,
  initSegment,
  mediaSegment,
  readMediaSegment,
  VIDEO_TRACK_ID,
  writeAudioSpecificConfig,
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeVideoTagBody,
} from '@lockstep/formats';
import { AVCC, insertSei, lessonSeiNalUnits, milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import type { PlacedMessage } from '../core/lesson-message.js';
import type { Epoch } from '../core/timeline.js';
import { GatheredFrames } from './gathered-frames.js';
import { StreamToMedia } from './stream-to-media.js';

/** AVCDecoderConfigurationRecord of a 16x16 frame: SPS and PPS written by hand, ISO/IEC 14496-15, 5.3.3.1. */
const SPS = [0x67, 0x42, 0xc0, 0x0a, 0xdb, 0xe8, 0x80];
const PPS = [0x68, 0xce, 0x38, 0x80];
const recordOf = (level: number) =>
  Uint8Array.of(1, 0x42, 0xc0, level, 0xff, 0xe1, 0, SPS.length, ...SPS, 1, 0, PPS.length, ...PPS);
const IDR = Uint8Array.of(0, 0, 0, 3, 0x65, 0x88, 0x84);
const SLICE = Uint8Array.of(0, 0, 0, 3, 0x41, 0x9a, 0x02);
const ASC = writeAudioSpecificConfig(aacLowComplexity(48_000, 2));

const tag = (type: FlvTag['type'], timestampMs: number, body: Uint8Array) =>
  writeFlvTag({ type, timestampMs: milliseconds(timestampMs), body });
const videoConfig = (record = recordOf(10)) =>
  tag(
    'video',
    0,
    writeVideoTagBody({
      codec: 'h264',
      packet: 'sequence-header',
      isRandomAccess: true,
      compositionTimeMs: milliseconds(0),
      data: record,
    }),
  );
const audioConfig = () =>
  tag('audio', 0, writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: ASC }));
const video = (dtsMs: number, data: Uint8Array = SLICE, offsetMs = 0) =>
  tag(
    'video',
    dtsMs,
    writeVideoTagBody({
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: data[4] !== 0x41,
      compositionTimeMs: milliseconds(offsetMs),
      data,
    }),
  );
const audio = (dtsMs: number) =>
  tag('audio', dtsMs, writeAudioTagBody({ codec: 'aac', packet: 'raw', data: Uint8Array.of(9) }));

function stamped(seq: number, data: Uint8Array = IDR, text = `{"n":${seq}}`): Uint8Array {
  const message = {
    seq,
    wallClockMs: 5,
    snapshot: false,
    repeat: false,
    body: new TextEncoder().encode(text),
  };
  return insertSei(data, lessonSeiNalUnits(message), AVCC);
}

function listen(gathered?: GatheredFrames) {
  const lessons: PlacedMessage[] = [];
  const epochs: Epoch[] = [];
  const order: string[] = [];
  const videoTimes: number[] = [];
  const videoLasts: number[] = [];
  const fragments: Uint8Array[] = [];
  const problems: string[] = [];
  const stream = new StreamToMedia(
    {
      onVideoFormat: ({ mime }) => order.push(mime),
      onAudioFormat: ({ mime }) => order.push(mime),
      onEpoch: (epoch) => {
        epochs.push(epoch);
        order.push('epoch');
      },
      onLesson: (messages) => {
        lessons.push(...messages);
        order.push('lesson');
      },
      onVideo: ({ mediaDtsMs, fragment }) => {
        videoTimes.push(mediaDtsMs);
        for (const { samples } of readMediaSegment(fragment).tracks)
          videoLasts.push(...samples.map(({ durationTicks }) => durationTicks));
        order.push('video');
      },
      onAudio: (bytes) => {
        fragments.push(bytes);
        order.push('audio');
      },
      onPublication: () => undefined,
      onUnsupported: (what) => problems.push(what),
    },
    gathered,
  );
  return { stream, lessons, epochs, order, videoTimes, videoLasts, fragments, problems };
}

const header = writeFlvHeader({ audio: true, video: true });

describe('StreamToMedia', () => {
  it('tells formats, the epoch, the lesson of a frame, then the frame', () => {
    const { stream, order, lessons } = listen();
    stream.connectionStarts();
    for (const part of [header, videoConfig(), audioConfig(), video(9_000, stamped(1), 80), audio(9_000)])
      stream.push(part);
    expect(order).toEqual([
      'video/mp4; codecs="avc1.42c00a"',
      'audio/mp4; codecs="mp4a.40.2"',
      'epoch',
      'lesson',
      'video',
      'audio',
    ]);
    expect(lessons).toMatchObject([{ seq: 1, ptsMs: 9_080, mediaMs: 80, wallClockMs: 5 }]);
    expect(stream.announced).toEqual({ audio: true, video: true });
  });

  it('hands message bodies over as bytes of their own, free of the network chunk they came in', () => {
    const { stream, lessons } = listen();
    stream.push(Buffer.concat([header, videoConfig(), video(0, stamped(1))]));
    expect(lessons[0]?.body.byteLength).toBe(lessons[0]?.body.buffer.byteLength);
  });

  it('says of a recording how long its frames last, and of what is live that the next one ends each', () => {
    const samples = [40, 80].map((ms, index) => ({
      data: index === 0 ? IDR : SLICE,
      durationTicks: 90 * ms,
      compositionOffset: 0,
      isRandomAccess: index === 0,
    }));
    const segment = mediaSegment({
      sequenceNumber: 1,
      tracks: [{ trackId: VIDEO_TRACK_ID, baseMediaDecodeTime: 0, samples }],
    });
    const init = initSegment({ video: { avcC: recordOf(10), width: 16, height: 16, timescale: 90_000 } });
    const lastsIn = (container: 'fmp4' | 'recorded') => {
      const { stream, videoLasts } = listen();
      stream.connectionStarts(container);
      stream.push(Buffer.concat([init, segment]));
      return videoLasts;
    };
    expect(lastsIn('recorded')).toEqual([40, 80]);
    expect(lastsIn('fmp4')).toEqual([5000, 5000]);
  });

  it('puts the audio of one read into one fragment', () => {
    const { stream, fragments } = listen();
    stream.push(Buffer.concat([header, videoConfig(), audioConfig(), video(0, IDR)]));
    stream.push(Buffer.concat([audio(0), audio(21), audio(43)]));
    expect(fragments).toHaveLength(1);
  });

  it('puts a message that came in fragments on the frame with the last one', () => {
    const { stream, lessons } = listen();
    const long = `"${'x'.repeat(2_500)}"`;
    const message = {
      seq: 4,
      wallClockMs: 5,
      snapshot: false,
      repeat: false,
      body: new TextEncoder().encode(long),
    };
    const fragments = lessonSeiNalUnits(message);
    expect(fragments.length).toBeGreaterThan(1);
    stream.push(Buffer.concat([header, videoConfig()]));
    fragments.forEach((fragment, index) =>
      stream.push(video(index * 40, insertSei(index === 0 ? IDR : SLICE, [fragment], AVCC))),
    );
    expect(lessons).toMatchObject([{ seq: 4, mediaMs: (fragments.length - 1) * 40 }]);
    expect(new TextDecoder().decode(lessons[0]?.body)).toBe(long);
  });

  it('reads on in a message whose first fragments were repeated after a reconnect', () => {
    const { stream, lessons } = listen();
    const body = new TextEncoder().encode(`"${'y'.repeat(2_500)}"`);
    const fragments = lessonSeiNalUnits({ seq: 4, wallClockMs: 5, snapshot: false, repeat: false, body });
    const units = fragments.map((fragment, index) => insertSei(index === 0 ? IDR : SLICE, [fragment], AVCC));
    const parts = units.map((unit, index) => video(index * 40, unit));
    stream.push(Buffer.concat([header, videoConfig(), ...parts.slice(0, 2)]));
    stream.connectionStarts();
    stream.push(Buffer.concat([header, videoConfig(), ...parts]));
    expect(lessons).toMatchObject([{ seq: 4 }]);
  });

  it('passes over a message it cannot read, and shows the frame', () => {
    const { stream, lessons, videoTimes } = listen();
    const broken = stamped(1);
    broken.set([0xff, 0xff], broken.length - IDR.length - 4);
    stream.push(Buffer.concat([header, videoConfig(), video(0, broken), video(40, stamped(2, SLICE))]));
    expect(videoTimes).toEqual([0, 40]);
    expect(lessons.at(-1)?.seq).toBe(2);
  });

  it('tells a new format once, between the frames it belongs to', () => {
    const { stream, order } = listen();
    stream.push(Buffer.concat([header, videoConfig(), video(0, IDR), videoConfig(), video(40)]));
    stream.push(Buffer.concat([videoConfig(recordOf(31)), video(80, IDR)]));
    expect(order.filter((what) => what !== 'epoch')).toEqual([
      'video/mp4; codecs="avc1.42c00a"',
      'video',
      'video',
      'video/mp4; codecs="avc1.42c01f"',
      'video',
    ]);
  });

  it('lets frames that are gathered go on where the format changes and where the connection ends', () => {
    const { stream, order, videoTimes } = listen(new GatheredFrames());
    stream.push(Buffer.concat([header, videoConfig(), video(0, IDR, 40), video(40, SLICE, 80), video(80)]));
    expect(videoTimes).toEqual([0]);
    stream.push(Buffer.concat([videoConfig(recordOf(31)), video(120, IDR)]));
    expect(videoTimes).toEqual([0, 80]);
    expect(order.indexOf('video/mp4; codecs="avc1.42c01f"')).toBeGreaterThan(order.lastIndexOf('video'));
    stream.connectionEnds();
    expect(videoTimes).toEqual([0, 80, 120]);
  });

  it('puts silence where audio stops while frames go on', () => {
    const { stream, fragments } = listen();
    stream.push(Buffer.concat([header, videoConfig(), audioConfig(), video(0, IDR), audio(0)]));
    const before = fragments.length;
    for (let ms = 40; ms <= 1_000; ms += 40) stream.push(video(ms));
    expect(fragments.length).toBeGreaterThan(before);
  });

  it('says what it cannot play and goes on', () => {
    const { stream, problems, videoTimes } = listen();
    const mp3 = tag('audio', 0, writeAudioTagBody({ codec: 'mp3', packet: 'raw', data: Uint8Array.of(1) }));
    stream.push(Buffer.concat([header, videoConfig(), mp3, video(0, IDR)]));
    expect(problems).toEqual(['audio codec mp3']);
    expect(videoTimes).toEqual([0]);
  });
});
