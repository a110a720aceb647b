import type { Encoder, PlannedRendition } from './template.js';

export type LadderAlarm = {
  /** `died`, `stalled`: the process is started again; `overloaded`: it is too slow, renditions are left out; `encoder`: another one. */
  readonly kind: 'died' | 'stalled' | 'overloaded' | 'encoder';
  /** false: it is over. */
  readonly active: boolean;
  /** One sentence. */
  readonly message: string;
};

export type RenditionStatus = PlannedRendition & {
  /** `waiting`: no frame so far; `shed`: the machine cannot make it. */
  readonly state: 'live' | 'waiting' | 'shed';
  readonly frames: number;
};

export type LadderStatus = {
  readonly encoder: Encoder;
  readonly pid: number | undefined;
  readonly restarts: number;
  /** Frames of the source that no process took. */
  readonly droppedFrames: number;
  /** How far the slowest rendition is behind what the process was given. */
  readonly lagMs: number;
  /** The largest first. */
  readonly renditions: readonly RenditionStatus[];
};
