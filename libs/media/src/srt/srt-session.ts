import { LiveStreamEnded, PublisherConflict } from '../stream/publication.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import type { SrtAuthorizer, SrtClient, SrtRefusal } from './srt-authorizer.js';
import type { SrtLimits } from './srt-limits.js';
import { SrtPlayer } from './srt-player.js';
import { SrtPublisher } from './srt-publisher.js';
import type { SrtStatistics } from './srt-statistics.js';
import type { SrtTarget } from './stream-id.js';
import type { ToThread } from './thread-messages.js';

export type SrtRole = 'publish' | 'play';
/** Why a caller is turned away or thrown out; the reason never holds a key. */
export type SrtReport = { readonly role: SrtRole; readonly reason: string; readonly stream?: string };

export type SrtSessionContext = {
  readonly authorizer: SrtAuthorizer;
  readonly limits: SrtLimits;
  readonly send: (message: ToThread, transfer?: ArrayBuffer[]) => void;
  readonly onRefused: (report: SrtReport) => void;
  /** Takes faults of the server; the connection is closed. */
  readonly onError: (error: unknown) => void;
};

type Activity =
  /** `early`: what came before there is an answer. */
  | { readonly kind: 'authorizing'; readonly early: Uint8Array[]; earlyBytes: number }
  | { readonly kind: 'publishing'; readonly publisher: SrtPublisher }
  | { readonly kind: 'playing'; readonly player: SrtPlayer }
  | { readonly kind: 'closed' };

/** One caller whom libsrt asked about, from then to its last byte. */
export class SrtSession {
  readonly role: SrtRole;
  /** What SRT measured last. */
  statistics: SrtStatistics | undefined;
  /** Times that it fell behind as a player. */
  drops = 0;
  #activity: Activity = { kind: 'authorizing', early: [], earlyBytes: 0 };
  #streamName: string | undefined;
  readonly #closeListeners = new Set<() => void>();

  constructor(
    readonly socket: number,
    readonly remote: string,
    private readonly target: SrtTarget,
    private readonly context: SrtSessionContext,
  ) {
    this.role = target.mode;
  }

  /** The stream that it publishes or plays, once that is known. */
  get streamName(): string | undefined {
    return this.#streamName;
  }

  get isPublishing(): boolean {
    return this.#activity.kind === 'publishing';
  }

  /** libsrt accepted it. */
  begin(): void {
    const { app, key, query } = this.target;
    const client: SrtClient = {
      onClose: (listener) =>
        this.#activity.kind === 'closed' ? listener() : void this.#closeListeners.add(listener),
      close: (reason) => this.#finish(reason),
    };
    const request = { app, key, query, remote: this.remote, client };
    const begun = this.role === 'publish' ? this.#publish(request) : this.#play(request);
    begun.catch((error: unknown) => this.#abort(error));
  }

  /** libsrt did not accept it after all. */
  unfinished(reason: string): void {
    this.#refuse({ refused: reason });
  }

  take(bytes: Uint8Array): void {
    const activity = this.#activity;
    if (activity.kind === 'authorizing') {
      if (activity.earlyBytes + bytes.length > this.context.limits.earlyBytes) return;
      activity.earlyBytes += bytes.length;
      activity.early.push(bytes);
    } else if (activity.kind === 'publishing') {
      try {
        activity.publisher.push(bytes);
      } catch (error) {
        this.#abort(error);
      }
    }
  }

  /** The connection is gone. */
  gone(reason = 'the publisher left'): void {
    this.#stop(reason);
  }

  async #publish(request: Parameters<SrtAuthorizer['publish']>[0]): Promise<void> {
    const answer = await this.context.authorizer.publish(request);
    const activity = this.#activity;
    if (activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(answer);
    const { stream, publisherId, trustedRelay = false } = answer;
    this.#streamName = stream.name;
    const info = {
      ...{ id: publisherId, kind: 'srt', remote: this.remote, trustedRelay },
      onRevoked: (reason: string) =>
        stream.isEnded ? this.#close(reason) : this.#refuse({ refused: reason }),
    } as const;
    const { publisherIdleMs } = this.context.limits;
    const publisher = new SrtPublisher(stream, info, publisherIdleMs, () =>
      this.#refuse({ refused: `no frame for ${publisherIdleMs} ms` }),
    );
    this.#activity = { kind: 'publishing', publisher };
    for (const bytes of activity.early) this.take(bytes);
  }

  async #play(request: Parameters<SrtAuthorizer['play']>[0]): Promise<void> {
    const answer = await this.context.authorizer.play(request);
    if (this.#activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(answer);
    const { stream } = answer;
    this.#streamName = stream.name;
    this.context.send({ kind: 'measure', socket: this.socket, direction: 'send' });
    const player = new SrtPlayer({
      send: (bytes, begins) =>
        this.context.send({ kind: 'send', socket: this.socket, bytes, begins }, [bytes.buffer]),
      onEnd: (reason) => this.#finish(reason),
    });
    this.#activity = { kind: 'playing', player };
    player.join(stream);
  }

  /** It may take what waits for it. */
  #finish(reason: string): void {
    if (this.#activity.kind === 'closed') return;
    this.#stop(reason);
    this.context.send({ kind: 'finish', socket: this.socket });
  }

  #refuse({ refused, stream = this.#streamName }: SrtRefusal): void {
    if (this.#activity.kind === 'closed') return;
    this.context.onRefused({ role: this.role, reason: refused, ...(stream === undefined ? {} : { stream }) });
    this.#close(refused);
  }

  /** Something was thrown: for what a publisher sent, or by a fault of the server. */
  #abort(error: unknown): void {
    const isOfCaller =
      error instanceof UnsupportedMedia ||
      error instanceof PublisherConflict ||
      error instanceof LiveStreamEnded;
    if (!isOfCaller) this.context.onError(error);
    this.#refuse({ refused: isOfCaller ? error.message : 'an error in the server' });
  }

  #close(reason: string): void {
    if (this.#activity.kind === 'closed') return;
    this.#stop(reason);
    this.context.send({ kind: 'close', socket: this.socket });
  }

  #stop(reason: string): void {
    const activity = this.#activity;
    if (activity.kind === 'closed') return;
    this.#activity = { kind: 'closed' };
    if (activity.kind === 'publishing') activity.publisher.end(reason);
    if (activity.kind === 'playing') activity.player[Symbol.dispose]();
    for (const listener of this.#closeListeners) listener();
    this.#closeListeners.clear();
  }
}
