import type {
  Lesson,
  LessonDraftInput,
  Question,
  Session,
  SessionCreateInput,
  StreamKeyCreated,
} from '@lockstep/contracts';
import sharp from 'sharp';
import type { Client } from './client.js';

const question: Question = {
  id: 'q1',
  kind: 'single',
  prompt: 'Which one is right?',
  choices: [
    { id: 'a', text: 'walked' },
    { id: 'b', text: 'walkt' },
  ],
  correct: ['a'],
  windowMs: 20_000,
};

/** A lesson of three slides and two questions, with the given cues. */
export async function makeLesson(client: Client, cues: LessonDraftInput['cues'] = []): Promise<Lesson> {
  const open: Question = { id: 'q2', kind: 'open', prompt: 'Why?', choices: [], correct: [] };
  const draft: LessonDraftInput = { title: 'Past tense', questions: [question, open], cues };
  const { id } = await client.post<Lesson>('/api/lessons', draft);
  const files = new FormData();
  for (const background of ['red', 'green', 'blue']) {
    const frame = sharp({ create: { width: 160, height: 90, channels: 3, background } }).png();
    files.append('files', new Blob([Uint8Array.from(await frame.toBuffer())]), `${background}.png`);
  }
  return client.post<Lesson>(`/api/lessons/${id}/slides`, files);
}

export const makeSession = (
  client: Client,
  lesson: Lesson,
  more: Partial<SessionCreateInput> = {},
): Promise<Session> =>
  client.post<Session>('/api/sessions', { lessonId: lesson.id, source: { kind: 'rtmp' }, ...more });

export const makeKey = (client: Client, sessionId: string): Promise<StreamKeyCreated> =>
  client.post<StreamKeyCreated>('/api/stream-keys', { sessionId });
