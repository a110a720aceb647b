import { readFileSync } from 'node:fs';
import { FlvReader, type FlvTagType, writeAdts } from '../src/index.js';

/** The first tags and packets have one of everything. */
const HEAD_BYTES = 16 * 1024;
const BODY_BYTES = 256;

/** A recording, whole. */
export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));

/** Its first bytes. */
export const head = (name: string): Uint8Array => fixture(name).slice(0, HEAD_BYTES);

const FLV_RECORDINGS = ['avc.flv', 'h264_only.flv', 'mp3.flv', 'h265_aac_44100.flv'];

function bodies(type: FlvTagType): Uint8Array[] {
  return FLV_RECORDINGS.flatMap((name) =>
    new FlvReader()
      .push(fixture(name))
      .filter((tag) => tag.type === type)
      .slice(0, 3)
      .map(({ body }) => body.slice(0, type === 'script' ? undefined : BODY_BYTES)),
  );
}

/** Classic ones of recordings, and Enhanced RTMP, which no recording here has. */
export const videoBodies = (): Uint8Array[] => [
  ...bodies('video'),
  Uint8Array.of(0x90, 0x68, 0x76, 0x63, 0x31, 1, 2),
  Uint8Array.of(0x91, 0x61, 0x76, 0x63, 0x31, 0, 0, 40, 1),
  Uint8Array.of(0x97, 2, 0, 0, 9, 0x03, 0x68, 0x76, 0x63, 0x31, 1),
];
export const audioBodies = (): Uint8Array[] => [
  ...bodies('audio'),
  Uint8Array.of(0x91, 0x6d, 0x70, 0x34, 0x61, 1),
  Uint8Array.of(0x97, 0, 0, 0x01, 0x4f, 0x70, 0x75, 0x73, 1),
];
export const scriptBodies = (): Uint8Array[] => bodies('script');

/** LC, escape frequency, HE-AAC in front and behind, a program config element. */
export const aacConfigs = (): Uint8Array[] =>
  [
    [0x12, 0x10],
    [0x17, 0x80, 0x56, 0x2d, 0x88],
    [0xeb, 0x8a, 0x08, 0x00],
    [0x13, 0x88, 0x56, 0xe5, 0xa5, 0x48, 0x80],
    [0x11, 0x80, 0x04, 0xc8, 0x05, 0x00, 0x01, 0x08, 0x80, 0x00],
  ].map((bytes) => Uint8Array.from(bytes));

export function adtsStream(): Uint8Array {
  const frame = {
    objectType: 2,
    samplingFrequency: 48000,
    channelConfiguration: 2,
    data: Uint8Array.of(0x21, 0x10),
  };
  return new Uint8Array(Buffer.concat([writeAdts(frame), writeAdts(frame)]));
}
