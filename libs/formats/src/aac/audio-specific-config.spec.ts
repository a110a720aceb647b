import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AudioSpecificConfig,
  aacCodecString,
  aacLowComplexity,
  outputSamplingFrequency,
  readAudioSpecificConfig,
  writeAudioSpecificConfig,
} from './audio-specific-config.js';
import type { ProgramConfigElement } from './program-config-element.js';

const lc = (samplingFrequency: number, channels: number): AudioSpecificConfig => ({
  objectType: 2,
  samplingFrequency,
  channelConfiguration: channels,
  channels,
  frameLength: 1024,
});

const surround: ProgramConfigElement = {
  elementInstanceTag: 0,
  objectType: 1,
  samplingFrequencyIndex: 3,
  front: [
    { isPair: false, tag: 0 },
    { isPair: true, tag: 0 },
  ],
  side: [],
  back: [{ isPair: true, tag: 1 }],
  lowFrequency: [0],
  associatedData: [],
  coupling: [],
  comment: new Uint8Array(0),
};

const cases: { name: string; config: AudioSpecificConfig; wire: number[]; codec: string; heardHz: number }[] =
  [
    {
      name: 'LC 44.1 kHz stereo',
      config: lc(44100, 2),
      wire: [0x12, 0x10],
      codec: 'mp4a.40.2',
      heardHz: 44100,
    },
    {
      name: 'LC 48 kHz stereo',
      config: lc(48000, 2),
      wire: [0x11, 0x90],
      codec: 'mp4a.40.2',
      heardHz: 48000,
    },
    {
      name: 'Main 96 kHz mono',
      config: { ...lc(96000, 1), objectType: 1 },
      wire: [0x08, 0x08],
      codec: 'mp4a.40.1',
      heardHz: 96000,
    },
    {
      name: '7.1 channels as configuration 7',
      config: { ...lc(48000, 8), channelConfiguration: 7 },
      wire: [0x11, 0xb8],
      codec: 'mp4a.40.2',
      heardHz: 48000,
    },
    {
      name: 'a frequency outside the table (escape)',
      config: lc(44123, 1),
      wire: [0x17, 0x80, 0x56, 0x2d, 0x88],
      codec: 'mp4a.40.2',
      heardHz: 44123,
    },
    {
      name: 'frames of 960 samples',
      config: { ...lc(48000, 2), frameLength: 960 },
      wire: [0x11, 0x94],
      codec: 'mp4a.40.2',
      heardHz: 48000,
    },
    {
      name: 'a core coder delay',
      config: { ...lc(48000, 2), coreCoderDelay: 5 },
      wire: [0x11, 0x92, 0x00, 0x28],
      codec: 'mp4a.40.2',
      heardHz: 48000,
    },
    {
      name: 'HE-AAC, signalled in front',
      config: {
        ...lc(22050, 2),
        sbr: { signalling: 'hierarchical', samplingFrequency: 44100, parametricStereo: false },
      },
      wire: [0x2b, 0x92, 0x08, 0x00],
      codec: 'mp4a.40.5',
      heardHz: 44100,
    },
    {
      name: 'HE-AAC v2, signalled in front',
      config: {
        ...lc(22050, 1),
        sbr: { signalling: 'hierarchical', samplingFrequency: 44100, parametricStereo: true },
      },
      wire: [0xeb, 0x8a, 0x08, 0x00],
      codec: 'mp4a.40.29',
      heardHz: 44100,
    },
    {
      name: 'HE-AAC, signalled behind',
      config: { ...lc(22050, 2), sbr: { signalling: 'backward-compatible', samplingFrequency: 44100 } },
      wire: [0x13, 0x90, 0x56, 0xe5, 0xa0],
      codec: 'mp4a.40.2',
      heardHz: 44100,
    },
    {
      name: 'HE-AAC v2, signalled behind',
      config: {
        ...lc(22050, 1),
        sbr: { signalling: 'backward-compatible', samplingFrequency: 44100, parametricStereo: true },
      },
      wire: [0x13, 0x88, 0x56, 0xe5, 0xa5, 0x48, 0x80],
      codec: 'mp4a.40.2',
      heardHz: 44100,
    },
    {
      name: 'no SBR, and said so',
      config: { ...lc(44100, 2), sbr: { signalling: 'backward-compatible' } },
      wire: [0x12, 0x10, 0x56, 0xe5, 0x00],
      codec: 'mp4a.40.2',
      heardHz: 44100,
    },
    {
      name: '5.1 channels by a program config element',
      config: { ...lc(48000, 6), channelConfiguration: 0, programConfig: surround },
      wire: [0x11, 0x80, 0x04, 0xc8, 0x05, 0x00, 0x01, 0x08, 0x80, 0x00],
      codec: 'mp4a.40.2',
      heardHz: 48000,
    },
  ];
