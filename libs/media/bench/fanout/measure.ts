import { MARK } from './load/stamped-media.js';
import { ServerProcess, type Arrivals, type Load, type LoadGenerator } from './processes.js';

export type Measurement = {
  /** CPU of the whole server process per viewer and second, microseconds. */
  readonly cpuPerViewerSecond: number;
  /** Of one core, percent. */
  readonly cpuPercent: number;
  /** CPU before the newcomers came, percent. */
  readonly cpuPercentBefore: number;
  /** Growth of resident memory from no viewer to the end of the measurement, KiB for each. */
  readonly kibPerViewer: number;
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
  const arrivals = await generator.run(server.httpPort, MARK.toString('hex'), load, (event) => {
    if (event === 'window') begin = newcomers = look();
    else if (event === 'newcomers') newcomers = look();
    else if (event === 'windowEnd') end = look();
  });
  const percent = (from: Moment, to: Moment): number => (to.cpu - from.cpu) / (to.at - from.at) / 10;
  return {
    cpuPerViewerSecond: ((end.cpu - begin.cpu) / (end.at - begin.at) / load.viewers) * 1000,
    cpuPercent: percent(begin, end),
    cpuPercentBefore: percent(begin, newcomers),
    kibPerViewer: (end.memory - before.memory) / 1024 / (load.viewers + (load.newcomers ?? 0)),
    growthMib: (end.memory - begin.memory) / 2 ** 20,
    arrivals,
  };
}

/** A server of its own for one measurement. */
export async function measureAlone(
  script: string,
  generator: LoadGenerator,
  load: Load,
): Promise<Measurement> {
  await using server = await ServerProcess.start(script);
  return await measure(server, generator, load);
}
