import { FlvReader, writeFlvTag } from '@lockstep/formats';
import { milliseconds, ParseError } from '@lockstep/sei';
import { frameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import { FlvMessageReader } from '../flv/flv-to-stream.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { CELL_MS, VIDEO_FRAME_MS, AUDIO_OFFSETS_MS, type Cell } from './cell.js';
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
      else if ('frame' in meaning) frames.push(meaning.frame);
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

/** The file of a clip: metadata, sequence headers, then video and audio in the order in which they are played. */
export function writeClipFlv(headers: StreamHeaders, cells: readonly Cell[]): Uint8Array {
  const opening = new FlvHeaders(headers).first(milliseconds(0));
  const frames = cells.flatMap((cell, index) => framesOf(cell, index * CELL_MS));
  return Buffer.concat([opening, ...frames.map((frame) => writeFlvTag(frameTag(frame)))]);
}

function framesOf({ videoFrames, audioFrames }: Cell, startMs: number): PublishedFrame[] {
  const at = (offsetMs: number) => {
    const dtsMs = milliseconds(startMs + offsetMs);
    return { dtsMs, ptsMs: dtsMs };
  };
  const frames: PublishedFrame[] = [
    ...videoFrames.map(
      (videoFrame, i) => ({ kind: 'video', ...videoFrame, ...at(i * VIDEO_FRAME_MS) }) as const,
    ),
    ...audioFrames.map((bytes, i) => ({ kind: 'audio', bytes, ...at(AUDIO_OFFSETS_MS[i] ?? 0) }) as const),
  ];
  return frames.toSorted((a, b) => a.dtsMs - b.dtsMs);
}
