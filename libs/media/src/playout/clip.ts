import { readFile } from 'node:fs/promises';
import { ParseError } from '@lockstep/sei';
import { withLiveMetadata } from '../flv/live-metadata.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import {
  beginsWithRandomAccess,
  CELL_PICTURES,
  CELL_SOUNDS,
  PICTURE_MS,
  preparePicture,
  SOUND_SAMPLE_RATE,
  type Cell,
  type Picture,
} from './cell.js';
import type { CellSource } from './cell-source.js';
import { readClipFlv } from './clip-flv.js';
import { ClipFormatError } from './clip-format-error.js';

/** FLV has whole milliseconds, and encoders round in both directions. */
const ROUNDING_MS = 1;

/**
 * A prepared clip in memory: every picture and every sound is a view of the one buffer that was read. It never changes,
 * so that all sessions share it.
 */
export class Clip implements CellSource {
  readonly isComplete = true;

  /**
   * @param cells their pictures are prepared by `preparePicture`
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
    const pictures: Picture[] = [];
    const sounds: Uint8Array[] = [];
    const first = frames.find(({ kind }) => kind === 'video');
    for (const frame of frames) {
      if (frame.kind === 'audio') {
        sounds.push(frame.bytes);
        continue;
      }
      checkTime(frame, pictures.length, first?.dtsMs ?? 0);
      pictures.push(readPicture(frame, lengthSize, pictures.length));
    }
    return new Clip(headers, toCells(pictures, sounds), flv.byteLength);
  }
}

/** @throws ClipFormatError unless there are pictures, and sound at 48 kHz */
export function checkHeaders({ video, audio }: StreamHeaders): void {
  if (video === undefined)
    throw new ClipFormatError('no-video', 'A clip needs H.264 pictures; none are there.');
  if (audio === undefined)
    throw new ClipFormatError('no-audio', 'A clip needs AAC sound; for silence, silent sound.');
  if (audio.sampleRate === SOUND_SAMPLE_RATE) return;
  const found = `The sound of a clip has ${SOUND_SAMPLE_RATE} samples a second; here it has ${audio.sampleRate}.`;
  throw new ClipFormatError('wrong-sample-rate', found);
}

function readPicture(frame: Picture, lengthSize: 1 | 2 | 4, index: number): Picture {
  try {
    return preparePicture(frame, lengthSize);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ClipFormatError('unreadable', `Picture ${index} is damaged: ${error.message}`, {
      cause: error,
    });
  }
}

function checkTime({ dtsMs, ptsMs }: PublishedFrame, index: number, firstDtsMs: number): void {
  if (ptsMs !== dtsMs) {
    throw new ClipFormatError(
      'reordered-pictures',
      `Picture ${index} is reordered: clips are made without B-frames.`,
    );
  }
  const expectedMs = firstDtsMs + index * PICTURE_MS;
  if (Math.abs(dtsMs - expectedMs) <= ROUNDING_MS) return;
  const found = `Picture ${index} is at ${dtsMs} ms, at 25 pictures a second it would be at ${expectedMs} ms.`;
  throw new ClipFormatError('uneven-pictures', found);
}

function toCells(pictures: readonly Picture[], sounds: readonly Uint8Array[]): Cell[] {
  const count = pictures.length / CELL_PICTURES;
  if (count < 1 || !Number.isInteger(count) || sounds.length !== count * CELL_SOUNDS) {
    throw new ClipFormatError(
      'partial-cell',
      `A clip has ${CELL_PICTURES} pictures and ${CELL_SOUNDS} frames of sound for every 320 ms; ` +
        `this one has ${pictures.length} pictures and ${sounds.length} frames of sound.`,
    );
  }
  return Array.from({ length: count }, (_, i) => ({
    pictures: pictures.slice(i * CELL_PICTURES, (i + 1) * CELL_PICTURES),
    sounds: sounds.slice(i * CELL_SOUNDS, (i + 1) * CELL_SOUNDS),
  }));
}
