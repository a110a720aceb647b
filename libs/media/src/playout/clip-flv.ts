import {
  FlvReader,
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeMetadata,
  writeVideoTagBody,
} from '@lockstep/formats';
import { milliseconds, ParseError } from '@lockstep/sei';
import { FlvMessageReader } from '../flv/flv-to-stream.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { CELL_MS, PICTURE_MS, SOUND_OFFSETS_MS, type Cell } from './cell.js';
import { ClipFormatError } from './clip-format-error.js';

/** A clip's file, tag by tag; the frames are views of it. @throws ClipFormatError `unreadable` */
export function readClipFlv(flv: Uint8Array): { headers: StreamHeaders; frames: PublishedFrame[] } {
  const messages = new FlvMessageReader();
  const frames: PublishedFrame[] = [];
  let headers: StreamHeaders = { metadata: {} };
  try {
    const reader = new FlvReader();
    for (const { type, timestampMs, body } of reader.push(flv)) {
      const meaning = messages.read({ kind: type, timestampMs, body });
      if (meaning === undefined) continue;
      if ('headers' in meaning) ({ headers } = meaning);
      else frames.push(meaning.frame);
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof UnsupportedMedia)) throw error;
    throw new ClipFormatError('unreadable', `The clip cannot be read: ${error.message}`, { cause: error });
  }
  if (messages.broken > 0) {
    throw new ClipFormatError('unreadable', `The clip holds ${messages.broken} damaged FLV tags.`);
  }
  return { headers, frames };
}

/** The file of a clip: metadata, sequence headers, then picture and sound in the order in which they are played. */
export function writeClipFlv(headers: StreamHeaders, cells: readonly Cell[]): Uint8Array {
  const { video, audio, metadata } = headers;
  const at = milliseconds;
  const parts: Uint8Array[] = [
    writeFlvHeader({ audio: audio !== undefined, video: video !== undefined }),
    writeFlvTag({ type: 'script', timestampMs: at(0), body: writeMetadata({ ...metadata }) }),
  ];
  if (video !== undefined) {
    const config = {
      codec: 'h264',
      packet: 'sequence-header',
      isKeyframe: true,
      compositionTimeMs: at(0),
    } as const;
    const body = writeVideoTagBody({ ...config, data: video.config });
    parts.push(writeFlvTag({ type: 'video', timestampMs: at(0), body }));
  }
  if (audio !== undefined) {
    const body = writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: audio.config });
    parts.push(writeFlvTag({ type: 'audio', timestampMs: at(0), body }));
  }
  cells.forEach((cell, index) => parts.push(...cellTags(cell, index * CELL_MS)));
  return Buffer.concat(parts);
}

function cellTags({ pictures, sounds }: Cell, startMs: number): Uint8Array[] {
  const tags: { readonly atMs: number; readonly tag: Uint8Array }[] = [
    ...pictures.map(({ isRandomAccess: isKeyframe, bytes: data }, i) => {
      const atMs = startMs + i * PICTURE_MS;
      const coded = { codec: 'h264', packet: 'coded', compositionTimeMs: milliseconds(0) } as const;
      const body = writeVideoTagBody({ ...coded, isKeyframe, data });
      return { atMs, tag: writeFlvTag({ type: 'video', timestampMs: milliseconds(atMs), body }) };
    }),
    ...sounds.map((data, i) => {
      const atMs = startMs + (SOUND_OFFSETS_MS[i] ?? 0);
      const body = writeAudioTagBody({ codec: 'aac', packet: 'raw', data });
      return { atMs, tag: writeFlvTag({ type: 'audio', timestampMs: milliseconds(atMs), body }) };
    }),
  ];
  return tags.toSorted((a, b) => a.atMs - b.atMs).map(({ tag }) => tag);
}
