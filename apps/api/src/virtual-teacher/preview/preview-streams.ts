import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { LiveStream } from '@lockstep/media';
import { PreviewNotFound, TooManyPreviews } from './preview-errors.js';
import { StreamSources } from '../../streaming/stream-sources.js';
import type { PreviewStream } from './preview-stream.js';

/** A preview that nobody has opened by then is gone. */
export const OPENS_WITHIN_MS = 20_000;
/** A page that loses its connection comes back sooner. */
const EMPTY_FOR_MS = 3_000;
const LOOK_EVERY_MS = 1_000;
/** Each costs a thousandth of a core; this keeps a mistaken client from more. */
const MAX_PREVIEWS = 100;
const PREFIX = 'preview-';

type Entry = {
  readonly preview: PreviewStream;
  /** It is gone when nobody watches it then. */
  untilMs: number;
};

/** The previews that are shown now. Their names are secrets: 144 random bits, good for as long as somebody watches. */
@Injectable()
export class PreviewStreams implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Preview');
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly sources: StreamSources) {}

  onModuleInit(): void {
    this.sources.serve((name) => this.stream(name));
  }

  /** @throws TooManyPreviews and what opening throws */
  async add(open: (name: string) => Promise<PreviewStream>): Promise<PreviewStream> {
    if (this.#entries.size >= MAX_PREVIEWS) throw new TooManyPreviews(MAX_PREVIEWS, OPENS_WITHIN_MS);
    const name = PREFIX + randomBytes(18).toString('base64url');
    const preview = await open(name);
    this.#entries.set(name, { preview, untilMs: performance.now() + OPENS_WITHIN_MS });
    preview.stream.on('ended', () => this.#forget(name));
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
    return preview;
  }

  /** The stream of this name, which begins to play when it is asked for. */
  stream(name: string): LiveStream | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    entry.untilMs = performance.now() + EMPTY_FOR_MS;
    entry.preview.start();
    return entry.preview.stream;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** @throws PreviewNotFound */
  async end(name: string): Promise<void> {
    const entry = this.#entries.get(name);
    if (!entry) throw new PreviewNotFound();
    await entry.preview[Symbol.asyncDispose]();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ preview }) => preview[Symbol.asyncDispose]()));
  }

  #look(): void {
    const now = performance.now();
    for (const entry of this.#entries.values()) {
      const { stream } = entry.preview;
      if (stream.stats.subscribers > 0) entry.untilMs = Math.max(entry.untilMs, now + EMPTY_FOR_MS);
      else if (now > entry.untilMs)
        entry.preview[Symbol.asyncDispose]().catch((error: unknown) => this.#logger.error(error));
    }
  }

  #forget(name: string): void {
    this.#entries.delete(name);
    if (this.#entries.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
