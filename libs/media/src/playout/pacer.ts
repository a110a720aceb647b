import { VIDEO_FRAME_MS } from './cell.js';

/** Time and timers, so that a test can run eight hours in a second. */
export interface PacerClock {
  /** Monotonic, ms. */
  now(): number;
  /** Calls back once, not earlier than after `ms`. @returns what {@link clear} takes */
  after(ms: number, call: () => void): unknown;
  clear(timer: unknown): void;
  /** Calls back after whatever waits in the event loop. */
  soon(call: () => void): void;
}

const REAL_CLOCK: PacerClock = {
  now: () => performance.now(),
  after: (ms, call) => setTimeout(call, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
  soon: (call) => void setImmediate(call),
};

export type PacerOptions = {
  readonly clock?: PacerClock;
  /** Receives errors thrown by members; default: the process's uncaught exception. */
  readonly onError?: (error: unknown) => void;
};

/** Is called at every beat, 25 times a second. */
export type PacerMember = () => void;

export type PacerStats = {
  readonly members: number;
  readonly beats: number;
  /** How often the process was held up until beats were skipped. */
  readonly slips: number;
  /** Latest beat behind its time since the start, ms. */
  readonly latestMs: number;
};

/** Beats come in as many phases, so that not everybody sends at the same instant. */
const PHASES = 5;
const PHASE_MS = VIDEO_FRAME_MS / PHASES;
/**
 * A phase is filled before the next one is begun: to wake up costs as much as the beats of ten members. So many are
 * served well within a phase.
 */
const MEMBERS_OF_PHASE = 200;
/** Longer than this the process was not busy but stopped (a laptop asleep): what was missed is not made up for, ms. */
const MAX_LATE_MS = 2_000;
/** After so much work the event loop gets its turn: sockets and connections wait meanwhile, ms. */
const SLICE_MS = 4;

/**
 * One timer for all sessions: each member is called once in every 40 ms, by one clock, so that nothing drifts. A late
 * timer is made up for by as many beats as were missed; a stopped process is not.
 */
export class Pacer implements Disposable {
  readonly #clock: PacerClock;
  readonly #onError: (error: unknown) => void;
  readonly #phases: PacerMember[][] = Array.from({ length: PHASES }, () => []);
  /** The clock's time of tick 0. */
  #originMs = 0;
  /** The next tick to be worked off; tick t belongs to the phase t mod PHASES. */
  #tick = 0;
  /** Members of the current tick that had their turn. */
  #served = 0;
  #timer: unknown;
  #isRunning = false;
  #isWorking = false;
  #beats = 0;
  #slips = 0;
  #latestMs = 0;

  constructor({ clock = REAL_CLOCK, onError = rethrow }: PacerOptions = {}) {
    this.#clock = clock;
    this.#onError = onError;
  }

  get stats(): PacerStats {
    const members = this.#phases.reduce((sum, phase) => sum + phase.length, 0);
    return { members, beats: this.#beats, slips: this.#slips, latestMs: this.#latestMs };
  }

  /** Calls the member from now on, first within 40 ms. Disposing ends that. */
  join(member: PacerMember): Disposable {
    const phase =
      this.#phases.find(({ length }) => length < MEMBERS_OF_PHASE) ??
      this.#phases.reduce((least, one) => (one.length < least.length ? one : least));
    phase.push(member);
    this.#start();
    return {
      [Symbol.dispose]: () => {
        const index = phase.indexOf(member);
        if (index < 0) return;
        phase.splice(index, 1);
        if (phase === this.#phases[this.#tick % PHASES] && index < this.#served) this.#served--;
        if (this.stats.members === 0) this.#stop();
      },
    };
  }

  [Symbol.dispose](): void {
    for (const phase of this.#phases) phase.length = 0;
    this.#stop();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#originMs = this.#clock.now() - this.#tick * PHASE_MS;
    if (!this.#isWorking) this.#wait();
  }

  #stop(): void {
    this.#isRunning = false;
    this.#clock.clear(this.#timer);
    this.#timer = undefined;
  }

  /** Sleeps until the next phase that has members. */
  #wait(): void {
    if (!this.#isRunning) return;
    while (this.#phases[this.#tick % PHASES]?.length === 0) this.#tick++;
    const dueAt = this.#originMs + this.#tick * PHASE_MS;
    this.#timer = this.#clock.after(Math.max(0, Math.ceil(dueAt - this.#clock.now())), this.#work);
  }

  readonly #work = (): void => {
    this.#isWorking = true;
    const beganAt = this.#clock.now();
    this.#slip(beganAt);
    for (;;) {
      const now = this.#clock.now();
      if (!this.#isRunning || this.#originMs + this.#tick * PHASE_MS > now) break;
      if (now - beganAt > SLICE_MS) {
        this.#clock.soon(this.#work);
        return;
      }
      this.#latestMs = Math.max(this.#latestMs, now - this.#originMs - this.#tick * PHASE_MS);
      this.#serve();
    }
    this.#isWorking = false;
    this.#wait();
  };

  #serve(): void {
    const member = this.#phases[this.#tick % PHASES]?.[this.#served];
    if (member === undefined) {
      this.#tick++;
      this.#served = 0;
      return;
    }
    this.#served++;
    this.#beats++;
    try {
      member();
    } catch (error) {
      this.#onError(error);
    }
  }

  #slip(now: number): void {
    const lateMs = now - this.#originMs - this.#tick * PHASE_MS;
    if (lateMs <= MAX_LATE_MS) return;
    this.#originMs += lateMs;
    this.#slips++;
  }
}

function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
