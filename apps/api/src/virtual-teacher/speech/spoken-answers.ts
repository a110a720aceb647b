import { Semaphore } from '@lockstep/async';
import { Injectable } from '@nestjs/common';
import type { Transcript, TranscriptPurpose } from '@lockstep/contracts';
import { type Transcriber, TranscriptionFailed } from '@lockstep/virtual-teacher';
import { Transcribers } from '../../transcribers/transcribers.js';
import { AskingOff } from '../../inquiries/inquiry-errors.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import { TranscriptionUnavailable, NoSpokenQuestion, NotTranscribed } from './speech-errors.js';
import { OneEach } from './one-each.js';

/** Recognising takes a whole core. */
const AT_ONCE = 2;
/** A recording lies in memory until it is recognised; reading it costs nothing else. */
const READ_AT_ONCE = 32;

/** Writes down what a student said, for them to correct before they send it. Nothing of it is kept. */
@Injectable()
export class SpokenAnswers {
  readonly #students = new OneEach(READ_AT_ONCE);
  readonly #recognitions = new Semaphore(AT_ONCE);

  constructor(
    private readonly transcribers: Transcribers,
    private readonly live: LiveSessions,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws SessionNotFound, SessionNotLive, {@link NoSpokenQuestion}, {@link TranscriptionUnavailable}, OneAtATime */
  async admit(
    sessionId: string,
    purpose: TranscriptPurpose,
  ): Promise<{ transcriber: Transcriber; language: string }> {
    const { session, channel } = await this.live.require(sessionId);
    const { question } = channel.state;
    const isAnswer = purpose === 'answer';
    if (isAnswer && (question?.open !== true || question.spoken !== true)) throw new NoSpokenQuestion();
    if (!isAnswer && (await this.sessions.get(sessionId)).asking === 'off') throw new AskingOff();
    const { language } = session.lesson;
    const transcriber = await this.transcribers.find();
    if (transcriber === undefined) throw new TranscriptionUnavailable();
    if (!transcriber.understands(language))
      throw new TranscriptionUnavailable(`${transcriber.name} does not know the language ${language}`);
    return { transcriber, language };
  }

  /** The recording is read before its turn comes, so that nobody waits for a page that sends nothing. @throws NotTranscribed and what {@link admit} throws */
  async transcribe(
    sessionId: string,
    studentId: string,
    read: () => Promise<Uint8Array>,
    signal: AbortSignal,
    purpose: TranscriptPurpose = 'answer',
  ): Promise<Transcript> {
    const { transcriber, language } = await this.admit(sessionId, purpose);
    return this.#students.pass(studentId, async () => {
      try {
        const recording = await read();
        const transcribe = () => transcriber.transcribe(recording, { language, signal });
        return { text: await this.#recognitions.run(transcribe), by: transcriber.name };
      } catch (error) {
        if (error instanceof TranscriptionFailed) throw new NotTranscribed(error);
        throw error;
      }
    });
  }
}
