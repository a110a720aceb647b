import { Serial } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import type { Cue } from '@lockstep/contracts';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { CUE_LEAD_MS } from './stream-time.js';

/** Something to be announced: a cue, or a boundary of the lesson that no cue has to name. */
export type DueCue = {
  readonly cue: Cue | 'lesson.started' | 'lesson.ended';
  /** Unique in the session: names the turn of the lesson, and the cue. */
  readonly key: string;
  /** Stream time it is meant for; undefined: the next frame. */
  readonly ptsMs: number | undefined;
};
export type Announce = (due: DueCue) => Promise<unknown>;

/** One turn of the lesson on the stream's timeline. */
export type LessonTurn = {
  readonly iteration: number;
  /** Stream time of lesson time 0; undefined while its first frame is still to come. */
  readonly originPtsMs: number | undefined;
  /** Keys of cues that are in the ledger already. */
  readonly done?: ReadonlySet<string>;
};

/**
 * Announces each cue shortly before its frame, in order and once: what is early is numbered early, so that a teacher's
 * event between two cues keeps its place. Positions come from the stream; no clock of the server is involved.
 */
export class CueRunner {
  readonly #logger = new Logger('Cues');
  readonly #stopped = new AbortController();
  #turn: LessonTurn | undefined;
  #next = 0;
  readonly #announcements = new Serial();

  /** @param cues sorted by time */
  constructor(
    private readonly cues: readonly Cue[],
    private readonly announce: Announce,
  ) {}

  get iteration(): number {
    return this.#turn?.iteration ?? 0;
  }

  get originPtsMs(): number | undefined {
    return this.#turn?.originPtsMs;
  }

  /**
   * A turn of the lesson begins: its start and what belongs to its first frame are announced; what the turn before had
   * planned up to that frame comes before. Resolves when they are in the ledger.
   */
  begin(turn: LessonTurn): Promise<void> {
    if (turn.originPtsMs !== undefined) this.#announceUpTo(turn.originPtsMs - 1);
    this.#turn = turn;
    this.#next = 0;
    this.#put('lesson.started', 'start', turn.originPtsMs);
    while (this.cues[this.#next]?.atMs === 0) this.#putNext(turn.originPtsMs);
    return this.#announcements.settled();
  }

  /** Goes on with a turn whose start is in the ledger. */
  resume(turn: LessonTurn): void {
    this.#turn = turn;
    this.#next = 0;
  }

  /** The first frame of a turn that began without knowing its time. */
  setOrigin(originPtsMs: number): void {
    if (this.#turn?.originPtsMs === undefined && this.#turn) this.#turn = { ...this.#turn, originPtsMs };
  }

  /** The stream has come to `ptsMs`. Resolves when what is due is in the ledger. */
  onPosition(ptsMs: number): Promise<void> {
    this.#announceUpTo(ptsMs + CUE_LEAD_MS);
    return this.#announcements.settled();
  }

  /** The lesson's last frame is known: what is planned up to it comes before its end, which no cue need name. */
  end(lastPtsMs: number): Promise<void> {
    this.#announceUpTo(lastPtsMs);
    if (!this.cues.some(({ type }) => type === 'lesson.ended')) this.#put('lesson.ended', 'end', lastPtsMs);
    return this.#announcements.settled();
  }

  /** Nothing more is announced; resolves when what was begun is done or given up. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#announcements.settled();
  }

  #announceUpTo(horizonPtsMs: number): void {
    const origin = this.#turn?.originPtsMs;
    if (origin === undefined) return;
    for (
      let cue = this.cues[this.#next];
      cue && origin + cue.atMs <= horizonPtsMs;
      cue = this.cues[this.#next]
    ) {
      this.#putNext(origin + cue.atMs);
    }
  }

  #putNext(ptsMs: number | undefined): void {
    const index = this.#next++;
    const cue = this.cues[index];
    if (cue) this.#put(cue, String(index), ptsMs);
  }

  #put(cue: DueCue['cue'], name: string, ptsMs: number | undefined): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    const key = `${String(turn.iteration)}.${name}`;
    if (turn.done?.has(key)) return;
    const label = `Cue ${key} (${typeof cue === 'string' ? cue : cue.type})`;
    void this.#announcements.run(() =>
      retryUntilAborted(label, () => this.announce({ cue, key, ptsMs }), this.#stopped.signal, this.#logger),
    );
  }
}
