/** What the worker is to do. */
export type Task = {
  /** URLs of target files. */
  files: string[];
  /** Part of a target's name; undefined for all. */
  only: string | undefined;
  seed: number;
  shared: SharedArrayBuffer;
};

/** A promise that was broken, and by which input. */
export type Find = { target: string; what: string; bytes: Uint8Array };

export type Outcome = { runs: Record<string, number> } | Find;
