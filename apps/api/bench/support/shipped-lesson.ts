import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LessonVersion, ScriptDraft } from '@lockstep/contracts';
import { setTimeout as after } from 'node:timers/promises';
import type { Client } from '../../test/support/client.js';
import { filesForm } from '../../test/support/script.js';

const YESTERDAY = path.resolve(import.meta.dirname, '../../assets/lessons/past-tense');
const POLL_MS = 200;
/** Compiling takes about 20 s on two cores. */
const PATIENCE_MS = 10 * 60_000;

export type PublishedLesson = { readonly lessonId: string; readonly version: number };

/** Writes the shipped lesson "Yesterday" as an author does, and waits until it can be taught. */
export async function publishYesterday(author: Client): Promise<PublishedLesson> {
  const file = (name: string) => readFile(path.join(YESTERDAY, name));
  const text = (await file('lesson.yaml')).toString();
  return publishScript(author, text, { 'slides.md': await file('slides.md') });
}

/** Publishes a lesson, and waits until it can be taught. @param files what its text names, by name */
export async function publishScript(
  author: Client,
  text: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<PublishedLesson> {
  const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text });
  if (Object.keys(files).length > 0)
    await author.call('POST', `/api/lessons/${lessonId}/files`, filesForm(files));
  const { version } = await author.post<LessonVersion>(`/api/lessons/${lessonId}/versions`, {});
  const address = `/api/lessons/${lessonId}/versions/${String(version)}`;
  for (const deadline = performance.now() + PATIENCE_MS; ; await after(POLL_MS)) {
    const { status } = await author.get<LessonVersion>(address);
    if (status === 'ready') return { lessonId, version };
    if (status === 'failed' || performance.now() > deadline)
      throw new Error(`The lesson is ${status}; it cannot be taught.`);
  }
}

/** Clips of the lesson for the bare playout: one in which nobody speaks, and the longest sentence. */
export async function clipsOf(dataFolder: string): Promise<{ idle: string; talk: string }> {
  const folder = path.join(dataFolder, 'clips');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const clips = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      const { cells, speech } = JSON.parse(text) as { cells: number; speech: object | null };
      return { file: path.join(folder, name.replace(/json$/, 'flv')), cells, isIdle: speech === null };
    }),
  );
  const longest = clips.toSorted((a, b) => b.cells - a.cells);
  const idle = longest.findLast(({ isIdle }) => isIdle);
  const talk = longest.find(({ isIdle }) => !isIdle);
  if (idle === undefined || talk === undefined) throw new Error(`There are no clips in ${folder}.`);
  return { idle: idle.file, talk: talk.file };
}
