import { describe, expect, it } from 'vitest';
import { decodedFrames, ffmpeg, fixture, probePackets } from '../../test/ffmpeg.js';
import { readAudioSpecificConfig } from '../aac/audio-specific-config.js';
import { readAudioTagBody, writeAudioTagBody } from './audio-tag-body.js';
import { FlvReader } from './flv-reader.js';
import { type FlvTag, writeFlvHeader, writeFlvTag } from './flv-tag.js';
import { metadataOf, readScriptData, writeScriptData } from './script-data.js';
import { readVideoTagBody, writeVideoTagBody } from './video-tag-body.js';

const CHUNK_BYTES = 1000;

function readFlv(bytes: Uint8Array): { reader: FlvReader; tags: FlvTag[] } {
  const reader = new FlvReader();
  const tags: FlvTag[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    tags.push(...reader.push(bytes.subarray(at, at + CHUNK_BYTES)));
  }
  return { reader, tags };
}

const concat = (parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Through every reader and writer there is, down to the body of each tag. */
function rewrite(tags: FlvTag[], header: { audio: boolean; video: boolean }): Uint8Array {
  const rewriteBody = ({ type, body }: FlvTag): Uint8Array => {
    if (type === 'video') return writeVideoTagBody(readVideoTagBody(body));
    if (type === 'audio') return writeAudioTagBody(readAudioTagBody(body));
    return writeScriptData(readScriptData(body));
  };
  return concat([
    writeFlvHeader(header),
    ...tags.map((tag) => writeFlvTag({ ...tag, body: rewriteBody(tag) })),
  ]);
}

const recordings = [
  { name: 'avc.flv', wholeBytes: 423979 },
  { name: 'h264_aac_48000.flv', wholeBytes: 275347 },
  { name: 'h264_only.flv', wholeBytes: 198040 },
  { name: 'mp3.flv', wholeBytes: 199624 },
  { name: 'h265_aac_44100.flv', wholeBytes: 996035 },
];
describe.each(recordings)('$name', ({ name, wholeBytes }) => {
  const original = fixture(name);
  const { reader, tags } = readFlv(original);

  it('is written byte for byte as it was, up to its last whole tag', () => {
    const written = rewrite(tags, reader.header ?? { audio: false, video: false });
    expect(Buffer.compare(written, original.subarray(0, wholeBytes))).toBe(0);
  });
  it('has metadata', () => {
    const script = tags.find(({ type }) => type === 'script');
    expect(script && metadataOf(readScriptData(script.body))).toHaveProperty(
      name === 'mp3.flv' ? 'audiocodecid' : 'width',
    );
  });
});

describe.each(['avc.flv', 'h264_aac_48000.flv', 'h264_only.flv'])('the frames of %s', (name) => {
  const { tags } = readFlv(fixture(name));
  it('have the sizes, times and keyframes that ffprobe sees', () => {
    const frames = tags.flatMap((tag) => {
      const video = tag.type === 'video' ? readVideoTagBody(tag.body) : undefined;
      if (video?.packet !== 'coded') return [];
      const dtsMs = tag.timestampMs;
      const { data, isRandomAccess } = video;
      return [{ dtsMs, ptsMs: dtsMs + video.compositionTimeMs, size: data.length, isRandomAccess }];
    });
    const probed = probePackets('flv', fixture(name), 'v').slice(0, frames.length);
    expect(frames).toEqual(probed);
  });
});

it('names the audio of a real stream', () => {
  const { tags } = readFlv(fixture('h265_aac_44100.flv'));
  const header = tags
    .filter(({ type }) => type === 'audio')
    .map(({ body }) => readAudioTagBody(body))
    .find(({ packet }) => packet === 'sequence-header');
  expect(header && readAudioSpecificConfig(header.data)).toMatchObject({
    samplingFrequency: 22050,
    sbr: { samplingFrequency: 44100 },
  });
});

const encoded = [
  { name: 'with B-frames', options: ['-bf', '3'] },
  { name: 'without B-frames, several slices a frame', options: ['-tune', 'zerolatency'] },
];
describe.each(encoded)('a stream that ffmpeg makes $name', ({ options }) => {
  const video = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25', '-c:v', 'libx264', ...options];
  const audio = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-c:a', 'aac'];
  const made = ffmpeg([
    ...video.slice(0, 4),
    ...audio.slice(0, 4),
    ...video.slice(4),
    ...audio.slice(4),
    '-t',
    '2',
    '-f',
    'flv',
    '-',
  ]);

  it('is decoded by ffmpeg into the same frames after we wrote it again', () => {
    const { reader, tags } = readFlv(made);
    expect(() => reader.end()).not.toThrow();
    const written = rewrite(tags, { audio: true, video: true });
    expect(decodedFrames('flv', written)).toEqual(decodedFrames('flv', made));
    expect(probePackets('flv', written, 'a')).toEqual(probePackets('flv', made, 'a'));
  });
});
