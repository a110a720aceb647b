import { decodeEvent, decodeSnapshot, LessonBodyError, type LessonState } from '@lockstep/contracts';
import type { MovieTrack } from '@lockstep/formats';
import { readAvcDecoderConfiguration } from '@lockstep/sei';
import { LessonTap } from '../demux/lesson-tap.js';
import type { FrameList, ListedFrame } from './frame-list.js';
import type { ReplayEvent, ReplaySnapshot } from './lesson-log.js';
import type { MediaFile } from './media-file.js';
import { eventOf } from './read-items.js';

/** Frames without a pause between them are nearer than this, ms. */
const PAUSE_MS = 1000;
/** A recording with more pauses is read without the snapshots behind the later ones. */
const MAX_SNAPSHOTS = 500;
/** Read at once while a whole file is searched, bytes. */
const SEARCH_BYTES = 4 * 1024 * 1024;

/** Reads the lesson messages in the frames of a recording. */
export class FrameMessages {
  readonly #tapOf: () => LessonTap;

  /** @throws ParseError for a decoder configuration that cannot be read */
  constructor(
    private readonly file: MediaFile,
    private readonly frames: FrameList,
    track: MovieTrack,
  ) {
    const config = track.entries.find(({ type }) => type.startsWith('avc'))?.config;
    const lengthSize = config ? readAvcDecoderConfiguration(config).lengthSize : 4;
    this.#tapOf = () => new LessonTap(lengthSize);
  }

  /** The state of the lesson where something before is missing: in the first frame, and behind each pause. @throws ReplayError */
  async snapshots(): Promise<ReplaySnapshot[]> {
    const found: ReplaySnapshot[] = [];
    for (const frame of this.#afterPauses()) {
      const bytes = await this.file.read(frame.offset, frame.size);
      for (const { snapshot, seq, body } of this.#tapOf().read(bytes)) {
        const state = snapshot ? snapshotOf(body) : undefined;
        if (state) found.push({ seq, ptsMs: frame.ptsMs, state });
      }
    }
    return found;
  }

  /** All events, for a file without an index; of one that was stamped twice, the later one. @throws ReplayError */
  async events(signal: AbortSignal): Promise<ReplayEvent[]> {
    const tap = this.#tapOf();
    const events = new Map<number, ReplayEvent>();
    for (const group of groups(this.frames.inDecodingOrder())) {
      signal.throwIfAborted();
      const from = Math.min(...group.map(({ offset }) => offset));
      const until = Math.max(...group.map(({ offset, size }) => offset + size));
      const bytes = await this.file.read(from, until - from);
      for (const { offset, size, ptsMs } of group) {
        for (const { seq, snapshot, body } of tap.read(bytes.subarray(offset - from, offset - from + size))) {
          const event = snapshot ? undefined : eventOf(() => decodeEvent(body));
          if (event) events.set(seq, { seq, ptsMs, event });
        }
      }
    }
    return [...events.values()];
  }

  #afterPauses(): ListedFrame[] {
    const found: ListedFrame[] = [];
    let newestMs = -Infinity;
    for (const frame of this.frames.inDecodingOrder()) {
      if (frame.isRandomAccess && frame.ptsMs - newestMs > PAUSE_MS) found.push(frame);
      newestMs = Math.max(newestMs, frame.ptsMs);
    }
    return found.slice(0, MAX_SNAPSHOTS);
  }
}

/** @returns undefined for a body that is no snapshot */
function snapshotOf(body: Uint8Array): LessonState | undefined {
  try {
    return decodeSnapshot(body);
  } catch (error) {
    if (error instanceof LessonBodyError) return undefined;
    throw error;
  }
}

/** Frames that lie so near to each other that they are read together. */
function* groups(frames: Iterable<ListedFrame>): Generator<ListedFrame[]> {
  let group: ListedFrame[] = [];
  let from = 0;
  for (const frame of frames) {
    const isNear = frame.offset >= from && frame.offset + frame.size - from <= SEARCH_BYTES;
    if (group.length > 0 && !isNear) {
      yield group;
      group = [];
    }
    if (group.length === 0) from = frame.offset;
    group.push(frame);
  }
  if (group.length > 0) yield group;
}
