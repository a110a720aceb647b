import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RECORDING_SCHEMA, recordedItems } from '@lockstep/contracts';
import { FlvReader } from '@lockstep/formats';
import {
  finishRecording,
  FlvMessageReader,
  LiveStream,
  type PublishedFrame,
  Recorder,
  type RecordingItem,
  type StreamHeaders,
} from '@lockstep/media';
import { milliseconds } from '@lockstep/sei';
import type { SeededEvent } from './seeded-class.js';

/** Length of the film that is repeated, s. */
const FILM_S = 4;

const item = (name: string, text: string): RecordingItem => {
  const bytes = Buffer.from(text);
  return { name, contentType: 'application/json', length: bytes.length, read: () => bytes };
};

/** A finished recording of `minutes` with these events in its index, as the server makes it. @returns the MP4 */
export async function recordedHour(
  folder: string,
  minutes: number,
  events: readonly SeededEvent[],
): Promise<Buffer> {
  const file = join(folder, 'film.flv');
  await promisify(execFile)(process.env['FFMPEG_PATH'] ?? 'ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-t', String(FILM_S)],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      '-b:v',
      '120k',
      '-g',
      '50',
      '-bf',
      '0',
    ],
    ...['-c:a', 'aac', '-b:a', '32k', '-f', 'flv', file],
  ]);
  const recording = join(folder, 'recording');
  const stream = new LiveStream({ name: 'bench' });
  const recorder = new Recorder(stream, { folder: recording });
  const { headers, frames } = await readFilm(file);
  const publication = stream.publish({ id: 'bench', kind: 'bench', isPrepared: true });
  publication.setHeaders(headers);
  for (let loop = 0; loop < (minutes * 60) / FILM_S; loop++) {
    for (const frame of frames) {
      if (frame.dtsMs >= FILM_S * 1000) continue;
      const later = loop * FILM_S * 1000;
      publication.push({
        ...frame,
        dtsMs: milliseconds(frame.dtsMs + later),
        ptsMs: milliseconds(frame.ptsMs + later),
      });
    }
    do await setImmediate();
    while (recorder.stats.queuedBytes > 0);
  }
  stream.end('seeded');
  await recorder[Symbol.asyncDispose]();
  await finish(recording, events);
  return readFile(join(recording, 'recording.mp4'));
}

async function finish(folder: string, events: readonly SeededEvent[]): Promise<void> {
  await finishRecording({
    folder,
    describe: ({ startMs, endMs }) => ({
      title: 'An hour',
      captions: [],
      chapters: [{ startMs, endMs, text: 'An hour' }],
      items: [
        item(
          recordedItems.lesson,
          JSON.stringify({
            ...{ schema: RECORDING_SCHEMA, title: 'An hour', language: 'en', decks: [] },
            ...{ startPtsMs: startMs, endPtsMs: endMs },
          }),
        ),
        item(recordedItems.index, events.map((one) => `${JSON.stringify(one)}\n`).join('')),
      ],
    }),
  });
}

async function readFilm(
  file: string,
): Promise<{ readonly headers: StreamHeaders; readonly frames: readonly PublishedFrame[] }> {
  const reader = new FlvMessageReader();
  const frames: PublishedFrame[] = [];
  let headers: StreamHeaders = { metadata: {} };
  for (const { type, ...tag } of new FlvReader().push(await readFile(file))) {
    const meaning = reader.read({ kind: type, ...tag });
    if (meaning && 'headers' in meaning) ({ headers } = meaning);
    else if (meaning && 'frame' in meaning) frames.push(meaning.frame);
  }
  return { headers, frames };
}
