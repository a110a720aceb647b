import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VoiceFailed } from './voice-failed.js';
import { readWave, samplesOf, writeWave } from './wave.js';

/** RIFF, 40 bytes follow, WAVE, fmt of 16 bytes: PCM, mono, 8000 Hz, 16 000 bytes/s, 2 a sample, 16 bits; data. */
const head = (dataSize: number[]) => [
  ...[0x52, 0x49, 0x46, 0x46, 0x28, 0, 0, 0, 0x57, 0x41, 0x56, 0x45],
  ...[0x66, 0x6d, 0x74, 0x20, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0],
  ...[0x64, 0x61, 0x74, 0x61, ...dataSize],
];
const SAMPLES = [0x34, 0x12, 0xff, 0xff];
const bytes = [...head([4, 0, 0, 0]), ...SAMPLES];

describe('RIFF/WAVE', () => {
  it('is written byte by byte', () => {
    expect([...writeWave({ samples: Int16Array.of(0x1234, -1), sampleRate: 8000 })]).toEqual(bytes);
  });

  it.each([
    ['as written', bytes],
    ['of a stream that did not know its length', [...head([0xff, 0xff, 0xff, 0xff]), ...SAMPLES]],
    [
      'with a chunk that we do not know',
      [...bytes.slice(0, 36), 0x4c, 0x49, 0x53, 0x54, 1, 0, 0, 0, 7, 0, ...bytes.slice(36)],
    ],
    ['cut within a sample', [...head([6, 0, 0, 0]), ...SAMPLES, 9]],
  ])('is read %s', (_how, file) => {
    expect(readWave(Uint8Array.from(file))).toEqual({ samples: Int16Array.of(0x1234, -1), sampleRate: 8000 });
  });

  it.each([
    ['nine channels', bytes.with(22, 9)],
    ['8 bits', bytes.with(34, 8)],
    ['floats of 16 bits', bytes.with(20, 3)],
    ['a law that is not linear', bytes.with(20, 6)],
    ['no samples', bytes.slice(0, 36)],
    ['another file', bytes.with(0, 0)],
  ])('of %s is refused', (_what, file) => {
    expect(() => readWave(Uint8Array.from(file))).toThrow(VoiceFailed);
  });

  it('of two channels is one, their mean', () => {
    const stereo = [...bytes.with(22, 2).with(32, 4).slice(0, 44), 0x00, 0x10, 0x00, 0x20, 9];
    expect(readWave(Uint8Array.from(stereo.with(40, 5))).samples).toEqual(Int16Array.of(0x1800));
  });

  it('of floats, extensible or not, is brought to 16 bits', () => {
    const floats = new Uint8Array(Float32Array.of(0.5, -2, Number.NaN).buffer);
    const plain = [...bytes.with(20, 3).with(34, 32).slice(0, 40), 12, 0, 0, 0, ...floats];
    const samples = Int16Array.of(16_384, -32_768, 0);
    expect(readWave(Uint8Array.from(plain)).samples).toEqual(samples);
    const long = [...plain.with(20, 0xfe).with(21, 0xff).with(16, 40).slice(0, 36)];
    // 22 bytes, 32 valid bits, one speaker, and the tag 3 at the beginning of the subformat
    const rest = [22, 0, 32, 0, 4, 0, 0, 0, 3, 0, ...new Array<number>(14).fill(0), ...plain.slice(36)];
    expect(readWave(Uint8Array.from([...long, ...rest])).samples).toEqual(samples);
  });

  it('throws nothing but VoiceFailed, whatever the bytes', () => {
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.uint8Array().map((tail) => Uint8Array.from([...bytes.slice(0, 36), ...tail])),
    );
    fc.assert(
      fc.property(anything, (file) => {
        try {
          readWave(file);
        } catch (error) {
          expect(error).toBeInstanceOf(VoiceFailed);
        }
      }),
    );
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.int16Array(), fc.constantFrom(8000, 16_000, 24_000), (samples, sampleRate) => {
        expect(readWave(writeWave({ samples, sampleRate }))).toEqual({ samples, sampleRate });
      }),
    );
  });

  it('of raw samples drops half a sample at the end', () => {
    expect([...samplesOf(Uint8Array.of(1, 0, 9))]).toEqual([1]);
  });
});
