import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDING_SCHEMA, recordedItems } from '@lockstep/contracts';
import {
  FileBytes,
  finishRecording,
  type RecordingItem,
  recordingParts,
  recordingPlaylist,
  StoredSegments,
} from '@lockstep/media';

/** A finished recording. */
export type SlidesRecording = {
  /** The MP4. */
  readonly bytes: Buffer;
  /** Its HLS playlist, as `recording/index.m3u8` beside `recording.mp4`. */
  readonly playlist: string;
  /** Stream times of the first frame and behind the last one, ms. */
  readonly startMs: number;
  readonly endMs: number;
};

const item = (name: string, text: string): RecordingItem => {
  const bytes = Buffer.from(text);
  return { name, contentType: 'text/plain', length: bytes.length, read: () => bytes };
};

/** Finishes what was recorded in a folder of a lesson that shows one slide after another. @param slides stream times at which they came, ms */
export async function finishSlides(
  folder: string,
  slides: readonly { readonly ptsMs: number }[],
): Promise<SlidesRecording> {
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
  return {
    bytes: await readFile(join(folder, 'recording.mp4')),
    playlist: await playlistOf(folder),
    ...facts,
  };
}

async function playlistOf(folder: string): Promise<string> {
  const stretches = [];
  for (const { path, from, until } of await recordingParts(folder)) {
    const segments = new StoredSegments(from, until);
    await using source = await FileBytes.open(path);
    await segments.look(source);
    stretches.push(...segments.stretches.map((stretch) => ({ ...stretch, uri: '../recording.mp4' })));
  }
  return recordingPlaylist(stretches, true);
}
