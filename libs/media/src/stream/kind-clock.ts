/** RTMP and FLV count milliseconds in 32 bits: after 49.7 days they start again at 0. */
const WRAP_MS = 2 ** 32;

/** The difference of two 32-bit clocks, or of two that never wrap: the smaller of the two ways around. */
export function wrapped(differenceMs: number): number {
  const half = WRAP_MS / 2;
  if (differenceMs >= -half && differenceMs < half) return differenceMs;
  const positive = (((differenceMs + half) % WRAP_MS) + WRAP_MS) % WRAP_MS;
  return positive - half;
}

/** Irregular or disordered times of a publisher may go back by what they ran ahead before; it is forgotten at this rate a frame. */
const OVERSHOOT_DECAY = 0.95;
/** Disorder beyond this is damage: 16 frames are the most that H.264 reorders, ms. */
const MAX_OVERSHOOT_MS = 500;
/** A step forward of more than this may be a jump, when less time than {@link SUDDEN} tells passed meanwhile, ms. */
const MIN_SUDDEN_MS = 2_000;
/** Nobody publishes this much faster than in real time but with a clock that jumped. */
const SUDDEN = 8;
/** A publisher that fell behind makes up for at most so much at once, ms. */
const MAX_BEHIND_MS = 30_000;
/** Time stamps that are equal for longer than this are no batches of frames: the clock stands still, ms. */
const STILL_MS = 500;

/** `first`: nothing to compare with. `still`: the same time again. `jump`: no relation to the frame before. */
export type Step = 'first' | 'on' | 'still' | 'jump';

/** What {@link KindClock.advance} judges a time stamp by; one object for all of them, which its owner writes. */
export type StepJudgement = {
  readonly maxForwardMs: number;
  /** Time between two frames, ms. */
  intervalMs: number;
  /** A step back up to this is disorder, ms. */
  backwardMs: number;
  /** Time of arrival, ms; undefined: not known, and not judged by. */
  nowMs: number | undefined;
};

/** What was wrong with a clock so far. */
export type ClockFaults = { back: number; largestBackMs: number; forward: number; largestForwardMs: number };

/** One clock of a publisher, that of its audio or of its video: unwrapped, and placed on the stream's timeline. */
export class KindClock {
  /** Stream time minus publisher time; undefined: no frame of this publication was placed yet. */
  offsetMs: number | undefined;
  /** The publisher's time of the last frame, unwrapped. */
  timeMs = 0;
  /** Stream time of the last frame placed. */
  lastMs = -Infinity;
  /** Publisher time that passed without jumps since the clock was made: other clocks are measured by it. */
  progressMs = 0;
  readonly faults: ClockFaults = { back: 0, largestBackMs: 0, forward: 0, largestForwardMs: 0 };
  #hasBegun = false;
  #overshootMs = 0;
  #arrivedAtMs: number | undefined;
  #behindMs = 0;
  #stillForMs = 0;

  /** Its time has not moved for long. */
  get standsStill(): boolean {
    return this.#stillForMs >= STILL_MS;
  }

  /** Another publisher's clock. */
  restart(): void {
    this.offsetMs = undefined;
    this.#hasBegun = false;
    this.#overshootMs = 0;
    this.#behindMs = 0;
    this.#stillForMs = 0;
    this.#arrivedAtMs = undefined;
    Object.assign(this.faults, { back: 0, largestBackMs: 0, forward: 0, largestForwardMs: 0 });
  }

  /** Takes the next time stamp. */
  advance(publisherMs: number, judgement: StepJudgement): Step {
    const ms = wrapped(publisherMs - this.timeMs);
    const elapsedMs = this.#elapsed(judgement.nowMs);
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.timeMs = publisherMs;
      return 'first';
    }
    const step = this.#judge(ms, elapsedMs, judgement);
    this.timeMs = step === 'jump' ? publisherMs : this.timeMs + ms;
    if (step === 'on') this.progressMs += Math.max(0, ms);
    if (step === 'jump') this.#blame(ms);
    if (step !== 'still') this.#stillForMs = 0;
    return step;
  }

  /** The clock did not move while this much time passed, ms. */
  noteStill(elapsedMs: number): void {
    this.#stillForMs += elapsedMs;
  }

  /** Where the last time stamp lies on the stream's timeline. */
  get mappedMs(): number {
    return this.timeMs + (this.offsetMs ?? 0);
  }

  #judge(ms: number, elapsedMs: number | undefined, judgement: StepJudgement): Step {
    const { maxForwardMs, intervalMs, backwardMs } = judgement;
    if (ms === 0) return 'still';
    if (ms > maxForwardMs || this.#isSudden(ms, elapsedMs)) return 'jump';
    const tolerated = Math.max(backwardMs, this.#overshootMs + intervalMs);
    this.#overshootMs = Math.max(
      Math.min(ms - intervalMs, MAX_OVERSHOOT_MS),
      this.#overshootMs * OVERSHOOT_DECAY,
    );
    return -ms > tolerated ? 'jump' : 'on';
  }

  #isSudden(ms: number, elapsedMs: number | undefined): boolean {
    if (elapsedMs === undefined) return false;
    const sudden = ms > MIN_SUDDEN_MS && ms > SUDDEN * (elapsedMs + this.#behindMs);
    this.#behindMs = Math.min(Math.max(this.#behindMs + elapsedMs - ms, 0), MAX_BEHIND_MS);
    return sudden;
  }

  #elapsed(nowMs: number | undefined): number | undefined {
    const before = this.#arrivedAtMs;
    this.#arrivedAtMs = nowMs;
    return nowMs === undefined || before === undefined ? undefined : Math.max(0, nowMs - before);
  }

  #blame(ms: number): void {
    if (ms < 0) {
      this.faults.back++;
      this.faults.largestBackMs = Math.max(this.faults.largestBackMs, -ms);
    } else {
      this.faults.forward++;
      this.faults.largestForwardMs = Math.max(this.faults.largestForwardMs, ms);
    }
  }
}
