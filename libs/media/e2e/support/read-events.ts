import { FlvLessonReader } from '../../test/flv-lesson-reader.js';

/** The events in the frames of an FLV file, each with the PTS of its frame, by seq. */
export const readEvents = (flv: Buffer): { seq: number; ptsMs: number }[] =>
  new FlvLessonReader()
    .push(flv)
    .flatMap(({ ptsMs, messages }) => messages.map(({ seq }) => ({ seq, ptsMs })))
    .sort((a, b) => a.seq - b.seq);
