import {
  type FlvTag,
  FlvReader,
  MpegTsReader,
  adtsToConfig,
  initSegment,
  mediaSegment,
  metadataOf,
  readAdts,
  readAmf0,
  readAudioSpecificConfig,
  readAudioTagBody,
  readInitSegment,
  readMediaSegment,
  readScriptData,
  readVideoTagBody,
  writeAdts,
  writeAmf0,
  writeAudioSpecificConfig,
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeVideoTagBody,
} from '../src/index.js';
import { readMovieFragment } from '../src/fmp4/movie-fragment-reader.js';
import { readBoxes } from '../src/mp4/box-reader.js';
import { aacConfigs, adtsStream, audioBodies, fixture, head, scriptBodies, videoBodies } from './seeds.js';

/** A reader of hostile bytes: it may return or throw ParseError; anything else it throws is a find. */
export type FuzzTarget = {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  run(bytes: Uint8Array): unknown;
};

/** Samples looked at: a table may describe more than anyone reads. */
const MOST_SAMPLES = 64;

function assert(condition: boolean, message: string): void {
  if (!condition) throw new Error(`broken promise: ${message}`);
}
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const target = (name: string, seeds: readonly Uint8Array[], run: FuzzTarget['run']): FuzzTarget => ({
  name: `formats: ${name}`,
  seeds,
  run,
});

function readFlv(bytes: Uint8Array, cut: number): FlvTag[] {
  const reader = new FlvReader();
  return [...reader.push(bytes.slice(0, cut)), ...reader.push(bytes.slice(cut))];
}

function firstOf<T>(samples: Iterable<T>): T[] {
  const first: T[] = [];
  for (const sample of samples) if (first.push(sample) >= MOST_SAMPLES) break;
  return first;
}

const flvTargets = [
  target('FLV', [head('avc.flv'), head('mp3.flv'), head('h265_aac_44100.flv')], (bytes) => {
    const tags = readFlv(bytes, bytes.length);
    assert(readFlv(bytes, bytes.length >> 1).length === tags.length, 'chunks give the same tags');
    const written = Buffer.concat(tags.map((tag) => writeFlvTag(tag)));
    const again = readFlv(Buffer.concat([writeFlvHeader({ audio: true, video: true }), written]), 9);
    assert(again.length === tags.length, 'tags written are read');
    return tags;
  }),
  target('FLV video tag', videoBodies(), (bytes) => {
    const video = readVideoTagBody(bytes);
    const again = readVideoTagBody(writeVideoTagBody(video));
    assert(again.packet === video.packet && same(again.data, video.data), 'video tags read and written');
    return video;
  }),
  target('FLV audio tag', audioBodies(), (bytes) => {
    const audio = readAudioTagBody(bytes);
    const again = readAudioTagBody(writeAudioTagBody(audio));
    assert(again.packet === audio.packet && same(again.data, audio.data), 'audio tags read and written');
    return audio;
  }),
  target('AMF0', scriptBodies(), (bytes) => {
    const values = readAmf0(bytes);
    const written = writeAmf0(...values);
    assert(same(writeAmf0(...readAmf0(written)), written), 'AMF0 written, read and written');
    return values;
  }),
  target('script data', scriptBodies(), (bytes) => metadataOf(readScriptData(bytes))),
];

const aacTargets = [
  target('AudioSpecificConfig', aacConfigs(), (bytes) => {
    const config = readAudioSpecificConfig(bytes);
    const written = writeAudioSpecificConfig(config);
    assert(
      same(writeAudioSpecificConfig(readAudioSpecificConfig(written)), written),
      'config read and written',
    );
    return config;
  }),
  target('ADTS', [adtsStream()], (bytes) => {
    const frames = readAdts(bytes);
    const written = Buffer.concat(frames.map((frame) => writeAdts(frame)));
    assert(readAdts(written).length === frames.length, 'ADTS written is read');
    return frames.filter(({ channelConfiguration }) => channelConfiguration > 0).map(adtsToConfig);
  }),
];

const videoFrame = {
  data: Uint8Array.of(1, 2, 3),
  durationTicks: 40,
  compositionOffset: -40,
  isRandomAccess: false,
};
const segments = [1, 2, 3].map((sequenceNumber) =>
  mediaSegment({
    sequenceNumber,
    tracks: [
      { trackId: 1, baseMediaDecodeTime: 0, samples: new Array(sequenceNumber).fill(videoFrame) },
      { trackId: 2, baseMediaDecodeTime: 7, samples: [{ data: Uint8Array.of(9), durationTicks: 1024 }] },
    ],
  }),
);
const video = { avcC: Uint8Array.of(1, 2), width: 16, height: 16, timescale: 1000 };
const inits = [initSegment({ video, audio: { asc: Uint8Array.of(0x11, 0x90) } })];
const movies = ['video.mp4', 'rotate-buck-bunny.mp4'].map(fixture);
const boxes = movies.flatMap((file) =>
  readBoxes(file).filter(({ type }) => type === 'moov' || type === 'moof'),
);
/** A box again as bytes, so that its own header is mutated, too. */
const boxBytes = (type: string): Uint8Array[] =>
  boxes
    .filter((one) => one.type === type)
    .map(({ payload, payloadOffset, offset }) => {
      const whole = new Uint8Array(
        payload.buffer,
        payload.byteOffset - (payloadOffset - offset),
        payload.length + 8,
      );
      return whole.slice();
    });

const mp4Targets = [
  target('media segment', segments, (bytes) => {
    const segment = readMediaSegment(bytes);
    const written = readMediaSegment(mediaSegment(segment));
    const count = ({ tracks }: typeof segment): number =>
      tracks.reduce((sum, { samples }) => sum + samples.length, 0);
    assert(count(written) === count(segment), 'samples read and written');
    return segment;
  }),
  target('init segment', inits, (bytes) => readInitSegment(bytes)),
  target('movie fragment', [...boxBytes('moof'), ...segments], (bytes) =>
    readBoxes(bytes)
      .filter(({ type }) => type === 'moof')
      .flatMap((moof) => readMovieFragment(moof).tracks)
      .map(({ samples }) => firstOf(samples)),
  ),
];

const tsTarget = target('MPEG-TS', [head('0.mpegts'), head('no-aud.mpegts')], (bytes) => {
  const whole = new MpegTsReader();
  const chunks = [...whole.push(bytes), ...whole.end()];
  const halves = new MpegTsReader();
  const half = bytes.length >> 1;
  const again = [...halves.push(bytes.slice(0, half)), ...halves.push(bytes.slice(half)), ...halves.end()];
  assert(again.length === chunks.length, 'chunks give the same parts');
  return chunks;
});

export const targets: FuzzTarget[] = [...flvTargets, ...aacTargets, ...mp4Targets, tsTarget];
