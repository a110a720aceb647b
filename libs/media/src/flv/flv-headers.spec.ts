import { FlvReader, metadataOf, readScriptData, type FlvTag } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import type { StreamHeaders } from '../stream/media-frame.js';
import { FlvHeaders } from './flv-headers.js';

const headers: StreamHeaders = {
  video: {
    codec: 'h264',
    config: Uint8Array.of(1, 0x42),
    lengthSize: 4,
    width: 640,
    height: 360,
    frameRate: 25,
  },
  audio: { codec: 'aac', config: Uint8Array.of(0x11, 0x90), sampleRate: 48000, channels: 2 },
  metadata: { encoder: 'a publisher', duration: 12, filesize: 3, width: 1 },
};
const videoOf = (config: number[]) => ({
  ...headers,
  video: { ...headers.video, config: Uint8Array.from(config) },
});

const read = (bytes: Uint8Array): FlvTag[] => new FlvReader().push(bytes);
const FILE_HEADER = Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0);
const readChange = (bytes: Uint8Array): FlvTag[] => read(Buffer.concat([FILE_HEADER, bytes]));
const metadata = (tag: FlvTag | undefined) => metadataOf(readScriptData(tag?.body ?? new Uint8Array()));

describe('FlvHeaders', () => {
  it('opens with FLV header, onMetaData at 0, and sequence headers with the time of the frame that follows', () => {
    const bytes = new FlvHeaders(headers).first(milliseconds(4711));
    expect([...bytes.subarray(0, 13)]).toEqual([...FILE_HEADER]);
    expect(read(bytes).map(({ type, timestampMs, body }) => [type, timestampMs, body[0]])).toEqual([
      ['script', 0, 2],
      ['video', 4711, 0x17],
      ['audio', 4711, 0xaf],
    ]);
    expect([...(read(bytes)[1]?.body ?? [])]).toEqual([0x17, 0, 0, 0, 0, 1, 0x42]);
    expect([...(read(bytes)[2]?.body ?? [])]).toEqual([0xaf, 0, 0x11, 0x90]);
  });

  it('announces no audio where there is none', () => {
    const { video, metadata: words } = headers;
    const bytes = new FlvHeaders({ ...(video ? { video } : {}), metadata: words }).first(milliseconds(0));
    expect(bytes[4]).toBe(1);
    expect(read(bytes).map(({ type }) => type)).toEqual(['script', 'video']);
  });

  it("keeps the publisher's words, corrects what its headers disprove, and leaves out what makes it a file", () => {
    const [script] = read(new FlvHeaders(headers).first(milliseconds(0)));
    expect(metadata(script)).toEqual({
      encoder: 'a publisher',
      width: 640,
      height: 360,
      framerate: 25,
      videocodecid: 7,
      audiocodecid: 10,
      audiosamplerate: 48000,
      stereo: true,
    });
  });

  it('sends all again to who is watching when a decoder has to be set up anew', () => {
    const changed = new FlvHeaders(videoOf([1, 0x4d]) as StreamHeaders);
    const tags = readChange(changed.change(milliseconds(80), headers));
    expect(tags.map(({ type, timestampMs }) => [type, timestampMs])).toEqual([
      ['script', 0],
      ['video', 80],
      ['audio', 80],
    ]);
  });

  it('sends only the metadata again when nothing else changed', () => {
    const changed = new FlvHeaders({ ...headers, metadata: { title: 'new' } });
    const tags = readChange(changed.change(milliseconds(80), headers));
    expect(tags.map(({ type }) => type)).toEqual(['script']);
  });
});
