import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testHeaders } from '../../e2e/support/access-units.js';
import { FlvMessageReader, type FlvMessage } from './flv-to-stream.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';

const { video, audio } = testHeaders();
const videoHeader = Uint8Array.of(0x17, 0, 0, 0, 0, ...(video?.config ?? []));
const audioHeader = Uint8Array.of(0xaf, 0, ...(audio?.config ?? []));
const message = (kind: FlvMessage['kind'], body: Uint8Array, timestampMs = 0): FlvMessage => ({
  kind,
  timestampMs,
  body,
});

describe('the messages of a publisher', () => {
  it('become headers and frames', () => {
    const reader = new FlvMessageReader();
    expect(reader.read(message('video', videoHeader))).toMatchObject({
      headers: { video: { width: 320, height: 180, frameRate: 25 } },
    });
    expect(reader.read(message('audio', audioHeader))).toMatchObject({
      headers: { video: { lengthSize: 4 }, audio: { sampleRate: 48000, channels: 1 } },
    });
    const videoFrame = Uint8Array.of(0x17, 1, 0, 0, 80, 0, 0, 0, 1, 0x65);
    expect(reader.read(message('video', videoFrame, 1000))).toEqual({
      frame: {
        kind: 'video',
        isRandomAccess: true,
        dtsMs: 1000,
        ptsMs: 1080,
        bytes: Uint8Array.of(0, 0, 0, 1, 0x65),
      },
    });
    expect(reader.read(message('audio', Uint8Array.of(0xaf, 1, 9, 8), 1005))).toEqual({
      frame: { kind: 'audio', dtsMs: 1005, ptsMs: 1005, bytes: Uint8Array.of(9, 8) },
    });
  });

  it('a negative composition time is kept', () => {
    const reader = new FlvMessageReader();
    reader.read(message('video', videoHeader));
    const videoFrame = Uint8Array.of(0x27, 1, 0xff, 0xff, 0xd8, 0, 0, 0, 1, 0x41);
    expect(reader.read(message('video', videoFrame, 1000))).toMatchObject({ frame: { ptsMs: 960 } });
  });

  it('before their header mean nothing', () => {
    const reader = new FlvMessageReader();
    expect(reader.read(message('video', Uint8Array.of(0x27, 1, 0, 0, 0, 0, 0, 0, 1, 0x41)))).toBeUndefined();
    expect(reader.read(message('audio', Uint8Array.of(0xaf, 1, 9)))).toBeUndefined();
  });

  it.each([
    ['10 s of audio sent at once', 10_000, 0],
    ['15 s of audio as it is spoken', 14_990, 1],
  ])('before the first video may be %s; more is audio alone', (_, mostMs, speed) => {
    let nowMs = 0;
    const reader = new FlvMessageReader(() => nowMs);
    const audioAt = (ms: number) => {
      nowMs = ms * speed;
      return reader.read(message('audio', Uint8Array.of(0xaf, 1, 9), 5_000 + ms));
    };
    reader.read(message('audio', audioHeader));
    for (let ms = 0; ms <= mostMs; ms += 10) expect(audioAt(ms)).toHaveProperty('frame');
    expect(reader.isAudioAlone).toBe(false);
    expect(audioAt(mostMs + 200)).toHaveProperty('frame');
    expect(reader.isAudioAlone).toBe(true);
    reader.read(message('video', videoHeader));
    expect(reader.isAudioAlone).toBe(false);
  });

  it('that are damaged are skipped one by one, and refused when there are many in a row', () => {
    const reader = new FlvMessageReader();
    for (let i = 0; i < 49; i++) expect(reader.read(message('video', Uint8Array.of(0x17)))).toBeUndefined();
    reader.read(message('video', videoHeader));
    for (let i = 0; i < 49; i++) reader.read(message('video', Uint8Array.of(0x17)));
    expect(() => reader.read(message('video', Uint8Array.of(0x17)))).toThrow('50 damaged messages in a row');
  });

  it('whatever their bytes, are read or refused as unsupported', () => {
    const kind = fc.constantFrom('audio', 'video', 'script');
    const beginning = fc.constantFrom([], [0x17, 0], [0x17, 1], [0x90], [0xaf, 0], [0xaf, 1], [2, 0, 10]);
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, beginning, fc.uint8Array())), (messages) => {
        const reader = new FlvMessageReader();
        try {
          for (const [i, [what, first, rest]] of messages.entries()) {
            reader.read(message(what, Uint8Array.of(...first, ...rest), i * 40));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UnsupportedMedia);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
