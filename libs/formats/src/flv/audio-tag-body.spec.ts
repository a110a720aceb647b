import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AudioTagBody, readAudioTagBody, writeAudioTagBody } from './audio-tag-body.js';

const MP4A = [0x6d, 0x70, 0x34, 0x61];
const data = Uint8Array.of(0x21, 0x10);

const cases: { name: string; audio: AudioTagBody; wire: number[] }[] = [
  {
    name: 'AAC sequence header',
    audio: {
      codec: 'aac',
      packet: 'sequence-header',
      data: Uint8Array.of(0x11, 0x90),
      syntax: 'classic',
      soundFlags: 15,
    },
    wire: [0xaf, 0, 0x11, 0x90],
  },
  {
    name: 'AAC raw frame',
    audio: { codec: 'aac', packet: 'raw', data, syntax: 'classic', soundFlags: 15 },
    wire: [0xaf, 1, 0x21, 0x10],
  },
  {
    name: 'AAC with the flags of a careless encoder',
    audio: { codec: 'aac', packet: 'raw', data, syntax: 'classic', soundFlags: 14 },
    wire: [0xae, 1, 0x21, 0x10],
  },
  {
    name: 'MP3, which has no packet type',
    audio: { codec: 'mp3', packet: 'raw', data, syntax: 'classic', soundFlags: 15 },
    wire: [0x2f, 0x21, 0x10],
  },
  {
    name: 'Speex',
    audio: { codec: 'speex', packet: 'raw', data, syntax: 'classic', soundFlags: 6 },
    wire: [0xb6, 0x21, 0x10],
  },
  {
    name: 'Enhanced AAC sequence start',
    audio: { codec: 'aac', packet: 'sequence-header', data, syntax: 'enhanced' },
    wire: [0x90, ...MP4A, 0x21, 0x10],
  },
  {
    name: 'Enhanced AAC coded frames',
    audio: { codec: 'aac', packet: 'raw', data, syntax: 'enhanced' },
    wire: [0x91, ...MP4A, 0x21, 0x10],
  },
  {
    name: 'Enhanced Opus',
    audio: { codec: 'opus', packet: 'raw', data, syntax: 'enhanced' },
    wire: [0x91, 0x4f, 0x70, 0x75, 0x73, 0x21, 0x10],
  },
  {
    name: 'Enhanced sequence end',
    audio: { codec: 'aac', packet: 'end-of-sequence', data: new Uint8Array(0), syntax: 'enhanced' },
    wire: [0x92, ...MP4A],
  },
  {
    name: 'Enhanced channel layout',
    audio: { codec: 'aac', packet: 'channel-layout', data, syntax: 'enhanced' },
    wire: [0x94, ...MP4A, 0x21, 0x10],
  },
];
describe.each(cases)('AUDIODATA: $name', ({ audio, wire }) => {
  it('reads', () => expect(readAudioTagBody(Uint8Array.from(wire))).toEqual(audio));
  it('writes', () => expect([...writeAudioTagBody(audio)]).toEqual(wire));
});

it('writes AAC in the classic syntax unless told otherwise, and Opus in the only one it has', () => {
  expect([...writeAudioTagBody({ codec: 'aac', packet: 'raw', data })]).toEqual([0xaf, 1, 0x21, 0x10]);
  expect(writeAudioTagBody({ codec: 'opus', packet: 'raw', data })[0]).toBe(0x91);
});

it('steps over ModEx', () => {
  const wire = [0x97, 2, 0, 0, 1, 0x01, ...MP4A, 7];
  expect(readAudioTagBody(Uint8Array.from(wire))).toMatchObject({ packet: 'raw', data: Uint8Array.of(7) });
});

const refused = [
  { name: 'no byte at all', wire: [], reason: 'truncated', offset: 0 },
  { name: 'AAC without AACPacketType', wire: [0xaf], reason: 'truncated', offset: 1 },
  { name: 'AACPacketType 2', wire: [0xaf, 2], reason: 'bad-value', offset: 1 },
  { name: 'sound format 12', wire: [0xc0, 0], reason: 'unsupported', offset: 0 },
  { name: 'an unknown FourCC', wire: [0x91, 1, 2, 3, 4], reason: 'unsupported', offset: 1 },
  { name: 'AudioPacketType 3', wire: [0x93, ...MP4A], reason: 'unsupported', offset: 0 },
];
it.each(refused)('refuses $name', ({ wire, reason, offset }) => {
  expect(() => readAudioTagBody(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason, offset }));
});

const unwritable: { name: string; audio: AudioTagBody }[] = [
  { name: 'a sequence header of MP3', audio: { codec: 'mp3', packet: 'sequence-header', data } },
  { name: 'the classic end of an AAC sequence', audio: { codec: 'aac', packet: 'end-of-sequence', data } },
  { name: 'classic Opus', audio: { codec: 'opus', packet: 'raw', data, syntax: 'classic' } },
  { name: 'enhanced Speex', audio: { codec: 'speex', packet: 'raw', data, syntax: 'enhanced' } },
];
it.each(unwritable)('refuses to write $name', ({ audio }) => {
  expect(() => writeAudioTagBody(audio)).toThrow(RangeError);
});

it('throws nothing but ParseError, and what it reads it can write', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let audio: AudioTagBody;
      try {
        audio = readAudioTagBody(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
        return;
      }
      expect(readAudioTagBody(writeAudioTagBody(audio))).toEqual(audio);
    }),
  );
});

describe('a multitrack message', () => {
  const OPUS = [0x4f, 0x70, 0x75, 0x73];

  it.each([
    { name: 'one track', wire: [0x95, 0x01, ...MP4A, 0, 7] },
    { name: 'many tracks', wire: [0x95, 0x11, ...MP4A, 1, 0, 0, 1, 9, 0, 0, 0, 1, 7] },
    { name: 'many codecs', wire: [0x95, 0x21, ...OPUS, 1, 0, 0, 1, 9, ...MP4A, 0, 0, 0, 1, 7] },
  ])('$name: the first track is read', ({ wire }) => {
    expect(readAudioTagBody(Uint8Array.from(wire))).toMatchObject({
      codec: 'aac',
      packet: 'raw',
      data: Uint8Array.of(7),
    });
  });

  it('of further tracks alone is told as such, whatever their codec', () => {
    const wire = Uint8Array.from([0x95, 0x01, 1, 2, 3, 4, 1, 7]);
    const read = readAudioTagBody(wire);
    expect(read).toEqual({ packet: 'further-tracks', data: wire.subarray(1) });
    expect(writeAudioTagBody(read)).toEqual(wire);
  });

  it.each([
    { name: 'of an unknown kind', wire: [0x95, 0x31, ...MP4A], reason: 'bad-value' },
    { name: 'with a track that is cut', wire: [0x95, 0x11, ...MP4A, 1, 0, 0, 9], reason: 'truncated' },
  ])('$name is refused', ({ wire, reason }) => {
    expect(() => readAudioTagBody(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason }));
  });
});
