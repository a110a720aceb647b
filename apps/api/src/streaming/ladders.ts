import { Injectable, Logger } from '@nestjs/common';
import { bestEncoder, findFfmpeg, Ladder, type Encoder, type LiveStream } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionOpened } from '../live-sessions/live-session-events.js';

type Tools = { readonly ffmpeg: string; readonly encoder: Encoder };

/** The other renditions of the sessions that somebody publishes: each ladder begins and ends with its session's stream. */
@Injectable()
export class Ladders implements AsyncDisposable {
  readonly #logger = new Logger('Renditions');
  readonly #running = new Map<string, Ladder>();
  readonly #work = new Set<Promise<void>>();
  #tools: Promise<Tools> | undefined;
  #isClosing = false;

  constructor(
    private readonly settings: Settings,
    private readonly bus: EventBus,
  ) {
    bus.on(SessionOpened, ({ session, stream }) => {
      if (session.source.kind === 'rtmp') this.#track(this.#begin(session.id, stream));
    });
    bus.on(SessionChanged, ({ state: { sessionId, status } }) => {
      if (status === 'ended') this.#track(this.#end(sessionId));
    });
  }

  find(sessionId: string): Ladder | undefined {
    return this.#running.get(sessionId);
  }

  /** Resolves when no process is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#work);
    await Promise.all([...this.#running.keys()].map((sessionId) => this.#end(sessionId)));
  }

  async #begin(sessionId: string, source: LiveStream): Promise<void> {
    const renditions = this.settings.get('LADDER');
    if (!renditions) return;
    const tools = await (this.#tools ??= this.#findTools());
    if (source.isEnded || this.#isClosing) return;
    const ladder = new Ladder({
      ...{ source, template: { renditions }, ...tools },
      onAlarm: ({ kind, message }) => {
        this.#logger.warn(`${message} (session ${sessionId})`);
        const isOver = kind === 'relieved';
        this.bus.publish(new AlarmChanged(`ladder-${isOver ? 'overloaded' : kind}`, sessionId, !isOver));
      },
      onError: (error) => this.#logger.error(error),
    });
    this.#running.set(sessionId, ladder);
  }

  async #end(sessionId: string): Promise<void> {
    const ladder = this.#running.get(sessionId);
    this.#running.delete(sessionId);
    await ladder?.[Symbol.asyncDispose]();
  }

  async #findTools(): Promise<Tools> {
    try {
      const ffmpeg = await findFfmpeg({ path: this.settings.get('FFMPEG_PATH') });
      return { ffmpeg, encoder: await bestEncoder(ffmpeg) };
    } catch (error) {
      this.#tools = undefined; // it may be installed before the next session
      throw error;
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#logger.error(`A session has no other renditions: ${String(error)}`))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}
