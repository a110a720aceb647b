import { Serial } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import {
  type AnyLessonEvent,
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  type LedgerEntry,
  type LessonEvent,
  type LessonState,
  type Question,
  reduce,
} from '@lockstep/contracts';
import { LiveStream, SeiStamper, StreamRelayed, type Stamped, type StampRequest } from '@lockstep/media';
import type { Checkpoint } from '../sessions/stored-session.js';
import type { ChannelHooks } from './channel-hooks.js';
import { AiringRecorder } from './airing-recorder.js';
import type { LedgerEvent } from '../ledger/ledger-event.entity.js';
import { readEvent } from '../ledger/ledger-row.js';
import type { LedgerService } from '../ledger/ledger.service.js';
import { milliseconds } from './stream-time.js';

export type ChannelStart = {
  readonly sessionId: string;
  /** seq of the newest event in the ledger; 0 if the ledger is empty. */
  readonly lastSeq: number;
  readonly checkpoint: Checkpoint | null;
  /** Where the timeline goes on. */
  readonly startAtMs: number;
  readonly startAtFrame: number;
};

export type Submission = {
  /** Makes the event of the state in which it will happen; asked in its turn. */
  readonly make: (projected: LessonState) => MadeEvent | Promise<MadeEvent>;
  readonly origin: LedgerEntry['origin'];
  /** Stream time wanted; absent: the next frame. */
  readonly ptsMs?: number;
  readonly cueKey?: string;
};
export type MadeEvent = { readonly event: LessonEvent; readonly question?: Question };

export type Submitted = {
  readonly entry: LedgerEvent;
  /** Resolves with the completed entry when the frame is on record; rejects when the stream ended before. */
  readonly recorded: Promise<LedgerEvent>;
};

/**
 * One session's stream and its story: gives every event its number, writes it to the ledger before it may leave, hands
 * it to the stamper in that order, and keeps the state that snapshots are made of. What it promises: whatever was
 * answered for is in the ledger, numbers have no holes, and after a crash what has no known frame is stamped again
 * under its old number.
 */
export class LessonChannel {
  readonly stream: LiveStream;
  readonly #logger = new Logger('Signalling');
  readonly #recorder: AiringRecorder;
  readonly #waiting = new Map<number, { entry: LedgerEvent; event: AnyLessonEvent; repeat: boolean }>();
  #state: LessonState;
  #appliedSeq: number;
  #snapshot: { seq: number; body: Uint8Array } | undefined;
  /** The state once everything that is on its way has happened. */
  #projected: LessonState;
  #lastSeq: number;
  /** Something may be in the ledger that is not with the stamper. */
  #mustAdopt: boolean;
  readonly #turns = new Serial();

  private constructor(
    private readonly start: ChannelStart,
    private readonly ledger: LedgerService,
    hooks: ChannelHooks,
    replayed: { state: LessonState; appliedSeq: number; lastSeq: number },
  ) {
    this.#state = this.#projected = replayed.state;
    this.#appliedSeq = replayed.appliedSeq;
    this.#lastSeq = replayed.lastSeq;
    this.#mustAdopt = replayed.lastSeq > 0;
    this.#recorder = new AiringRecorder(start.sessionId, ledger, hooks);
    const stamper = new SeiStamper({
      snapshot: () => this.#currentSnapshot(),
      onStamped: (stamped) => this.#onStamped(stamped),
      onError: (error) => this.#logger.error(error),
    });
    this.stream = new LiveStream({
      name: start.sessionId,
      stamper,
      startAtMs: start.startAtMs,
      startAtFrame: start.startAtFrame,
      onError: (error) => this.#logger.error(error),
    });
    this.stream.on('idle', ({ publisher }) => {
      if (publisher.trustedRelay === true) void this.#turns.run(() => this.#adopt()).catch(() => undefined);
    });
  }

  /** Takes the story up where the ledger left it. */
  static async open(start: ChannelStart, ledger: LedgerService, hooks: ChannelHooks): Promise<LessonChannel> {
    const { sessionId, checkpoint, lastSeq } = start;
    let { state, seq: appliedSeq } = checkpoint ?? { state: initialLessonState, seq: 0 };
    for (const row of lastSeq === 0 ? [] : await ledger.aired(sessionId, appliedSeq)) {
      state = reduce(state, readEvent(row), { seq: row.seq, ptsMs: row.airedPtsMs ?? 0 });
      appliedSeq = row.seq;
    }
    const channel = new LessonChannel(start, ledger, hooks, { state, appliedSeq, lastSeq });
    await channel.#turns.run(() => channel.#adopt());
    return channel;
  }

  /** What a viewer sees at the newest frame. */
  get state(): LessonState {
    return this.#state;
  }

  /** PTS of the newest frame; before the first one, where the timeline goes on. Milliseconds. */
  get positionMs(): number {
    return this.stream.positionMs ?? this.start.startAtMs;
  }

  get appliedSeq(): number {
    return this.#appliedSeq;
  }

