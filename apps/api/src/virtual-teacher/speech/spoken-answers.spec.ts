import type { Transcriber } from '@lockstep/virtual-teacher';
import { describe, expect, it } from 'vitest';
import type { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import type { Transcribers } from '../../transcribers/transcribers.js';
import type { SessionsService } from '../../sessions/sessions.service.js';
import { SpokenAnswers } from './spoken-answers.js';

/** What understands speech is another program; here it takes as long as the test wants. */
class SlowTranscriber {
  readonly name = 'slow';
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];

  understands(): boolean {
    return true;
  }

  transcribe(recording: Uint8Array): Promise<string> {
    const text = Buffer.from(recording).toString();
    this.begun.push(text);
    return new Promise((resolve) => this.#ends.push(() => resolve(text)));
  }

  /** The one that has been at it longest is done. */
  async finishOne(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise(setImmediate);
  }
}

function classroom(transcriber: SlowTranscriber): SpokenAnswers {
  const transcribers = { find: () => Promise.resolve(transcriber as unknown as Transcriber) };
  const channel = { state: { question: { open: true, spoken: true } } };
  const live = { require: () => Promise.resolve({ session: { lesson: { language: 'en' } }, channel }) };
  return new SpokenAnswers(
    transcribers as unknown as Transcribers,
    live as unknown as LiveSessions,
    {} as unknown as SessionsService,
  );
}

describe('spoken answers', () => {
  it('are transcribed in the order in which their recordings are complete, two at a time', async () => {
    const transcriber = new SlowTranscriber();
    const spoken = classroom(transcriber);
    const students = ['ann', 'bob', 'cem', 'dee', 'eve'];
    const { signal } = new AbortController();
    const recordings = new Map(students.map((name) => [name, Promise.withResolvers<Uint8Array>()]));
    const texts = students.map(async (name) => {
      const read = () => recordings.get(name)?.promise ?? Promise.reject(new Error(name));
      return (await spoken.transcribe('s', name, read, signal)).text;
    });
    const complete = ['dee', 'bob', 'eve', 'ann', 'cem'];
    for (const name of complete) {
      recordings.get(name)?.resolve(Buffer.from(name));
      await new Promise(setImmediate);
    }
    expect(transcriber.begun).toEqual(['dee', 'bob']);
    await transcriber.finishOne();
    expect(transcriber.begun).toEqual(['dee', 'bob', 'eve']);
    for (let i = 0; i < 4; i++) await transcriber.finishOne();
    expect(transcriber.begun).toEqual(complete);
    expect(await Promise.all(texts)).toEqual(students);
  });
});
