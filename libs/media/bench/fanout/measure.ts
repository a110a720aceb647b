import { MARK } from './load/stamped-media.js';
import { ServerProcess, type Arrivals, type Load, type LoadGenerator } from './processes.js';

export type Measurement = {
  /** CPU of the whole server process per viewer and second, microseconds. */
  readonly cpuPerViewerSecond: number;
  /** Of one core, percent. */
  readonly cpuPercent: number;
  /** CPU before the newcomers came, percent. */
  readonly cpuPercentBefore: number;
  /** What a viewer holds: growth of resident memory since there was none, garbage collected before and after, KiB. */
  readonly kibPerViewer: number;
  /** The same with the garbage that V8 lets lie, and the space it keeps for new objects. */
  readonly kibWithGarbage: number;
  /** Growth of resident memory during the measurement, MiB. */
  readonly growthMib: number;
  readonly arrivals: Arrivals;
};

type Moment = { readonly cpu: number; readonly memory: number; readonly at: number };

/** Puts a load on a server that has no viewer yet. */
export async function measure(
  server: ServerProcess,
  generator: LoadGenerator,
  load: Load,
): Promise<Measurement> {
  await server.collectGarbage();
  const look = (): Moment => ({
    cpu: server.cpuMicroseconds,
    memory: server.residentBytes,
    at: performance.now(),
  });
  const before = look();
  let [begin, newcomers, end] = [before, before, before];
  let afterwards = Promise.resolve(before);
  const port = load.rtmp ? server.rtmpPort : server.httpPort;
  const arrivals = await generator.run(port, MARK.toString('hex'), load, (event) => {
    if (event === 'window') begin = newcomers = look();
    else if (event === 'newcomers') newcomers = look();
    else if (event === 'windowEnd') {
      end = look();
      afterwards = server.collectGarbage().then(look); // while the viewers are still there
    }
  });
  const viewers = load.viewers + (load.newcomers ?? 0);
  const kib = (moment: Moment): number => (moment.memory - before.memory) / 1024 / viewers;
  const percent = (from: Moment, to: Moment): number => (to.cpu - from.cpu) / (to.at - from.at) / 10;
  return {
    cpuPerViewerSecond: ((end.cpu - begin.cpu) / (end.at - begin.at) / load.viewers) * 1000,
    cpuPercent: percent(begin, end),
    cpuPercentBefore: percent(begin, newcomers),
    kibPerViewer: kib(await afterwards),
    kibWithGarbage: kib(end),
    growthMib: (end.memory - begin.memory) / 2 ** 20,
    arrivals,
  };
}

/** A server of its own for one measurement. */
export async function measureAlone(
  script: string,
  generator: LoadGenerator,
  load: Load,
  peerNode?: string,
): Promise<Measurement> {
  await using server = await ServerProcess.start(script, peerNode);
  return await measure(server, generator, load);
}
