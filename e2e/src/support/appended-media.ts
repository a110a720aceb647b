import { readInitSegment, readMediaSegment } from '@lockstep/formats';
import {
  AVCC,
  extractSei,
  LESSON_UUID,
  LessonMessageReader,
  readUserDataUnregistered,
  USER_DATA_UNREGISTERED,
} from '@lockstep/sei';

export type ReadEvent = { readonly seq: number; readonly ptsMs: number };

const HEADER_BYTES = 8;

/** What a player appended to one source buffer: fragmented MP4, in pieces. */
export class AppendedMedia {
  /** In the order in which they were appended, the same one twice where it was appended twice. */
  readonly events: ReadEvent[] = [];
  readonly #lesson = new LessonMessageReader();
  readonly #timescales = new Map<number, number>();
  #bytes: Buffer = Buffer.alloc(0);
  #moof: Buffer | undefined;

  push(piece: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, piece]);
    while (this.#bytes.length >= HEADER_BYTES) {
      const size = this.#bytes.readUInt32BE(0);
      if (this.#bytes.length < size) return;
      const box = this.#bytes.subarray(0, size);
      this.#bytes = this.#bytes.subarray(size);
      this.#take(box.toString('latin1', 4, HEADER_BYTES), box);
    }
  }

  #take(type: string, box: Buffer): void {
    if (type === 'moov') {
      for (const { trackId, timescale, sampleEntry } of readInitSegment(box))
        if (sampleEntry === 'avc1') this.#timescales.set(trackId, timescale);
    }
    if (type === 'moof') this.#moof = box;
    if (type === 'mdat' && this.#moof) this.#takeSamples(Buffer.concat([this.#moof, box]));
  }

  #takeSamples(fragment: Buffer): void {
    for (const { trackId, baseMediaDecodeTime, samples } of readMediaSegment(fragment).tracks) {
      const timescale = this.#timescales.get(trackId);
      if (timescale === undefined) continue;
      let decodeTime = baseMediaDecodeTime;
      for (const { data, durationTicks, compositionOffset = 0 } of samples) {
        const ptsMs = Math.round((1000 * (decodeTime + compositionOffset)) / timescale);
        decodeTime += durationTicks;
        for (const { seq, snapshot } of this.#messages(data)) if (!snapshot) this.events.push({ seq, ptsMs });
      }
    }
  }

  #messages(sample: Uint8Array) {
    return extractSei(sample, AVCC)
      .filter(({ payloadType }) => payloadType === USER_DATA_UNREGISTERED)
      .map(({ payload }) => readUserDataUnregistered(payload))
      .filter(({ uuid }) => uuid === LESSON_UUID)
      .flatMap(({ data }) => this.#lesson.push(data) ?? []);
  }
}
