/** What callers may take. */
export type SrtLimits = {
  /** Connections at once. */
  readonly connections: number;
  /** Connections of one address. Classrooms share an address, so not too few. */
  readonly connectionsPerAddress: number;
  /** A publisher without a frame for this long is taken for dead, so that it can come again, ms. */
  readonly publisherIdleMs: number;
  /** What a publisher sends before it is known whether it may, bytes: the newest of it is left out. */
  readonly earlyBytes: number;
};

export const DEFAULT_SRT_LIMITS: SrtLimits = {
  connections: 500,
  connectionsPerAddress: 200,
  publisherIdleMs: 15_000,
  earlyBytes: 2 * 1024 * 1024,
};