  /**
   * Takes an event: when this resolves it has a number and is in the ledger. A cue that is there already keeps its own.
   * @throws BodyTooLarge, BudgetExceeded, StreamRelayed, StreamEnded and what `make` throws; then nothing happened.
   */
  submit(submission: Submission): Promise<Submitted> {
    return this.#turns.run(async () => {
      const isUncertain = this.#mustAdopt;
      await this.#adopt();
      const stored = isUncertain && (await this.#storedBefore(submission.cueKey));
      if (stored) return stored;
      const { event, question } = await submission.make(this.#projected);
      this.#refuseWhileRelayed();
      const body = encodeEvent(event);
      const admission = this.stream.stamper.admit(body.byteLength);
      const seq = this.#lastSeq + 1;
      this.#mustAdopt = true; // until the answer of the database is known
      const { origin, cueKey = null, ptsMs: plannedPtsMs = null } = submission;
      const row = { seq, type: event.type, event, question: question ?? null, origin, cueKey, plannedPtsMs };
      const entry = await this.ledger.append({ sessionId: this.start.sessionId, ...row });
      this.#mustAdopt = false;
      if (entry === undefined) return this.#repeated(cueKey);
      this.#lastSeq = seq;
      return this.#stamp(entry, event, { seq, body, admission, ...timeOf(entry) });
    });
  }

  /** A cue that the ledger did not take, because it is there. */
  async #repeated(cueKey: string | null): Promise<Submitted> {
    const stored = await this.#storedBefore(cueKey ?? undefined);
    if (stored === undefined)
      throw new Error(`The cue ${String(cueKey)} left the ledger while it was looked for.`);
    return stored;
  }

  /** The event that a cue became before, in this process or an earlier one: a cue happens once. */
  async #storedBefore(cueKey: string | undefined): Promise<Submitted | undefined> {
    if (cueKey === undefined) return undefined;
    const entry = await this.findCue(cueKey);
    if (entry === null) return undefined;
    const recorded = entry.airedPtsMs === null ? this.#recorded(entry.seq) : Promise.resolve(entry);
    recorded.catch(() => undefined); // not everybody waits for it
    return { entry, recorded };
  }

  /** The event that a cue of this session became. */
  findCue(cueKey: string): Promise<LedgerEvent | null> {
    return this.ledger.findCue(this.start.sessionId, cueKey);
  }

  /** Where an event lies that was stamped just now, or is stamped again after an earlier life, once that is on record. Milliseconds. */
  async airedPtsMs(seq: number): Promise<number> {
    const { airedPtsMs } = await this.#recorded(seq);
    return airedPtsMs ?? 0;
  }

  /** The entry of an earlier submission once its frame is on record, which it may be already. */
  async #recorded(seq: number): Promise<LedgerEvent> {
    const recorded = this.#recorder.recorded(seq);
    recorded.catch(() => undefined);
    const entry = await this.ledger.find(this.start.sessionId, seq);
    return entry !== null && entry.airedPtsMs !== null ? entry : recorded;
  }

  /** A restart need not replay what came before. @returns the seq up to which it need not */
  saveCheckpoint(): Promise<number> {
    return this.#recorder.checkpoint();
  }

  /** Resolves when the events of all frames so far are on record; later where the database does not answer. */
  async recordedAll(): Promise<void> {
    await this.#turns.settled();
    await this.#recorder.settled();
  }

  /** Ends the stream; resolves when every frame's events are on record. */
  async close(reason: string): Promise<void> {
    this.stream.end(reason);
    await this.#turns.settled();
    await this.#recorder.close();
  }

  /** Stamps what the ledger holds and the stamper does not: left by a crash, a lost answer of the database, a relay. */
  async #adopt(): Promise<void> {
    if (!this.#mustAdopt) return;
    const rows = await this.ledger.unaired(this.start.sessionId, this.#appliedSeq);
    for (const entry of rows) {
      if (this.#waiting.has(entry.seq)) continue;
      this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
      const event = readEvent(entry);
      const body = encodeEvent(event);
      const stamped = this.#stamp(entry, event, { seq: entry.seq, body, repeat: true, ...timeOf(entry) });
      stamped.recorded.catch(() => undefined);
    }
    this.#mustAdopt = false;
  }

  #stamp(entry: LedgerEvent, event: AnyLessonEvent, request: StampRequest): Submitted {
    const { seq } = entry;
    this.#waiting.set(seq, { entry, event, repeat: request.repeat ?? false });
    this.#projected = reduce(this.#projected, event, { seq, ptsMs: entry.plannedPtsMs ?? 0 });
    const recorded = this.stream.stamper.stamp(request).then(
      () => this.#recorder.recorded(seq),
      (error: unknown) => {
        this.#waiting.delete(seq);
        this.#mustAdopt = true;
        throw error;
      },
    );
    recorded.catch(() => undefined); // not everybody waits for it
    return { entry, recorded };
  }

  /** In the moment of stamping, before the snapshot of the same frame is asked for. */
  #onStamped(stamped: Stamped): void {
    const { seq, ptsMs } = stamped;
    const waiting = this.#waiting.get(seq);
    if (!waiting) return;
    this.#waiting.delete(seq);
    this.#state = reduce(this.#state, waiting.event, { seq, ptsMs });
    if (this.#waiting.size === 0) this.#projected = this.#state;
    this.#appliedSeq = seq;
    this.#recorder.record(waiting.entry, stamped, waiting.repeat, { seq, state: this.#state });
  }

  #currentSnapshot(): { seq: number; body: Uint8Array } {
    if (this.#snapshot?.seq !== this.#appliedSeq) {
      this.#snapshot = { seq: this.#appliedSeq, body: encodeSnapshot(this.#state) };
    }
    return this.#snapshot;
  }

  #refuseWhileRelayed(): void {
    if (this.stream.publisher?.trustedRelay === true) throw new StreamRelayed(this.#lastSeq + 1);
  }
}

const timeOf = ({ plannedPtsMs }: LedgerEvent) =>
  plannedPtsMs === null ? {} : { ptsMs: milliseconds(plannedPtsMs) };
