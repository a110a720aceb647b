import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDING_SCHEMA, recordedItems } from '@lockstep/contracts';
import { finishRecording, Recorder, type RecordingItem } from '@lockstep/media';
import { onTestFinished } from 'vitest';
import type { Clip } from '../../bench/harness/source-clip.js';
import { temporaryDirectory } from '../../bench/harness/temp-dir.js';
import type { LessonSource, StampedLessonEvent } from './lesson-source.js';
import { showSlides } from './player-fixture.js';

/** A finished recording of a lesson, and what is in it. */
export type RecordedClass = {
  /** The MP4. */
  readonly bytes: Buffer;
  /** One slide after another, each with its frame. */
  readonly slides: readonly StampedLessonEvent[];
  /** Stream times of the first frame and behind the last one, ms. */
  readonly startMs: number;
  readonly endMs: number;
};

const item = (name: string, text: string): RecordingItem => {
  const bytes = Buffer.from(text);
  return { name, contentType: 'text/plain', length: bytes.length, read: () => bytes };
};

/** Publishes the clip, shows slides 1 to `count`, and finishes what was recorded. */
export async function recordedClass(source: LessonSource, clip: Clip, count: number): Promise<RecordedClass> {
  const directory = await temporaryDirectory();
  onTestFinished(() => directory[Symbol.asyncDispose]());
  const folder = join(directory.path, 'recording');
  const recorder = new Recorder(source.stream, { folder });
  const publication = await source.publish(clip);
  const slides = await showSlides(source, 1, count);
  await publication[Symbol.asyncDispose]();
  await recorder[Symbol.asyncDispose]();
  const facts = { startMs: 0, endMs: 0 };
  await finishRecording({
    folder,
    describe: ({ events, startMs, endMs }) => {
      Object.assign(facts, { startMs, endMs });
      const lesson = {
        ...{
          schema: RECORDING_SCHEMA,
          title: 'Slides',
          language: 'en',
          startPtsMs: startMs,
          endPtsMs: endMs,
        },
        decks: ['deck'],
      };
      const lines = events.map(({ message: { seq, body }, ptsMs, frame }) =>
        JSON.stringify({ seq, ptsMs, frame, event: JSON.parse(Buffer.from(body).toString()) as unknown }),
      );
      return {
        title: 'Slides',
        captions: [],
        chapters: slides.map(({ ptsMs }, i) => ({
          startMs: ptsMs,
          endMs: slides[i + 1]?.ptsMs ?? endMs,
          text: `Slide ${i + 1}`,
        })),
        items: [
          item(recordedItems.lesson, JSON.stringify(lesson)),
          item(recordedItems.index, lines.join('\n')),
          item(
            recordedItems.deck('deck'),
            JSON.stringify({ id: 'deck', slides: [{ index: 0, title: 'One', mediaType: 'text/plain' }] }),
          ),
          item(recordedItems.slide('deck', 0), 'a picture'),
        ],
      };
    },
  });
  return { bytes: await readFile(join(folder, 'recording.mp4')), slides, ...facts };
}
