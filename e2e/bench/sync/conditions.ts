/** One measurement. */
export type Condition = {
  readonly name: string;
  /** `player`: as shipped; the others are what is usually done instead. */
  readonly mode: 'player' | 'arrival' | 'video';
  readonly frameRate: 25 | 30;
  readonly bFrames: boolean;
  readonly transport: 'flv' | 'ws-flv' | 'll-hls';
  /** A virtual teacher's playout instead of a publisher over RTMP; events are planned for their frames. */
  readonly taught?: boolean;
  /** The connection is cut every this many events. */
  readonly cutEvery?: number;
  /** Processes that do nothing but burn a core. */
  readonly busyProcesses?: number;
  /** Three times a second the page's main thread stands still for so many milliseconds. */
  readonly blockMs?: number;
};

const NAMES = { flv: 'HTTP-FLV', 'ws-flv': 'WS-FLV', 'll-hls': 'LL-HLS' } as const;

const modes = ['player', 'arrival', 'video'] as const;

function plain(frameRate: 25 | 30, bFrames: boolean, transport: 'flv' | 'ws-flv' | 'll-hls'): Condition {
  const name = `720p${frameRate} ${NAMES[transport]}${bFrames ? ', B-frames' : ''}`;
  return { name, mode: 'player', frameRate, bFrames, transport };
}

const base = plain(25, true, 'flv');

/** Every condition in which the page has to be right, and beside some of them the usual ways. */
export const conditions: readonly Condition[] = [
  ...([25, 30] as const).flatMap((frameRate) =>
    [false, true].flatMap((bFrames) =>
      (['flv', 'ws-flv'] as const).map((transport) => plain(frameRate, bFrames, transport)),
    ),
  ),
  plain(25, true, 'll-hls'),
  { ...plain(25, false, 'flv'), name: '720p25 HTTP-FLV, virtual teacher', taught: true },
  { ...base, name: `${base.name}, connection cut every 40 events`, cutEvery: 40 },
  { ...base, name: `${base.name}, two busy processes`, busyProcesses: 2 },
  { ...base, name: `${base.name}, main thread blocked 50 ms three times a second`, blockMs: 50 },
  ...modes.slice(1).flatMap((mode) => [
    { ...base, mode, name: `${nameOf(mode)}: ${base.name}` },
    { ...base, mode, name: `${nameOf(mode)}: ${base.name}, two busy processes`, busyProcesses: 2 },
  ]),
];

function nameOf(mode: Condition['mode']): string {
  return mode === 'arrival' ? 'fire on arrival' : 'plain video with rVFC';
}
