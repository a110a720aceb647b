/**
 * Nanoseconds of processor time per call of each function, garbage collection included; rounds interleaved so that all see
 * the same machine; median of the rounds.
 */
export function measure(
  functions: Readonly<Record<string, () => void>>,
  seconds: number,
): ReadonlyMap<string, number> {
  const names = Object.keys(functions);
  const rounds = new Map<string, number[]>(names.map((name) => [name, []]));
  const roundNs = 40e6;
  const calls = new Map<string, number>();
  for (const name of names) calls.set(name, calibrate(functions[name] as () => void, roundNs));
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    for (const name of names) {
      const count = calls.get(name) as number;
      rounds.get(name)?.push(time(functions[name] as () => void, count) / count);
    }
  }
  return new Map(names.map((name) => [name, median(rounds.get(name) as number[])]));
}

/** Calls that take about `roundNs`, after enough of them to be compiled. */
function calibrate(run: () => void, roundNs: number): number {
  let count = 1;
  while (time(run, count) < roundNs) count *= 2;
  return count;
}

function time(run: () => void, count: number): number {
  globalThis.gc?.(); // nobody pays for what another left behind
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] as number;
}
