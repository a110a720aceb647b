import { Coalesced, retry } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import type { Stamped } from '@lockstep/media';
import { SessionElsewhere } from '../leases/lease-errors.js';
import type { Checkpoint } from '../sessions/stored-session.js';
import type { LedgerEvent } from '../ledger/ledger-event.entity.js';
import { describeEntry, type LedgerService } from '../ledger/ledger.service.js';
import type { ChannelHooks } from './channel-hooks.js';

const RETRY_MS = 200;
/** So many events at most are replayed when a session is taken up again. */
const CHECKPOINT_EVERY = 100;

type Airing = { entry: LedgerEvent; stamped: Stamped; repeated: boolean; checkpoint: Checkpoint };

/**
 * Completes ledger entries with their frames, in order; those that come while others are written go together. A frame
 * that has left cannot be taken back, so a database that fails is asked again until it answers; meanwhile the lesson
 * goes on.
 */
export class AiringRecorder {
  readonly #logger = new Logger('Signalling');
  readonly #results = new Map<number, PromiseWithResolvers<LedgerEvent>>();
  readonly #closed = new AbortController();
  readonly #writes = new Coalesced(() => this.#writeAll());
  #unwritten: Airing[] = [];
  #lastCheckpoint: number | undefined;
  #newest: Checkpoint | undefined;

  constructor(
    private readonly sessionId: string,
    private readonly ledger: LedgerService,
    private readonly hooks: ChannelHooks,
  ) {}

  record(entry: LedgerEvent, stamped: Stamped, repeated: boolean, checkpoint: Checkpoint): void {
    this.#unwritten.push({ entry, stamped, repeated, checkpoint });
    void this.#writes.request();
  }

  /** The completed entry; `record` for it may come in the same turn or later. */
  recorded(seq: number): Promise<LedgerEvent> {
    return this.#resultOf(seq).promise;
  }

  /** Saves the state after the newest entry that is complete. @returns its seq; 0 while there is none */
  async checkpoint(): Promise<number> {
    await this.#writes.settled();
    if (this.#newest && this.#newest.seq !== this.#lastCheckpoint) await this.#save(this.#newest);
    return this.#lastCheckpoint ?? 0;
  }

  /** Resolves when nothing is left to write. */
  settled(): Promise<void> {
    return this.#writes.settled();
  }

  /** Resolves when nothing is left to write; a database that does not answer is given up then. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#writes.settled();
    if (this.#newest) await this.#save(this.#newest);
  }

  #resultOf(seq: number): PromiseWithResolvers<LedgerEvent> {
    const known = this.#results.get(seq);
    if (known) return known;
    const result = Promise.withResolvers<LedgerEvent>();
    result.promise.catch(() => undefined);
    this.#results.set(seq, result);
    return result;
  }

  async #writeAll(): Promise<void> {
    const airings = this.#unwritten;
    this.#unwritten = [];
    const rows = airings.map(({ stamped, repeated }) => ({
      sessionId: this.sessionId,
      ...stamped,
      repeated,
    }));
    let error: unknown;
    await retry(() => this.ledger.recordAired(rows), { delayMs: this.#delayMs }).catch((reason: unknown) => {
      error = reason; // given up: the server stops, or another has the session, and stamps them again
    });
    for (const airing of airings) {
      const result = this.#resultOf(airing.entry.seq);
      this.#results.delete(airing.entry.seq);
      if (error === undefined) result.resolve(await this.#completed(airing));
      else result.reject(error);
    }
  }

  async #completed({ entry, stamped, repeated, checkpoint }: Airing): Promise<LedgerEvent> {
    const { seq, ptsMs, frame, wallClockMs } = stamped;
    const complete = Object.assign(entry, { airedPtsMs: ptsMs, frame, wallClockMs, repeated });
    this.#newest = checkpoint;
    this.#lastCheckpoint ??= seq - 1;
    if (seq - this.#lastCheckpoint >= CHECKPOINT_EVERY) await this.#save(checkpoint);
    this.hooks.onRecorded?.(describeEntry(complete));
    return complete;
  }

  /** Without it a restart only takes longer. */
  async #save(checkpoint: Checkpoint): Promise<void> {
    try {
      await this.hooks.saveCheckpoint(checkpoint);
      this.#lastCheckpoint = checkpoint.seq;
    } catch (error) {
      this.#logger.warn(`The checkpoint of session ${this.sessionId} was not saved: ${String(error)}`);
    }
  }

  readonly #delayMs = (error: unknown, failures: number): number | undefined => {
    if (this.#closed.signal.aborted || error instanceof SessionElsewhere) return undefined;
    if (failures === 1) this.#logger.error(`The ledger does not answer and is asked again: ${String(error)}`);
    return RETRY_MS;
  };
}
