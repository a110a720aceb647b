import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type Clip, Playout } from '@lockstep/media';
import { Answer } from '../../answers/answer.entity.js';
import { AnswersService } from '../../answers/answers.service.js';
import { PresenceBoard } from '../../classroom/presence.js';
import { LessonVersions, type TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import type { Session } from '../../sessions/session.entity.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { LedgerService } from '../../signalling/ledger.service.js';
import type { LiveSession } from '../../streaming/live-session.js';
import { LiveSessions } from '../../streaming/live-sessions.service.js';
import type { LiveTeacher, Teachers } from '../../streaming/live-teacher.js';
import { Workshop } from '../compiling/workshop.js';
import { Brains } from '../judging/brains.js';
import { Judge } from '../judging/judge.js';
import { JudgingStore } from '../judging/judging-store.js';
import { JudgementNotifier } from '../judging/judgement-notifier.js';
import { Announcer } from './announcer.js';
import { ClassDesk } from './class-desk.js';
import type { LessonPlan } from './lesson-plan.js';
import { PictureEvents } from './picture-events.js';
import { atTheBeginning, Position } from './position.js';
import { Studios } from './studios.js';
import type { Studio } from './studio.js';
import { TeacherVoice } from './teacher-voice.js';
import type { TeachingContext } from './teaching-context.js';
import { VirtualTeacher } from './virtual-teacher.js';

type Prepared = {
  readonly version: TeachableVersion;
  readonly plan: LessonPlan;
  readonly studio: Studio;
  readonly idle: Clip;
};

/** Lends a virtual teacher to each session that is taught by one, and takes him back when it ends. */
@Injectable()
export class TeachersService implements Teachers, OnModuleInit {
  readonly #logger = new Logger('Teaching');
  readonly #judges = new Map<string, Judge>();

  constructor(
    private readonly workshop: Workshop,
    private readonly studios: Studios,
    private readonly versions: LessonVersions,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly ledger: LedgerService,
    private readonly presence: PresenceBoard,
    private readonly answers: AnswersService,
    private readonly store: JudgingStore,
    private readonly brains: Brains,
    private readonly notifier: JudgementNotifier,
    private readonly desk: ClassDesk,
  ) {}

  onModuleInit(): void {
    this.live.useTeachers(this);
    this.answers.onTaken((answer) => this.#judges.get(answer.sessionId)?.take(answer));
  }

  /** Throws VersionNotFound, VersionNotCompiled, and what keeps its clips from being read. */
  async prepare({ lesson }: Session): Promise<(live: LiveSession) => Promise<LiveTeacher>> {
    const version = await this.versions.get(lesson.id, lesson.version);
    const { plan, studio, idle } = await this.studios.furnish(version);
    const questions = version.script.steps.filter((step) => step.kind === 'ask');
    this.brains.warm(version.script.brain, questions).catch((error: unknown) => this.#logger.error(error));
    return (live) => this.#begin(live, { version, plan, studio, idle });
  }

  async #begin(live: LiveSession, prepared: Prepared): Promise<LiveTeacher> {
    const { session, channel } = live;
    const judge = this.#judge(session, prepared.version);
    await this.brains.recall(session.id, session.teaching?.spentOnClass);
    await judge.recover(session.teaching?.ask?.openedSeq ?? null);
    this.#judges.set(session.id, judge);
    const playout = new Playout({
      stream: channel.stream,
      pacer: this.workshop.pacer,
      idle: prepared.idle,
      publisherId: session.id,
      onError: (error) => this.#logger.error(error),
    });
    const taught = this.#furnish(live, prepared, judge, playout);
    await this.#tellUntold(session.id, prepared.version);
    return taught;
  }

  #judge(session: Session, { script }: TeachableVersion): Judge {
    const asks = new Map(
      script.steps.flatMap((step) => (step.kind === 'ask' ? [[step.id, step] as const] : [])),
    );
    return new Judge({
      sessionId: session.id,
      language: script.language,
      brain: this.brains.of(script.brain),
      askOf: (questionId) => asks.get(questionId),
      store: this.store,
      onJudged: (answer) => {
        this.brains.count(session.id, answer);
        this.notifier.notify(session.id, answer, asks.get(answer.questionId)?.tries ?? 1);
      },
    });
  }

  #furnish(
    live: LiveSession,
    { version, plan, studio }: Prepared,
    judge: Judge,
    playout: Playout,
  ): LiveTeacher {
    const { session, channel } = live;
    const { id: sessionId, source } = session;
    const teacherSource = source.kind === 'teacher' ? source : undefined;
    const tell = () => this.desk.tell(sessionId);
    const pictures = new PictureEvents(channel.stream);
    const announcer = new Announcer(session, channel, this.ledger, live.count);
    let saying: string | null = null;
    const voice = new TeacherVoice({
      playout,
      events: pictures,
      announce: (action, cueKey, ptsMs) => announcer.announce(action, cueKey, ptsMs),
      onSaying: (text) => {
        saying = text;
        tell();
      },
    });
    const first = session.teaching ?? atTheBeginning(teacherSource?.begins === 'with-a-student');
    const context: TeachingContext = {
      ...{ plan, channel, voice, pictures, studio, judge, tell },
      position: new Position(first, (record) => this.sessions.saveTeaching(sessionId, record), tell),
      replies: {
        sessionId,
        brain: this.brains.of(version.script.brain),
        language: plan.language,
        oneToOne: teacherSource?.oneToOne ?? false,
        sentencesOf: (text) => studio.sentencesOf(text),
        spentOnClass: () => this.brains.spentOnClass(sessionId),
      },
      watching: () =>
        this.presence.watching(sessionId).map((id) => ({ id, latencyMs: this.presence.of(id).latencyMs })),
      onPresence: (listener) => this.presence.onChanged(listener),
      announce: (event, cueKey, ptsMs) => announcer.announce(event, cueKey, ptsMs),
      announced: (cueKey) => announcer.announced(cueKey),
      beginAgain: () => live.beginAgain(),
    };
    const stopTelling = [judge.onChange(tell), context.onPresence(tell)];
    const teacher = new VirtualTeacher({
      ...{ context, playout, loop: teacherSource?.loop ?? false },
      onOver: () => live.sourceDone(),
    });
    this.desk.enter({ session, context, teacher, brain: version.script.brain, saying: () => saying });
    return {
      stepAside: () => teacher.stepAside(),
      close: async () => {
        stopTelling.forEach((stop) => stop());
        await teacher.close();
        await this.notifier.flush(sessionId);
        this.#judges.delete(sessionId);
        this.desk.leave(sessionId);
        this.brains.forget(sessionId);
      },
    };
  }

  async #tellUntold(sessionId: string, { script }: TeachableVersion): Promise<void> {
    const tries = new Map(
      script.steps.flatMap((step) => (step.kind === 'ask' ? [[step.id, step.tries]] : [])),
    );
    const triesOf = ({ questionId }: Answer) => tries.get(questionId) ?? 1;
    await this.notifier.recover(sessionId, await this.store.untold(sessionId), triesOf);
  }
}
