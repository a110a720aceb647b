import { Logger } from '@nestjs/common';
import type { Teaching, TeachingCommand } from '@lockstep/contracts';
import { type Clip, type Pacer, Playout } from '@lockstep/media';
import type { Answer } from '../../answers/answer.entity.js';
import type { LiveSession } from '../../live-sessions/live-session.js';
import type { LiveTeacher } from '../../live-sessions/live-teacher.js';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import type { TeachingRecord } from '../../sessions/teaching-record.js';
import type { PresenceBoard } from '../../students/presence.js';
import type { ClassJudging } from '../judging/class-judging.js';
import type { Judge } from '../judging/judge.js';
import { Announcer } from './announcer.js';
import type { LessonPlan } from './lesson-plan.js';
import { FrameEvents } from './frame-events.js';
import { outcomeOf } from './outcome.js';
import { initialRecord, Position } from './position.js';
import type { Studio } from './studio.js';
import { TeacherVoice } from './teacher-voice.js';
import type { TeachingContext } from './teaching-context.js';
import { describeTeaching } from './teaching-description.js';
import { VirtualTeacher } from './virtual-teacher.js';

/** A version and what it is taught with. */
export type PreparedLesson = {
  readonly version: TeachableVersion;
  readonly plan: LessonPlan;
  readonly studio: Studio;
  readonly idle: Clip;
};

/** A lesson, and how far a class has come in it. */
export type TaughtNow = {
  readonly lesson: PreparedLesson;
  readonly record: TeachingRecord;
  /** Ids of the questions that the session does not ask. */
  readonly passedOver: ReadonlySet<string>;
};

/** What the classes of a process share. */
export type SharedParts = {
  readonly pacer: Pacer;
  readonly presence: PresenceBoard;
  readonly judging: ClassJudging;
  readonly saveTeaching: (sessionId: string, record: TeachingRecord) => Promise<void>;
};

type ClassParts = {
  readonly live: LiveSession;
  readonly lesson: PreparedLesson;
  readonly shared: SharedParts;
  readonly judge: Judge;
  /** Something changed that a teacher sees. */
  readonly onChanged: () => void;
};

/** A session that a virtual teacher teaches in this process. Owns what it is made of, and ends it in order. */
export class TaughtClass implements LiveTeacher {
  readonly #logger = new Logger('Teaching');
  readonly #context: TeachingContext;
  readonly #teacher: VirtualTeacher;
  readonly #stopListening: readonly (() => void)[];
  #saying: string | null = null;

  private constructor(private readonly parts: ClassParts) {
    const { live, lesson, judge, onChanged } = parts;
    const { source } = live.session;
    const playout = new Playout({
      stream: live.channel.stream,
      pacer: parts.shared.pacer,
      idle: lesson.idle,
      publisherId: live.session.id,
      onError: (error) => this.#logger.error(error),
    });
    this.#context = this.#contextOf(playout);
    this.#stopListening = [judge.onChange(onChanged), this.#context.onPresence(onChanged)];
    this.#teacher = new VirtualTeacher({
      ...{ context: this.#context, playout },
      loop: source.kind === 'teacher' && source.loop,
      onOver: () => live.sourceDone(),
    });
  }

  /** Takes the lesson up where the session's record has it. */
  static async begin(
    live: LiveSession,
    lesson: PreparedLesson,
    shared: SharedParts,
    onChanged: () => void,
  ): Promise<TaughtClass> {
    const { session, isNew } = live;
    const judge = await shared.judging.open(session, lesson.version, isNew);
    return new TaughtClass({ live, lesson, shared, judge, onChanged });
  }

  get sessionId(): string {
    return this.parts.live.session.id;
  }

  get now(): TaughtNow {
    const { position, passedOver } = this.#context;
    return { lesson: this.parts.lesson, record: position.record, passedOver };
  }

  /** What a model may still cost in it. */
  get meter(): ReturnType<ClassJudging['meter']> {
    return this.parts.shared.judging.meter(this.sessionId, this.parts.lesson.version.script);
  }

  /** An answer that is to be judged. */
  take(answer: Answer): void {
    this.parts.judge.take(answer);
  }

  /** A teacher corrected answers: what the lesson knows of its questions follows. */
  async correct(answers: readonly Answer[]): Promise<void> {
    this.parts.judge.correct(answers);
    const openings = new Map(answers.map(({ openedSeq, questionId }) => [openedSeq, questionId]));
    const { position } = this.#context;
    for (const [openedSeq, questionId] of openings) {
      const isKept = (record: TeachingRecord) => record.outcomes[questionId]?.openedSeq === openedSeq;
      if (!isKept(position.record)) continue;
      const tries = await this.parts.shared.judging.lastTries(this.sessionId, openedSeq);
      const outcome = { ...outcomeOf(tries.map(({ standing }) => standing)), openedSeq };
      await position.change((record) =>
        isKept(record) ? { ...record, outcomes: { ...record.outcomes, [questionId]: outcome } } : record,
      );
    }
  }

  /** @throws NotNow */
  command(command: TeachingCommand): Promise<void> {
    return this.#teacher.command(command);
  }

  describe(): Teaching {
    const { sessionId, meter } = this;
    const isAside = this.#teacher.isAside;
    return describeTeaching(this.#context, { sessionId, saying: this.#saying, isAside, budget: meter });
  }

  stepAside(): void {
    this.#teacher.stepAside();
  }

  async close(): Promise<void> {
    this.#stopListening.forEach((stop) => stop());
    await this.#teacher.close();
    await this.parts.shared.judging.close(this.sessionId);
  }

  #contextOf(playout: Playout): TeachingContext {
    const { live, lesson, shared, judge, onChanged } = this.parts;
    const { channel, session } = live;
    const { plan, studio } = lesson;
    const isTaught = session.source.kind === 'teacher' ? session.source : undefined;
    const announcer = new Announcer(session, channel, live.count);
    const frames = new FrameEvents(channel.stream);
    const first = session.teaching ?? initialRecord(isTaught?.begins === 'with-a-student');
    return {
      ...{ plan, channel, frames, studio, judge, tell: onChanged },
      passedOver: plan.passedOver(session.id),
      position: new Position(first, (record) => shared.saveTeaching(session.id, record), onChanged),
      voice: new TeacherVoice({
        ...{ playout, events: frames, announce: announcer.announce },
        onSaying: (text) => {
          this.#saying = text;
          onChanged();
        },
      }),
      replies: {
        sessionId: session.id,
        brain: shared.judging.brainOf(lesson.version.script),
        language: plan.language,
        oneToOne: isTaught?.oneToOne ?? false,
        sentencesOf: (text) => studio.sentencesOf(text),
        spentOnClass: () => shared.judging.spentOnClass(session.id),
      },
      watching: () => shared.presence.watching(session.id),
      onPresence: (listener) => shared.presence.onWatchers(session.id, listener),
      announce: announcer.announce,
      announced: (cueKey) => announcer.announced(cueKey),
      beginAgain: () => live.beginAgain(),
    };
  }
}
