import type { Receive } from '../media/make-host.js';
import type { MediaHost, PipelineControl, Thread } from '../media/media-host.js';
import type { PipelineMessage } from '../media/pipeline-messages.js';
import { TransportError } from '../transports/transport.js';
import { PastFeed, type PastSettings } from './past-feed.js';

/** Of the past so much is kept ahead of the frame on screen, ms. */
const MAX_AHEAD_MS = 20_000;

export type PastHostEvents = {
  readonly receive: Receive;
  /** The browser cannot go on with what it has: the frames on screen are wanted again. */
  readonly onBroken: () => void;
};

/** Brings the past of a stream to the media element: fetches it here, and has it demultiplexed by a pipeline. */
export class PastHost implements MediaHost {
  readonly #pipeline: MediaHost;
  readonly #feed: PastFeed;
  readonly #events: PastHostEvents;
  #taken: ((refused: string | undefined) => void) | undefined;
  #hasSource = false;
  /** Media times: of the newest frame, and of playback. */
  #newestMs = 0;
  #positionMs = 0;

  /** @param pipeline makes what the bytes are given to */
  constructor(settings: PastSettings, pipeline: (receive: Receive) => MediaHost, events: PastHostEvents) {
    this.#events = events;
    this.#pipeline = pipeline((message) => this.#receive(message));
    this.#feed = new PastFeed(settings, {
      onOpen: () => this.#pipeline.send({ type: 'open' }),
      onBytes: (bytes) => this.#give(bytes),
      onLost: ({ reason, message: detail }, retryInMs) =>
        this.#pipeline.send({ type: 'lost', reason, detail, retryInMs }),
      isFull: () => this.#newestMs - this.#positionMs > MAX_AHEAD_MS,
    });
    this.#feed.run().catch((error: unknown) => {
      reportError(error); // a fault of the player: its stack belongs on the console
      events.receive({ type: 'problem', fatal: true, detail: `The player failed: ${String(error)}` });
    });
  }

  get thread(): Thread {
    return this.#pipeline.thread;
  }

  send(command: PipelineControl): void {
    if (command.type === 'rebuild') return this.#events.onBroken();
    if (command.type === 'position') this.#positionMs = command.mediaMs;
    if (command.type === 'suspend') this.#feed.suspend();
    else if (command.type === 'resume') this.#feed.resume();
    else this.#pipeline.send(command);
  }

  stop(): void {
    this.#feed.stop();
    this.#taken?.(undefined);
    this.#pipeline.stop();
  }

  #receive(message: PipelineMessage): void {
    if (message.type === 'taken') {
      this.#newestMs = message.newestMs;
      return this.#taken?.(message.refused);
    }
    if (message.type === 'source') {
      // audio that joins later needs another source, which would begin with what comes next
      if (this.#hasSource) return this.#events.onBroken();
      this.#hasSource = true;
    }
    this.#events.receive(message);
  }

  /** @throws TransportError when the bytes are not a stream */
  async #give(bytes: Uint8Array): Promise<void> {
    const taken = new Promise<string | undefined>((resolve) => (this.#taken = resolve));
    this.#pipeline.send({ type: 'bytes', bytes });
    const refused = await taken;
    if (refused !== undefined)
      throw new TransportError('refused', `What arrived is not a stream: ${refused}`);
  }
}
