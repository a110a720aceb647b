import { Injectable } from '@nestjs/common';
import { sentencesOfText, type Speech, VoiceFailed, writeWave } from '@lockstep/virtual-teacher';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { LessonVersions } from '../../lessons/scripts/lesson-versions.service.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { CompilerResources } from '../compiling/compiler-resources.js';
import { FeedbackNotFound, VoiceUnavailable } from './speech-errors.js';
import { OneEach } from './one-each.js';

/** Sentences of a class that are spoken at once. */
const AT_ONCE = 4;

/** A student's own feedback in the teacher's voice; made when it is asked for, and kept nowhere. */
@Injectable()
export class SpokenFeedback {
  readonly #oneEach = new OneEach(AT_ONCE);

  constructor(
    private readonly feedback: FeedbackService,
    private readonly sessions: SessionsService,
    private readonly versions: LessonVersions,
    private readonly resources: CompilerResources,
  ) {}

  /** RIFF/WAVE. @throws FeedbackNotFound, {@link VoiceUnavailable}, OneAtATime */
  async speak(sessionId: string, studentId: string, feedbackId: string): Promise<Uint8Array> {
    const body = await this.feedback.own(studentId, feedbackId);
    const { lesson, source } = await this.sessions.get(sessionId);
    if (body?.judged == null || source.kind !== 'teacher') throw new FeedbackNotFound(feedbackId);
    return this.#oneEach.pass(studentId, async () => {
      const speaker = await this.resources.speakerFor(await this.versions.get(lesson.id, lesson.version));
      const { voice } = speaker.parts;
      try {
        const parts: Speech[] = [];
        for (const { words } of sentencesOfText(body.text, lesson.language))
          parts.push(await voice.speak(words));
        return joined(parts);
      } catch (error) {
        if (error instanceof VoiceFailed) throw new VoiceUnavailable(error);
        throw error;
      }
    });
  }
}

function joined(parts: readonly Speech[]): Uint8Array {
  const sampleRate = parts[0]?.sampleRate ?? 16_000;
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.samples.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part.samples, at);
    at += part.samples.length;
  }
  return writeWave({ samples, sampleRate });
}
