import { Logger } from '@nestjs/common';
import type { LedgerEntry } from '@lockstep/contracts';
import { FileSource, type MediaFrame, type PublisherInfo } from '@lockstep/media';
import type { Session } from '../sessions/session.entity.js';
import type { SessionsService } from '../sessions/sessions.service.js';
import { CueRunner, type DueCue } from '../signalling/cue-runner.js';
import type { LedgerService } from '../ledger/ledger.service.js';
import { type CountAnswers, eventOf } from '../signalling/lesson-actions.js';
import { LessonChannel } from '../signalling/lesson-channel.js';
import type { LiveTeacher } from './live-teacher.js';
import { PositionKeeper, resumeAt } from './position-keeper.js';

export type LiveSessionHooks = {
  readonly onRecorded: (entry: LedgerEntry) => void;
  readonly onPublisher: (publisher: PublisherInfo | undefined) => void;
  /** A file that is not looped was played to its end, or cannot be played on. */
  readonly onSourceDone: () => void;
};

export type LiveSessionParts = {
  readonly sessions: SessionsService;
  readonly ledger: LedgerService;
  readonly count: CountAnswers;
  readonly hooks: LiveSessionHooks;
};

/** Time to number the first events of a loop before its first frame leaves. */
const LOOP_LEAD_MS = 350;

/** Of a lesson that is shown again and again, as many turns stay on record, the one that runs among them. */
const KEPT_TURNS = 5;

const boundaries = {
  'lesson.started': { type: 'lesson.started' },
  'lesson.ended': { type: 'lesson.ended' },
} as const;

/** Everything that runs while a session is live: its stream, its story, its cues, its file. */
export class LiveSession {
  readonly #logger = new Logger('Sessions');
  readonly #cues: CueRunner;
  readonly #position: PositionKeeper;
  #iteration: number;
  #file: FileSource | undefined;
  #teacher: LiveTeacher | undefined;
  #beginning: Promise<void> | undefined;
  /** How far the lesson had come before a restart, ms. */
  #resumesAtMs = 0;

  private constructor(
    readonly session: Session,
    readonly channel: LessonChannel,
    /** Nothing of it is on record yet, neither events nor answers. */
    readonly isNew: boolean,
    private readonly parts: LiveSessionParts,
  ) {
    const { id, lesson, cueMode } = session;
    this.#iteration = session.iteration;
    this.#cues = new CueRunner(cueMode === 'auto' ? lesson.cues : [], (due) => this.#announce(due));
    this.#position = new PositionKeeper(channel.stream, (ptsMs, frame) =>
      parts.sessions.notePosition(id, ptsMs, frame),
    );
    channel.stream.on('frame', (frame) => this.#onFrame(frame));
    channel.stream.on('live', (publisher) => parts.hooks.onPublisher(publisher));
    channel.stream.on('idle', () => parts.hooks.onPublisher(undefined));
  }

  /** Takes the session up where the ledger left it; a session that was never live begins at 0. */
  static async open(session: Session, parts: LiveSessionParts): Promise<LiveSession> {
    const { id, checkpoint, iteration, originPtsMs, source } = session;
    const lastSeq = await parts.ledger.lastSeq(id);
    const lastAired = lastSeq === 0 ? undefined : await parts.ledger.lastAired(id);
    const start = { sessionId: id, checkpoint, lastSeq, ...resumeAt(session, lastAired) };
    const channel = await LessonChannel.open(start, parts.ledger, {
      saveCheckpoint: (latest) => parts.sessions.saveCheckpoint(id, latest),
      onRecorded: parts.hooks.onRecorded,
    });
    const live = new LiveSession(session, channel, lastSeq === 0, parts);
    if (iteration > 0) {
      const done = await parts.ledger.cueKeys(id, iteration);
      if (done.has(`${String(iteration)}.start`)) {
        // a film begins anew at an earlier frame, and tells then where its lesson's beginning would lie
        const origin = source.kind === 'file' ? undefined : (originPtsMs ?? undefined);
        live.#cues.resume({ iteration, originPtsMs: origin, done });
        live.#beginning = Promise.resolve();
        live.#resumesAtMs = Math.max(0, session.positionPtsMs - (originPtsMs ?? session.positionPtsMs));
      }
    }
    return live;
  }

  /** Before a publisher's first frame: the lesson starts with it. Later publishers go on with the lesson. */
  prepareForPublisher(): Promise<void> {
    this.#beginning ??= this.#begin(undefined);
    return this.#beginning;
  }

