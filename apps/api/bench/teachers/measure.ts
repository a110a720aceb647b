import type { Arrivals, Contestant, Streams, Viewers } from '@lockstep/media/bench/playout';

/** CPU time so far, ms: of everything, of the main thread, and of a database beside. */
export type Looked = { readonly all: number; readonly mainThread: number; readonly database: number };

export type Measured = Pick<Arrivals, 'p50' | 'p99' | 'p999' | 'max' | 'fewestFrames' | 'mostFrames'> & {
  readonly sessions: number;
  /** Of one session, ms a second. */
  readonly cpuMs: number;
  /** The part of it that the thread needed which serves the frames. */
  readonly mainThreadMs: number;
  /** Of PostgreSQL beside it, ms a session and second; not in `cpuMs`. */
  readonly databaseMs: number;
  readonly corePercent: number;
  /** Streams that broke off, or gave nothing. */
  readonly lost: number;
};

/** Watches all streams, and looks at the server's CPU time where the window begins and ends. */
export async function measure(
  streams: Streams,
  seconds: number,
  viewers: Viewers,
  look: () => Looked,
): Promise<Measured> {
  const looks: (Looked & { at: number })[] = [];
  const arrivals = await viewers.watch(streams, seconds, () => {
    looks.push({ ...look(), at: performance.now() });
  });
  const [from, to] = looks;
  if (!from || !to) throw new Error('The viewers did not say when they measured.');
  const sessions = streams.viewers;
  const each = (of: keyof Looked): number => ((to[of] - from[of]) * 1000) / (to.at - from.at) / sessions;
  const { p50, p99, p999, max, fewestFrames, mostFrames, begun, closed } = arrivals;
  return {
    ...{ sessions, p50, p99, p999, max, fewestFrames, mostFrames },
    cpuMs: each('all'),
    mainThreadMs: each('mainThread'),
    databaseMs: each('database'),
    corePercent: (each('all') * sessions) / 10,
    lost: sessions - begun + closed,
  };
}

/** The bare playout has no thread but the main one that matters, and no database. */
export const lookAt = (contestant: Contestant) => (): Looked => {
  const all = contestant.cpuMicroseconds / 1000;
  return { all, mainThread: all, database: 0 };
};
