import { readFile } from 'node:fs/promises';
import { ParseError } from '@lockstep/sei';
import { withLiveMetadata } from '../flv/live-metadata.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import {
  beginsWithRandomAccess,
  CELL_VIDEO_FRAMES,
  CELL_AUDIO_FRAMES,
  VIDEO_FRAME_MS,
  prepareFrame,
  AUDIO_SAMPLE_RATE,
  type Cell,
  type ClipFrame,
} from './cell.js';
import type { CellSource } from './cell-source.js';
import { readClipFlv } from './clip-flv.js';
import { ClipFormatError } from './clip-format-error.js';

/** FLV has whole milliseconds, and encoders round in both directions. */
const ROUNDING_MS = 1;

/**
 * A prepared clip in memory: every frame and every audio frame is a view of the one buffer that was read. It never changes,
 * so that all sessions share it.
 */
export class Clip implements CellSource {
  readonly isComplete = true;

  /**
   * @param cells their frames are prepared by `preparePicture`
   * @throws ClipFormatError unless a decoder may begin with the first cell
   */
  constructor(
    readonly headers: StreamHeaders,
    private readonly cells: readonly Cell[],
    /** Size in memory. */
    readonly byteLength: number,
  ) {
    if (!beginsWithRandomAccess(cells[0])) {
      throw new ClipFormatError('no-random-access', 'A clip begins with an IDR picture; this one does not.');
    }
  }

  get readyCells(): number {
    return this.cells.length;
  }

  cell(index: number): Cell | undefined {
    return this.cells[index];
  }

  /** @throws ClipFormatError; the error of node:fs when the file cannot be read */
  static async load(path: string): Promise<Clip> {
    return Clip.fromFlv(await readFile(path));
  }

  /**
   * Reads a clip in the house format. The bytes must not be changed afterwards.
   * @throws ClipFormatError
   */
  static fromFlv(flv: Uint8Array): Clip {
    const { headers: told, frames } = readClipFlv(flv);
    const headers = withLiveMetadata(told);
    checkHeaders(headers);
    const lengthSize = headers.video?.lengthSize ?? 4;
    const videoFrames: ClipFrame[] = [];
    const audioFrames: Uint8Array[] = [];
    const first = frames.find(({ kind }) => kind === 'video');
    for (const frame of frames) {
      if (frame.kind === 'audio') {
        audioFrames.push(frame.bytes);
        continue;
      }
      checkTime(frame, videoFrames.length, first?.dtsMs ?? 0);
      videoFrames.push(readFrame(frame, lengthSize, videoFrames.length));
    }
    return new Clip(headers, toCells(videoFrames, audioFrames), flv.byteLength);
  }
}

/** @throws ClipFormatError unless there are frames, and audio at 48 kHz */
export function checkHeaders({ video, audio }: StreamHeaders): void {
  if (video === undefined)
    throw new ClipFormatError('no-video', 'A clip needs H.264 frames; none are there.');
  if (audio === undefined)
    throw new ClipFormatError('no-audio', 'A clip needs AAC audio; for silence, silent audio.');
  if (audio.sampleRate === AUDIO_SAMPLE_RATE) return;
  const found = `The audio of a clip has ${AUDIO_SAMPLE_RATE} samples a second; here it has ${audio.sampleRate}.`;
  throw new ClipFormatError('wrong-sample-rate', found);
}

function readFrame(frame: ClipFrame, lengthSize: 1 | 2 | 4, index: number): ClipFrame {
  try {
    return prepareFrame(frame, lengthSize);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ClipFormatError('unreadable', `Frame ${index} is damaged: ${error.message}`, {
      cause: error,
    });
  }
}

function checkTime({ dtsMs, ptsMs }: PublishedFrame, index: number, firstDtsMs: number): void {
  if (ptsMs !== dtsMs) {
    throw new ClipFormatError(
      'reordered-frames',
      `Frame ${index} is reordered: clips are made without B-frames.`,
    );
  }
  const expectedMs = firstDtsMs + index * VIDEO_FRAME_MS;
  if (Math.abs(dtsMs - expectedMs) <= ROUNDING_MS) return;
  const found = `Frame ${index} is at ${dtsMs} ms, at 25 frames a second it would be at ${expectedMs} ms.`;
  throw new ClipFormatError('uneven-frames', found);
}

function toCells(videoFrames: readonly ClipFrame[], audioFrames: readonly Uint8Array[]): Cell[] {
  const count = videoFrames.length / CELL_VIDEO_FRAMES;
  if (count < 1 || !Number.isInteger(count) || audioFrames.length !== count * CELL_AUDIO_FRAMES) {
    throw new ClipFormatError(
      'partial-cell',
      `A clip has ${CELL_VIDEO_FRAMES} frames and ${CELL_AUDIO_FRAMES} frames of audio for every 320 ms; ` +
        `this one has ${videoFrames.length} frames and ${audioFrames.length} frames of audio.`,
    );
  }
  return Array.from({ length: count }, (_, i) => ({
    videoFrames: videoFrames.slice(i * CELL_VIDEO_FRAMES, (i + 1) * CELL_VIDEO_FRAMES),
    audioFrames: audioFrames.slice(i * CELL_AUDIO_FRAMES, (i + 1) * CELL_AUDIO_FRAMES),
  }));
}