describe.each(cases)('AudioSpecificConfig: $name', ({ config, wire, codec, heardHz }) => {
  it('reads', () => expect(readAudioSpecificConfig(Uint8Array.from(wire))).toEqual(config));
  it('writes', () => expect([...writeAudioSpecificConfig(config)]).toEqual(wire));
  it('names codec and frequency', () => {
    expect(aacCodecString(config)).toBe(codec);
    expect(outputSamplingFrequency(config)).toBe(heardHz);
  });
});

it('reads a config with padding behind it', () => {
  expect(readAudioSpecificConfig(Uint8Array.of(0x12, 0x10, 0, 0, 0))).toEqual(lc(44100, 2));
});

it('makes the common configuration', () => {
  expect([...writeAudioSpecificConfig(aacLowComplexity(48000, 2))]).toEqual([0x11, 0x90]);
  expect([...writeAudioSpecificConfig(aacLowComplexity(48000, 8))]).toEqual([0x11, 0xb8]);
});

const refused = [
  { name: 'nothing', wire: [], reason: 'truncated' },
  { name: 'one byte', wire: [0x12], reason: 'truncated' },
  { name: 'frequency index 13', wire: [0x16, 0x90], reason: 'bad-value' },
  { name: 'an escaped frequency of 0', wire: [0x17, 0x80, 0, 0, 0x08], reason: 'bad-value' },
  { name: 'channel configuration 8', wire: [0x12, 0x40], reason: 'bad-value' },
  { name: 'extensionFlag', wire: [0x12, 0x11], reason: 'bad-value' },
  { name: 'object type 0', wire: [0x02, 0x10], reason: 'unsupported' },
  { name: 'xHE-AAC (object type 42)', wire: [0xf9, 0x46, 0x20, 0], reason: 'unsupported' },
  { name: 'a program config element cut short', wire: [0x11, 0x80, 0x04, 0xc8], reason: 'truncated' },
];
it.each(refused)('refuses $name', ({ wire, reason }) => {
  expect(() => readAudioSpecificConfig(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason }));
});

it('refuses to write what does not fit', () => {
  expect(() => writeAudioSpecificConfig({ ...lc(44100, 0) })).toThrow('program config element');
  expect(() => writeAudioSpecificConfig(lc(2 ** 24, 2))).toThrow(RangeError);
  expect(() => writeAudioSpecificConfig({ ...lc(44100, 2), objectType: 99 })).toThrow(RangeError);
});

const tag = fc.nat({ max: 15 });
const elements = fc.array(fc.record({ isPair: fc.boolean(), tag }), { maxLength: 15 });
const anyProgramConfig: fc.Arbitrary<ProgramConfigElement> = fc.record(
  {
    elementInstanceTag: tag,
    objectType: fc.nat({ max: 3 }),
    samplingFrequencyIndex: tag,
    front: elements,
    side: elements,
    back: elements,
    lowFrequency: fc.array(tag, { maxLength: 3 }),
    associatedData: fc.array(tag, { maxLength: 7 }),
    coupling: fc.array(fc.record({ isIndependentlySwitched: fc.boolean(), tag }), { maxLength: 15 }),
    monoMixdownTag: tag,
    stereoMixdownTag: tag,
    matrixMixdown: fc.record({ index: fc.nat({ max: 3 }), pseudoSurround: fc.boolean() }),
    comment: fc.uint8Array({ maxLength: 255 }),
  },
  {
    requiredKeys: [
      'elementInstanceTag',
      'objectType',
      'samplingFrequencyIndex',
      'front',
      'side',
      'back',
      'lowFrequency',
      'associatedData',
      'coupling',
      'comment',
    ],
  },
);

it('reads every program config element that it writes', () => {
  fc.assert(
    fc.property(anyProgramConfig, (programConfig) => {
      const config = { ...lc(48000, 0), programConfig };
      expect(readAudioSpecificConfig(writeAudioSpecificConfig(config)).programConfig).toEqual(programConfig);
    }),
  );
});

it('throws nothing but ParseError, and what it reads it can write', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
      let config: AudioSpecificConfig;
      try {
        config = readAudioSpecificConfig(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
        return;
      }
      expect(readAudioSpecificConfig(writeAudioSpecificConfig(config))).toEqual(config);
    }),
    { numRuns: 2000 },
  );
});
