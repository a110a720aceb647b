import { Semaphore } from '@lockstep/async';
import { Injectable } from '@nestjs/common';
import type { Transcript } from '@lockstep/contracts';
import { type Ear, EarFailed } from '@lockstep/virtual-teacher';
import { Transcribers } from '../../transcribers/transcribers.js';
import { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import { HearingUnavailable, NoSpokenQuestion, NotHeard } from './speech-errors.js';
import { OneEach } from './one-each.js';

/** Recognising takes a whole core. */
const AT_ONCE = 2;
/** A recording lies in memory until it is recognised; reading it costs nothing else. */
const READ_AT_ONCE = 32;

/** Writes down what a student said, for them to correct before they send it. Nothing of it is kept. */
@Injectable()
export class Hearing {
  readonly #students = new OneEach(READ_AT_ONCE);
  readonly #recognitions = new Semaphore(AT_ONCE);

  constructor(
    private readonly transcribers: Transcribers,
    private readonly live: LiveSessions,
  ) {}

  /** Throws SessionNotFound, SessionNotLive, {@link NoSpokenQuestion}, {@link HearingUnavailable}, OneAtATime. */
  async admit(sessionId: string): Promise<{ ear: Ear; language: string }> {
    const { session, channel } = await this.live.require(sessionId);
    const { question } = channel.state;
    if (question?.open !== true || question.spoken !== true) throw new NoSpokenQuestion();
    const { language } = session.lesson;
    const ear = await this.transcribers.find();
    if (ear === undefined) throw new HearingUnavailable();
    if (!ear.hears(language))
      throw new HearingUnavailable(`${ear.name} does not know the language ${language}`);
    return { ear, language };
  }

  /** The recording is read before its turn comes, so that nobody waits for a page that sends nothing. Throws {@link NotHeard} and what {@link admit} throws. */
  async transcribe(
    sessionId: string,
    studentId: string,
    read: () => Promise<Uint8Array>,
    signal: AbortSignal,
  ): Promise<Transcript> {
    const { ear, language } = await this.admit(sessionId);
    return this.#students.pass(studentId, async () => {
      try {
        const recording = await read();
        const hear = () => ear.hear(recording, { language, signal });
        return { text: await this.#recognitions.run(hear), by: ear.name };
      } catch (error) {
        if (error instanceof EarFailed) throw new NotHeard(error);
        throw error;
      }
    });
  }
}
