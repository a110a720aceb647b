import { Injectable } from '@nestjs/common';
import { RecordedPast } from '@lockstep/media';
import { Settings } from '../config/settings.js';
import type { PartBytes } from './part-bytes.js';
import { RecordingStore } from './recording-store.js';
import type { Recording } from './recording.entity.js';
import { RecordingsService } from './recordings.service.js';
import type { StoredPart } from './stored-recording.js';

const MINUTE_MS = 60_000;
/** Within this time a recording is looked at once, however many ask, ms. */
const LOOK_EVERY_MS = 500;
/** Sessions that are rewound now; others are looked at anew. */
const KEPT = 200;

export type PastBytes = { readonly content: PartBytes; readonly from: number; readonly until: number };

type Look = { readonly atMs: number; readonly recording: Recording; readonly parts: readonly StoredPart[] };

/** What live sessions can be rewound to, out of their recordings as they grow. */
@Injectable()
export class SessionPasts {
  /** The session that was asked for last is the last one. */
  readonly #looks = new Map<string, Promise<Look | undefined>>();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly store: RecordingStore,
    private readonly settings: Settings,
  ) {}

  get windowMs(): number {
    return this.settings.get('DVR_MINUTES') * MINUTE_MS;
  }

  async of(sessionId: string): Promise<RecordedPast> {
    const { parts } = (await this.#look(sessionId)) ?? { parts: [] };
    return new RecordedPast(
      parts.flatMap(({ stretches }) => stretches),
      this.windowMs,
    );
  }

  /**
   * Where a segment is, or what a decoder needs before it.
   *
   * @returns undefined where there is no such segment, or where it may still grow
   */
  async bytesOf(
    sessionId: string,
    stretch: number,
    segment: number | 'init',
  ): Promise<PastBytes | undefined> {
    const { parts } = (await this.#look(sessionId)) ?? { parts: [] };
    const all = parts.flatMap(({ content, stretches }) => stretches.map((one) => ({ content, ...one })));
    const found = all[stretch];
    const place = segment === 'init' ? found?.init : found?.segments[segment];
    if (!found || !place) return undefined;
    const mayGrow = stretch === all.length - 1 && segment === found.segments.length - 1;
    if (mayGrow) return undefined;
    return { content: found.content, from: place.offset, until: place.offset + place.length };
  }

  async #look(sessionId: string): Promise<Look | undefined> {
    const before = this.#looks.get(sessionId);
    const known = await before;
    if (known && performance.now() - known.atMs < LOOK_EVERY_MS) return known;
    // others may have begun to look while this one waited
    const running = this.#looks.get(sessionId);
    if (running && running !== before) return running;
    const looking = this.#lookNow(sessionId, known?.recording);
    this.#looks.delete(sessionId);
    this.#looks.set(sessionId, looking);
    looking.catch(() => this.#looks.delete(sessionId));
    const [oldest] = this.#looks.keys();
    if (this.#looks.size > KEPT && oldest !== undefined) this.#looks.delete(oldest);
    return looking;
  }

  async #lookNow(sessionId: string, known: Recording | undefined): Promise<Look | undefined> {
    const recording = known ?? (await this.recordings.ofSession(sessionId))[0];
    if (!recording) return undefined;
    const { parts } = await this.store.lookOnDisk(recording.id);
    return { atMs: performance.now(), recording, parts };
  }
}
