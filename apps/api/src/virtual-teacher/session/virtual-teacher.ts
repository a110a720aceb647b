import { Serial } from '@lockstep/async';
import { setTimeout as after } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { TeachingCommand } from '@lockstep/contracts';
import type { Playout } from '@lockstep/media';
import { newId } from '../../access/secret.js';
import { DomainError } from '../../errors/domain-error.js';
import type { LiveTeacher } from '../../live-sessions/live-teacher.js';
import { LessonStages } from './lesson-stages.js';
import { initialRecord } from './position.js';
import { stepBefore } from './step-before.js';
import {
  type CommandType,
  controlled,
  type Controlled,
  type Interruption,
  transition,
} from './teaching-machine.js';
import { NotNow, NotTakenOver } from './teaching-errors.js';
import type { TeachingContext } from './teaching-context.js';

const RETRY_MS = 500;
/** How long a publisher that was let in may take to send its first frame. */
const PUBLISHER_PATIENCE_MS = 10_000;
/** Between two turns of a lesson that begins again. */
const INTERMISSION_MS = 8000;

export type TeacherParts = {
  readonly context: TeachingContext;
  readonly playout: Playout;
  readonly loop: boolean;
  /** The lesson is over. */
  readonly onOver: () => void;
};

/**
 * Takes one class through a lesson: goes from stage to stage as the record says, and lets a teacher's controls
 * change the record at any time. A stage that is interrupted leaves everything as the record has it.
 */
export class VirtualTeacher implements LiveTeacher {
  readonly #logger = new Logger('Teaching');
  readonly #stages: LessonStages;
  readonly #closed = new AbortController();
  readonly #running: Promise<void>;
  readonly #stopListening: () => void;
  #stretch = new AbortController();
  readonly #commands = new Serial();
  #publisherDeadline: NodeJS.Timeout | undefined;

  constructor(private readonly parts: TeacherParts) {
    this.#stages = new LessonStages(parts.context);
    this.#stopListening = parts.context.channel.stream.on('idle', ({ publisher }) => {
      if (publisher.kind !== 'playout') this.#publishAgain();
    });
    this.#running = this.#run();
  }

  get stages(): LessonStages {
    return this.#stages;
  }

  /** Whether somebody else's video is on air. */
  get isAside(): boolean {
    return !this.parts.playout.isPublishing;
  }

  /** One command at a time. @throws NotNow */
  command(command: TeachingCommand): Promise<void> {
    return this.#commands.run(() => this.#command(command));
  }

  stepAside(): void {
    if (this.parts.context.position.record.phase !== 'taken-over') throw new NotTakenOver();
    const { playout } = this.parts;
    if (!playout.isPublishing) return; // somebody publishes already, and the stream says so
    playout.handOver('a teacher takes over');
    clearTimeout(this.#publisherDeadline);
    this.#publisherDeadline = setTimeout(() => this.#publishAgain(), PUBLISHER_PATIENCE_MS);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#stretch.abort('cut' satisfies Interruption);
    clearTimeout(this.#publisherDeadline);
    this.#stopListening();
    const { context, playout } = this.parts;
    await playout[Symbol.asyncDispose]();
    await this.#running;
    await this.#commands.settled();
    await context.judge.close();
    await context.frames.stop();
  }

  async #run(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      this.#stretch = new AbortController();
      try {
        if ((await this.#stages.run(this.#stretch.signal)) === 'over' && (await this.#endOfLesson())) return;
      } catch (error) {
        if (this.#closed.signal.aborted) return;
        this.#logger.error(error);
        await after(RETRY_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
      }
    }
  }

  /** @returns whether this was the last of it */
  async #endOfLesson(): Promise<boolean> {
    const { context, loop, onOver } = this.parts;
    const { position, channel, announce } = context;
    if (!loop) {
      await position.change((record) => transition(record, 'end'));
      onOver();
      return true;
    }
    const { visit, run, spentOnClass } = position.record;
    await announce({ type: 'lesson.ended' }, `over.${String(visit)}`);
    const waitsUntilPtsMs = channel.positionMs + INTERMISSION_MS;
    const kept = { visit: visit + 1, run, ...(spentOnClass && { spentOnClass }) };
    await position.change(() => ({ ...initialRecord(true), ...kept, waitsUntilPtsMs }));
    return false;
  }

  async #command(command: TeachingCommand): Promise<void> {
    const { context } = this.parts;
    const { position } = context;
    const { record } = position;
    if (this.#closed.signal.aborted) throw new NotNow(command.type, record.phase);
    const key = `control.${newId()}`; // two commands at once, or a clock that is set back, share no key
    if (command.type === 'say') {
      if (controlled(record, 'say') === undefined) throw new NotNow('say', record.phase);
      return this.#say(command.text, key);
    }
    const back = command.type === 'back' ? stepBefore(context, record.stepIndex) : undefined;
    const change = await this.#change(command.type, back?.stepIndex);
    this.#stretch.abort(change.interruption);
    if (command.type === 'hand-back') this.#takeBack();
    for (const [i, event] of change.events.entries()) {
      const made =
        'control' in event ? { event: { type: 'teacher.control', action: event.control } as const } : event;
      await this.#announce(made, `${key}.${String(i)}`);
    }
    if (back?.slide === undefined) return;
    context.studio.shown(back.slide.marks);
    await this.#announce(back.slide.action, `${key}.slide`);
  }

  async #change(type: CommandType, previous?: number): Promise<Controlled> {
    const result: { change?: Controlled } = {};
    await this.parts.context.position.change((now) => {
      const change = controlled(now, type, previous);
      if (change === undefined) throw new NotNow(type, now.phase);
      result.change = change;
      return change.record;
    });
    if (result.change === undefined) throw new NotNow(type, this.parts.context.position.record.phase);
    return result.change;
  }

  async #say(text: string, key: string): Promise<void> {
    const { position, studio, voice } = this.parts.context;
    const sentences = studio.sentencesOf(text);
    const after = await position.change((now) => ({ ...now, run: now.run + sentences.length }));
    const firstRun = (after?.run ?? 0) - sentences.length;
    for (const [i, sentence] of sentences.entries()) {
      const source = () => studio.speak(sentence, 'now');
      await voice.interject({ source, text: sentence, cues: [], run: firstRun + i });
      if (i === 0) await this.#announce({ event: { type: 'teacher.control', action: 'say' } }, key);
    }
  }

  /** What cannot be said of a moment, such as the end of a question that is closed, is no failure of the command. */
  async #announce(event: Parameters<TeachingContext['announce']>[0], key: string): Promise<void> {
    await this.parts.context.announce(event, key).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }

  #takeBack(): void {
    const { channel } = this.parts.context;
    clearTimeout(this.#publisherDeadline);
    if (!this.parts.playout.isPublishing) channel.stream.revokePublisher('the virtual teacher goes on');
    this.#publishAgain();
  }

  /** Nobody else publishes: the teacher is in the frame again, at rest while the session is taken over. */
  #publishAgain(): void {
    const { stream } = this.parts.context.channel;
    if (this.#closed.signal.aborted || stream.isEnded || stream.publisher !== undefined) return;
    this.parts.playout.takeBack();
    this.parts.context.tell();
  }
}
