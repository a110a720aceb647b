import { get } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import type { Session } from '@lockstep/contracts';
import { FlvLessonReader } from '@lockstep/media/test/flv-lesson-reader';
import type { Client } from '../../test/support/client.js';
import type { PublishedLesson } from '../support/shipped-lesson.js';

/** How long it took to bring one session on air, ms. */
export type Opening = {
  /** POST of the session and of its start. */
  readonly startMs: number;
  /** From asking for the stream to the first whole frame. */
  readonly firstFrameMs: number;
};

/** So many requests to end sessions are under way at once. */
const ENDED_AT_ONCE = 16;

/** Sessions of one lesson, each begun by its virtual teacher without waiting for a student; ended when disposed. */
export class TaughtSessions implements AsyncDisposable {
  readonly ids: string[] = [];
  readonly openings: Opening[] = [];

  private constructor(private readonly teacher: Client) {}

  /** Starts `count` sessions at an even rate. @param rate sessions in a second */
  static async start(
    teacher: Client,
    lesson: PublishedLesson,
    { count, rate }: { readonly count: number; readonly rate: number },
  ): Promise<TaughtSessions> {
    const sessions = new TaughtSessions(teacher);
    const beganAt = performance.now();
    const opening: Promise<void>[] = [];
    for (let i = 0; i < count; i++) {
      await after(Math.max(0, beganAt + (i * 1000) / rate - performance.now()));
      opening.push(sessions.#open(lesson));
    }
    const opened = await Promise.allSettled(opening);
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed === undefined) return sessions;
    await sessions[Symbol.asyncDispose]();
    throw failed.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = [...this.ids];
    const end = async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop())
        await this.teacher.call('POST', `/api/sessions/${id}/end`, {});
    };
    await Promise.all(Array.from({ length: ENDED_AT_ONCE }, end));
  }

  async #open({ lessonId, version }: PublishedLesson): Promise<void> {
    const beganAt = performance.now();
    const source = { kind: 'teacher', version };
    const { id } = await this.teacher.post<Session>('/api/sessions', { lessonId, source });
    this.ids.push(id);
    await this.teacher.post(`/api/sessions/${id}/start`);
    const startedAt = performance.now();
    await firstFrame(`${this.teacher.web}/live/${id}.flv`);
    this.openings.push({ startMs: startedAt - beganAt, firstFrameMs: performance.now() - startedAt });
  }
}

/** Resolves when a whole frame has come; the connection is closed then. */
function firstFrame(url: string): Promise<void> {
  const reader = new FlvLessonReader();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      response.on('error', () => undefined); // its end is ours
      if (response.statusCode !== 200) reject(new Error(`${url}: ${String(response.statusCode)}`));
      response.on('data', (chunk: Uint8Array) => {
        if (reader.push(chunk).length === 0) return;
        request.destroy();
        resolve();
      });
    });
    request.on('error', reject);
  });
}
