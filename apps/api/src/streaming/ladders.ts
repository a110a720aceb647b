import { Injectable, Logger } from '@nestjs/common';
import { KeyedSerial } from '@lockstep/async';
import {
  type Encoder,
  Ladder,
  type LadderAlarm,
  type LadderTemplate,
  type LiveStream,
} from '@lockstep/media';
import type { SessionRenditions } from '@lockstep/contracts';
import { Settings } from '../config/settings.js';
import { AlarmChanged } from '../events/alarm.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged, SessionLeft, SessionOpened } from '../live-sessions/live-session-events.js';
import { Encoders } from '../templates/encoders.js';
import { TemplateChoices } from '../templates/template-choices.js';
import { TemplatesChanged } from '../templates/template-events.js';
import { WatermarkImages } from '../templates/watermark-images.js';
import { LadderAlarms } from './ladder-alarms.js';

type Wanted = { readonly template: LadderTemplate; readonly encoder: Encoder | 'auto' };

/** A session that somebody may publish. */
type Source = {
  readonly sessionId: string;
  readonly lessonId: string;
  readonly stream: LiveStream;
  readonly alarms: LadderAlarms;
  ladder?: Ladder;
  /** What the ladder was made or changed for, to see whether that is something else now. */
  wanted?: string;
};

/** The other renditions of the sessions that somebody publishes: each ladder begins and ends with its session's stream. */
@Injectable()
export class Ladders implements AsyncDisposable {
  readonly #logger = new Logger('Renditions');
  readonly #sources = new Map<string, Source>();
  readonly #serial = new KeyedSerial<string>();
  readonly #work = new Set<Promise<void>>();
  #isClosing = false;

  constructor(
    private readonly settings: Settings,
    private readonly bus: EventBus,
    private readonly choices: TemplateChoices,
    private readonly images: WatermarkImages,
    private readonly encoders: Encoders,
  ) {
    bus.on(SessionOpened, ({ session: { id, lessonId, source }, stream }) => {
      if (source.kind === 'rtmp') this.#begin(id, lessonId, stream);
    });
    bus.on(SessionLeft, ({ sessionId }) => this.#track(sessionId, () => this.#end(sessionId)));
    bus.on(SessionChanged, ({ state: { sessionId, status } }) => {
      if (status === 'ended') this.#track(sessionId, () => this.#end(sessionId));
    });
    bus.on(TemplatesChanged, ({ sessionId }) => {
      const concerned = sessionId === undefined ? [...this.#sources.keys()] : [sessionId];
      for (const id of concerned) this.#track(id, () => this.#follow(id));
    });
  }

  find(sessionId: string): Ladder | undefined {
    return this.#sources.get(sessionId)?.ladder;
  }

  alarmsOf(sessionId: string): SessionRenditions['alarms'] {
    return this.#sources.get(sessionId)?.alarms.now ?? [];
  }

  /** Resolves when no process is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    for (const id of this.#sources.keys()) this.#track(id, () => this.#end(id));
    await Promise.all(this.#work);
  }

  #begin(sessionId: string, lessonId: string, stream: LiveStream): void {
    const alarms = new LadderAlarms((code, active) =>
      this.bus.publish(new AlarmChanged(`ladder-${code}`, sessionId, active)),
    );
    this.#sources.set(sessionId, { sessionId, lessonId, stream, alarms });
    this.#track(sessionId, () => this.#follow(sessionId));
  }

  /** Makes what holds for it now, and leaves what runs as it is where nothing changed. */
  async #follow(sessionId: string): Promise<void> {
    const source = this.#sources.get(sessionId);
    if (!source) return;
    const wanted = await this.#wantedFor(source);
    const asText = wanted && JSON.stringify(wanted);
    if (asText === source.wanted) return;
    const tools = wanted && {
      ffmpeg: await this.encoders.ffmpeg(),
      encoder: await this.encoders.choose(wanted.encoder),
    };
    if (source.stream.isEnded || this.#isClosing) return;
    if (!wanted || !tools) {
      delete source.wanted;
      return this.#leave(source);
    }
    const { template } = wanted;
    source.alarms.clear();
    if (source.ladder) source.ladder.change(template, tools.encoder);
    else
      source.ladder = new Ladder({
        ...{ source: source.stream, template, ...tools },
        onAlarm: (alarm) => this.#noteAlarm(source, alarm),
        onError: (error) => this.#logger.error(error),
      });
    if (asText !== undefined) source.wanted = asText;
    if (wanted.encoder !== 'auto' && wanted.encoder !== tools.encoder)
      this.#noteAlarm(source, {
        kind: 'encoder',
        active: true,
        message: `The encoder ${wanted.encoder} does not work here; x264 goes on.`,
      });
  }

  async #wantedFor({ sessionId, lessonId }: Source): Promise<Wanted | undefined> {
    const holding = await this.choices.holding(sessionId, lessonId);
    if (holding) return { template: this.images.ladderOf(holding.row), encoder: holding.row.content.encoder };
    const renditions = this.settings.get('LADDER');
    return renditions && { template: { renditions }, encoder: 'auto' };
  }

  #noteAlarm({ sessionId, alarms }: Source, alarm: LadderAlarm): void {
    this.#logger.warn(`${alarm.message} (session ${sessionId})`);
    alarms.take(alarm);
  }

  async #end(sessionId: string): Promise<void> {
    const source = this.#sources.get(sessionId);
    this.#sources.delete(sessionId);
    if (source) await this.#leave(source);
  }

  async #leave(source: Source): Promise<void> {
    const { ladder, alarms } = source;
    delete source.ladder;
    await ladder?.[Symbol.asyncDispose]();
    alarms.clear();
  }

  #track(sessionId: string, work: () => Promise<void>): void {
    const tracked = this.#serial
      .run(sessionId, work)
      .catch((error: unknown) => this.#logger.error(`A session has no other renditions: ${String(error)}`))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}
