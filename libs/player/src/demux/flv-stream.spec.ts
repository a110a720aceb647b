import {
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeScriptData,
  writeVideoTagBody,
} from '@lockstep/formats';
import { milliseconds, ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlvStream } from './flv-stream.js';

const header = writeFlvHeader({ audio: true, video: true });
const data = Uint8Array.of(0, 0, 0, 1, 0x65);

function videoTag(timestampMs: number, compositionTimeMs = 0, isRandomAccess = true): Uint8Array {
  const body = writeVideoTagBody({
    codec: 'h264',
    packet: 'coded',
    isRandomAccess,
    compositionTimeMs: milliseconds(compositionTimeMs),
    data,
  });
  return writeFlvTag({ type: 'video', timestampMs: milliseconds(timestampMs), body });
}
const audioTag = (timestampMs: number, codec: 'aac' | 'mp3' = 'aac') =>
  writeFlvTag({
    type: 'audio',
    timestampMs: milliseconds(timestampMs),
    body: writeAudioTagBody({ codec, packet: 'raw', data }),
  });

function read(...chunks: Uint8Array[]) {
  const stream = new FlvStream();
  return chunks.flatMap((chunk) => stream.push(chunk));
}

describe('FlvStream', () => {
  it('gives frames their presentation time from the composition offset', () => {
    expect(read(header, videoTag(1_000, 80), videoTag(1_040, 0, false))).toEqual([
      { kind: 'video', dtsMs: 1_000, ptsMs: 1_080, isRandomAccess: true, data },
      { kind: 'video', dtsMs: 1_040, ptsMs: 1_040, isRandomAccess: false, data },
    ]);
  });

  it('says where another publication begins, by its headers or by the message that stands for them', () => {
    const script = (name: string) =>
      writeFlvTag({
        type: 'script',
        timestampMs: milliseconds(0),
        body: writeScriptData({ name, values: [{ number: 2 }] }),
      });
    const kinds = (...chunks: Uint8Array[]) => read(header, ...chunks).map(({ kind }) => kind);
    expect(kinds(script('onMetaData'), videoTag(0))).toEqual(['video']); // the first publication begins the stream
    expect(kinds(videoTag(0), script('onPublication'), videoTag(40))).toEqual([
      'video',
      'publication',
      'video',
    ]);
    expect(kinds(videoTag(0), script('onMetaData'), videoTag(40))).toEqual(['video', 'publication', 'video']);
    expect(kinds(videoTag(0), script('onCuePoint'), videoTag(40))).toEqual(['video', 'video']);
    const unreadable = writeFlvTag({
      type: 'script',
      timestampMs: milliseconds(0),
      body: Uint8Array.of(2, 0, 9, 1),
    });
    expect(kinds(videoTag(0), unreadable, videoTag(40))).toEqual(['video', 'video']);
  });

  it('goes on counting past the 32 bits of FLV, audio and video mixed', () => {
    const wrap = 2 ** 32;
    const times = [wrap - 60, wrap - 40, wrap - 20, 0, 20, 10, 60];
    const samples = read(header, ...times.map((ms, index) => (index % 2 ? audioTag(ms) : videoTag(ms))));
    expect(samples.map((sample) => ('dtsMs' in sample ? sample.dtsMs : NaN))).toEqual([
      wrap - 60,
      wrap - 40,
      wrap - 20,
      wrap,
      wrap + 20,
      wrap + 10,
      wrap + 60,
    ]);
  });

  it('does not take a first time past half of the 32 bits for a negative one', () => {
    expect(read(header, videoTag(4_000_000_000))).toMatchObject([{ dtsMs: 4_000_000_000 }]);
  });

  it('says what it cannot play, and goes on with the rest', () => {
    const samples = read(header, audioTag(0, 'mp3'), videoTag(0));
    expect(samples).toMatchObject([{ kind: 'unsupported', what: 'audio codec mp3' }, { kind: 'video' }]);
  });

  it('throws nothing but ParseError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (chunks, begins) => {
        const stream = new FlvStream();
        try {
          if (begins) stream.push(header);
          for (const chunk of chunks) stream.push(chunk);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
