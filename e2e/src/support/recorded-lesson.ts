import { join } from 'node:path';
import { Recorder } from '@lockstep/media';
import { onTestFinished } from 'vitest';
import { finishSlides, type SlidesRecording } from '../../bench/harness/slides-recording.js';
import type { Clip } from '../../bench/harness/source-clip.js';
import { temporaryDirectory } from '../../bench/harness/temp-dir.js';
import type { LessonSource, StampedLessonEvent } from './lesson-source.js';
import { showSlides } from './player-fixture.js';

/** A finished recording of a lesson, and what is in it. */
export type RecordedClass = SlidesRecording & {
  /** One slide after another, each with its frame. */
  readonly slides: readonly StampedLessonEvent[];
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
  return { slides, ...(await finishSlides(folder, slides)) };
}
