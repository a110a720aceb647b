/** Playouts that are recorded at once: `recorded-playouts.ts CLIP FOLDER COUNT SECONDS`; COUNT 0 FOLDER '-' records nothing. Prints one line of JSON. */
import { setTimeout } from 'node:timers/promises';
import { Clip, LiveStream, Pacer, Playout, Recorder } from '../../src/index.js';

const [path = '', folder = '', many = '100', length = '20'] = process.argv.slice(2);
const [count, seconds] = [Number(many), Number(length)];
const clip = await Clip.load(path);
const pacer = new Pacer();
/** A frame later than this after its time is late: the next one is due, ms. */
const LATE_MS = 40;

global.gc?.();
const before = process.memoryUsage();
const rooms = Array.from({ length: count }, (_, number) => {
  const stream = new LiveStream({ name: String(number) });
  const recorder =
    folder === '-' ? undefined : new Recorder(stream, { folder: `${folder}/${String(number)}` });
  const playout = new Playout({ stream, pacer, idle: clip });
  return { stream, recorder, playout };
});
let [frames, late, worstMs] = [0, 0, 0];
for (const { stream } of rooms) {
  let firstMs: number | undefined;
  stream.on('frame', (frame) => {
    if (frame.kind !== 'video') return;
    const nowMs = performance.now();
    firstMs ??= nowMs - frame.dtsMs;
    const behindMs = nowMs - firstMs - frame.dtsMs;
    frames++;
    if (behindMs > LATE_MS) late++;
    worstMs = Math.max(worstMs, behindMs);
  });
}
const cpu = process.cpuUsage();
await setTimeout(seconds * 1000);
const { user, system } = process.cpuUsage(cpu);
global.gc?.();
const after = process.memoryUsage();
const bytes = (of: NodeJS.MemoryUsage): number => of.heapUsed + of.external;
const lostMs = rooms.reduce((sum, { recorder }) => sum + (recorder?.stats.lostMs ?? 0), 0);
console.log(
  JSON.stringify({
    ...{ frames, late, worstMs: Math.round(worstMs), lostMs },
    cpuMsPerStreamSecond: (user + system) / 1000 / (count * seconds),
    memoryMbPerStream: (bytes(after) - bytes(before)) / count / 1e6,
  }),
);
for (const { playout, recorder, stream } of rooms) {
  await playout[Symbol.asyncDispose]();
  stream.end('measured');
  await recorder?.[Symbol.asyncDispose]();
}
pacer[Symbol.dispose]();
