import type { LessonAsset, ScriptDraft } from '@lockstep/contracts';
import sharp from 'sharp';
import type { Client, Reply } from './client.js';

export const scriptText = `title: Past tense
language: en
slides: [slides/one.png, slides/two.png]
steps:
  - id: welcome
    say: Hello, class. {slide 2} Look at *this* word.
  - id: q1
    ask:
      prompt: What is the past of go?
      accept: went
      wrong:
        goed: Go is irregular.
      window: 10s
      say:
        right: Well done.
        wrong: It is went.
  - id: bye
    say: That is all for today.
`;

export const frame = async (background: string): Promise<Uint8Array> =>
  sharp({ create: { width: 320, height: 180, channels: 3, background } })
    .png()
    .toBuffer();

export function filesForm(files: Readonly<Record<string, Uint8Array | string>>): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) {
    form.append('files', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
  }
  return form;
}

/** A script with its two slides. */
export async function makeScript(author: Client, text = scriptText): Promise<ScriptDraft> {
  const { lessonId } = await author.post<ScriptDraft>('/api/lessons/script', { text });
  const slides = { 'one.png': await frame('red'), 'two.png': await frame('blue') };
  await author.post<LessonAsset[]>(`/api/lessons/${lessonId}/files?folder=slides`, filesForm(slides));
  return author.get<ScriptDraft>(`/api/lessons/${lessonId}/script`);
}

/** Saves over the network, with the header that saving needs. */
export async function save<T>(
  author: Client,
  lessonId: string,
  text: string,
  ifMatch: string | undefined,
): Promise<Reply<T>> {
  const response = await fetch(`${author.web}/api/lessons/${lessonId}/script`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${author.token ?? ''}`,
      'Content-Type': 'application/json',
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    },
    body: JSON.stringify({ text }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}
