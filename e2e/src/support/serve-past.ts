import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SessionPast } from '@lockstep/contracts';
import { FileBytes, RecordedPast, recordingParts, StoredSegments } from '@lockstep/media';
import type { LessonSource } from './lesson-source.js';

/** Serves the past of a stream beside its addresses, as the server does, from the recording that grows in a folder. */
export function servePast(source: LessonSource, folder: string): void {
  source.addRoute('/live/lesson/past', async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const stored = await storedIn(folder);
    const [, stretch = '', segment = ''] =
      /^past-(\d{5})-(\d+|init)\.mp4$/.exec(basename(url.pathname)) ?? [];
    const file = stored[Number(stretch)];
    if (stretch !== '' && file) {
      const place = segment === 'init' ? file.init : file.segments[Number(segment)];
      const { offset = 0, length = 0 } = place ?? {};
      const bytes = (await readFile(file.path)).subarray(offset, offset + length);
      return response.writeHead(200, { 'content-type': 'video/mp4' }).end(bytes);
    }
    const past = new RecordedPast(stored, 30 * 60_000);
    const from = url.searchParams.get('fromMs');
    const { question } = source.state;
    const body: SessionPast = {
      startPtsMs: past.extent?.startMs ?? null,
      endPtsMs: past.extent?.endMs ?? null,
      windowMs: 30 * 60_000,
      openQuestionSeq: question?.open ? question.openedSeq : null,
      stretches: (from === null ? [] : past.from(Number(from))).map((one) => ({
        init: `past-${String(one.stretch).padStart(5, '0')}-init.mp4`,
        segments: one.segments.map(({ number, startMs, endMs }) => ({
          ...{ url: `past-${String(one.stretch).padStart(5, '0')}-${String(number)}.mp4`, startMs, endMs },
        })),
      })),
    };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

async function storedIn(folder: string) {
  const all = [];
  for (const { path } of await recordingParts(folder)) {
    await using bytes = await FileBytes.open(path);
    const segments = new StoredSegments();
    await segments.look(bytes);
    for (const stretch of segments.stretches) all.push({ ...stretch, path });
  }
  return all;
}
