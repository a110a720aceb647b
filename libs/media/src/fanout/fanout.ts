import type { LiveStream } from '../stream/live-stream.js';
import type { Subscription } from '../stream/sink.js';
import type { RingLimits } from './batch-ring.js';
import { Broadcast, noTally } from './broadcast.js';
import type { Container } from './opening.js';
import type { Patience, Tally, ViewerConnection } from './viewer.js';

/** What became of one stream's viewers. Counts run since it was first watched. */
export type FlvStreamStats = Tally & {
  readonly name: string;
  /** Connected now, those who wait included. */
  readonly viewers: number;
  /** Of these, waiting for their first frame. */
  readonly held: number;
  /** Time between two batches now, per class that is watched: least interval -> interval, milliseconds. */
  readonly intervalsMs: Readonly<Record<string, number>>;
};

type Channel = { readonly broadcast: Broadcast; readonly subscription: Subscription };
type Watched = {
  readonly tally: Tally;
  readonly channels: Map<number, Channel>;
  readonly stopListening: () => void;
};

/** All viewers of all streams, in one broadcast per stream and class, each of which exists while somebody watches. */
export class Fanout implements AsyncDisposable {
  readonly #watched = new Map<LiveStream, Watched>();
  readonly #sockets = new Set<ViewerConnection['socket']>();
  readonly #timer: NodeJS.Timeout;
  #onEmpty: (() => void) | undefined;

  constructor(
    private readonly container: Container,
    private readonly patience: Patience,
    private readonly ring: Partial<RingLimits> = {},
  ) {
    const shortest = Math.min(patience.stallMs, patience.holdMs, patience.keepAliveMs, patience.closeMs);
    const tickMs = Math.min(1000, Math.max(10, shortest / 4));
    let checkedAt = performance.now();
    this.#timer = setInterval(() => {
      const elapsedMs = performance.now() - checkedAt;
      checkedAt += elapsedMs;
      for (const { broadcast } of this.#channels()) broadcast.check(elapsedMs, this.patience);
    }, tickMs).unref();
  }

  /** Viewers connected now. */
  get viewers(): number {
    return this.#sockets.size;
  }

  /**
   * Takes a viewer, who begins with the newest group of pictures, or is held until there is one.
   * @param intervalMs least time between two batches; 0: every video frame
   * @throws LiveStreamEnded
   */
  join(stream: LiveStream, intervalMs: number, connection: ViewerConnection): void {
    const watched = this.#watched.get(stream) ?? this.#watch(stream);
    const channel = watched.channels.get(intervalMs) ?? this.#open(stream, watched, intervalMs);
    this.#sockets.add(connection.socket);
    channel.broadcast.add(connection);
  }

  stats(): FlvStreamStats[] {
    return [...this.#watched].map(([stream, { tally, channels }]) => {
      const broadcasts = [...channels].map(([intervalMs, { broadcast }]) => ({ intervalMs, broadcast }));
      return {
        name: stream.name,
        ...tally,
        viewers: broadcasts.reduce((sum, { broadcast }) => sum + broadcast.viewers, 0),
        held: broadcasts.reduce((sum, { broadcast }) => sum + broadcast.held, 0),
        intervalsMs: Object.fromEntries(
          broadcasts.map(({ intervalMs, broadcast }) => [intervalMs, broadcast.intervalMs]),
        ),
      };
    });
  }

  /** Ends every viewer cleanly; resolves when all connections are closed, the slow ones by force. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const { broadcast } of this.#channels()) broadcast.end('shutdown');
    if (this.#sockets.size > 0) {
      const force = setTimeout(
        () => this.#sockets.forEach((socket) => socket.destroy()),
        this.patience.closeMs,
      );
      await new Promise<void>((resolve) => (this.#onEmpty = resolve));
      clearTimeout(force);
    }
    clearInterval(this.#timer);
    for (const { stopListening } of this.#watched.values()) stopListening();
    this.#watched.clear();
  }

  *#channels(): IterableIterator<Channel> {
    for (const { channels } of this.#watched.values()) yield* channels.values();
  }

  #watch(stream: LiveStream): Watched {
    const stopListening = stream.on('ended', () => this.#forgetEnded(stream));
    const watched: Watched = { tally: noTally(), channels: new Map(), stopListening };
    this.#watched.set(stream, watched);
    return watched;
  }

  #open(stream: LiveStream, { tally, channels }: Watched, intervalMs: number): Channel {
    const onGone = ({ socket }: ViewerConnection): void => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#onEmpty?.();
      if (broadcast.viewers > 0) return;
      broadcast.close();
      subscription[Symbol.dispose]();
      channels.delete(intervalMs);
      this.#forgetEnded(stream);
    };
    const broadcast = new Broadcast({
      container: this.container,
      intervalMs,
      ring: this.ring,
      tally,
      onGone,
    });
    const subscription = stream.subscribe(broadcast);
    broadcast.flush();
    const channel = { broadcast, subscription };
    channels.set(intervalMs, channel);
    return channel;
  }

  /** An ended stream is kept while viewers are still being sent its last frames. */
  #forgetEnded(stream: LiveStream): void {
    const watched = this.#watched.get(stream);
    if (!watched || !stream.isEnded || watched.channels.size > 0) return;
    watched.stopListening();
    this.#watched.delete(stream);
  }
}