  /** Plays the session's file. @throws MediaFileError, FfmpegMissing */
  async play(path: string, loop: boolean, ffmpeg: string | undefined): Promise<void> {
    await this.prepareForPublisher();
    this.#file = await FileSource.start({
      path,
      loop,
      ffmpeg,
      stream: this.channel.stream,
      publisherId: this.session.id,
      loopLeadMs: LOOP_LEAD_MS,
      startAtMs: this.#resumesAtMs,
      onLoop: ({ iteration, streamPtsMs, filmMs }) => {
        if (iteration === 0) this.#setOrigin(streamPtsMs - filmMs);
        else if (this.session.cueMode === 'auto')
          this.#begin(streamPtsMs).catch((error: unknown) => this.#logger.error(error));
      },
      onEnding: ({ streamPtsMs }) => void this.#cues.end(streamPtsMs),
      onError: (error) => this.#logger.error(error),
    });
    this.#file.done.then(this.parts.hooks.onSourceDone, (error: unknown) => {
      this.#logger.error(`The file of session ${this.session.id} cannot be played on: ${String(error)}`);
      this.parts.hooks.onSourceDone();
    });
  }

  get count(): CountAnswers {
    return this.parts.count;
  }

  get teacher(): LiveTeacher | undefined {
    return this.#teacher;
  }

  /** A virtual teacher takes the class. */
  async teach(begin: (live: LiveSession) => Promise<LiveTeacher>): Promise<void> {
    await this.prepareForPublisher();
    this.#teacher = await begin(this);
  }

  /** The lesson starts once more, with the next frame. */
  beginAgain(): Promise<void> {
    return this.#begin(undefined);
  }

  /** The source has nothing more to show. */
  sourceDone(): void {
    this.parts.hooks.onSourceDone();
  }

  /** At once: no frame leaves any more, and none is recorded. `close` comes after it. */
  abandon(reason: string): void {
    this.channel.stream.end(reason);
  }

  /** Ends cues, file and stream; resolves when all of it is on record and no process is left. */
  async close(reason: string): Promise<void> {
    await this.#cues.stop();
    await this.#teacher?.close();
    await this.#file?.[Symbol.asyncDispose]();
    await this.channel.close(reason);
    await this.#position.close();
  }

  async #begin(originPtsMs: number | undefined): Promise<void> {
    const iteration = ++this.#iteration;
    await this.parts.sessions.beginIteration(this.session.id, iteration);
    await this.#cues.begin({ iteration, originPtsMs });
    if (originPtsMs !== undefined)
      await this.parts.sessions.setOrigin(this.session.id, iteration, originPtsMs);
    if (iteration > KEPT_TURNS) await this.#forgetTurnsBefore(iteration - KEPT_TURNS + 1);
  }

  /** A lesson that is shown again and again keeps its latest turns on record, and every question that was answered. */
  async #forgetTurnsBefore(iteration: number): Promise<void> {
    const savedSeq = await this.channel.saveCheckpoint();
    await this.parts.ledger.forget(this.session.id, `${String(iteration)}.start`, savedSeq);
  }

  #onFrame(frame: MediaFrame): void {
    if (frame.kind !== 'video') return;
    if (this.session.source.kind !== 'file') this.#setOrigin(frame.ptsMs);
    void this.#cues.onPosition(frame.ptsMs); // it never rejects
    this.#position.note(frame);
  }

  /** The first frame of the lesson tells where its time 0 lies. */
  #setOrigin(originPtsMs: number): void {
    if (this.#cues.iteration === 0 || this.#cues.originPtsMs !== undefined) return;
    this.#cues.setOrigin(originPtsMs);
    this.parts.sessions
      .setOrigin(this.session.id, this.#cues.iteration, originPtsMs)
      .catch((error: unknown) => this.#logger.warn(`The lesson's origin was not noted: ${String(error)}`));
  }

  async #announce({ cue, key, ptsMs }: DueCue): Promise<void> {
    const { lesson } = this.session;
    const action = cue === 'lesson.started' || cue === 'lesson.ended' ? boundaries[cue] : cue;
    await this.channel.submit({
      make: (projected) => eventOf(action, lesson, projected, this.parts.count),
      origin: typeof cue === 'string' ? 'system' : 'cue',
      cueKey: key,
      ...(ptsMs !== undefined && { ptsMs }),
    });
  }
}
