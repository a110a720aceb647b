/**
 * `npm run fuzz [-- --seconds 60] [--patience 10] [--seed N] [--only PART-OF-A-NAME] [--targets FILE …]`: hostile bytes for every parser of
 * every library with a `fuzz/targets.ts`. Exits 1 with the input as hex when one throws anything but ParseError, hangs,
 * allocates more than a small multiple of its input, or breaks a promise that its target asserts.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { loadTargets, registeredFiles } from './registry.js';
import { SharedInput } from './shared-input.js';
import type { Find, Outcome, Task } from './task.js';

const WATCH_MS = 250;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    // No input of 64 KiB takes a parser longer, however busy the machine is.
    patience: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
    targets: { type: 'string', multiple: true },
  },
});
const files = values.targets?.map((file) => pathToFileURL(resolve(file)).href) ?? registeredFiles();
const names = (await loadTargets(files, values.only)).map(({ name }) => name);
if (names.length === 0) fail(2, 'No such target.');
console.log(`Fuzzing ${names.length} targets for ${values.seconds} s, seed ${values.seed}`);

const shared = new SharedInput();
const task: Task = { files, only: values.only, seed: Number(values.seed), shared: shared.buffer };
const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
const startedAt = performance.now();
let progress = { runs: 0, at: startedAt };
const watch = setInterval(() => {
  const now = performance.now();
  if (now - startedAt > Number(values.seconds) * 1000) shared.stop();
  if (shared.runs !== progress.runs) progress = { runs: shared.runs, at: now };
  else if (now - progress.at > Number(values.patience) * 1000)
    report({ ...current(), what: `hangs: over ${values.patience} s` });
}, WATCH_MS);

worker.on('error', (error: Error) => report({ ...current(), what: `ends the process: ${error.message}` }));
worker.on('message', (outcome: Outcome) => {
  clearInterval(watch);
  if ('what' in outcome) report(outcome);
  const seconds = (performance.now() - startedAt) / 1000;
  const total = Object.values(outcome.runs).reduce((sum, runs) => sum + runs, 0);
  for (const [name, runs] of Object.entries(outcome.runs))
    console.log(`${String(runs).padStart(9)}  ${name}`);
  console.log(`${String(total).padStart(9)}  executions (${Math.round(total / seconds)}/s), nothing found`);
});

function current(): Omit<Find, 'what'> {
  return { target: names[shared.target] ?? 'start', bytes: shared.bytes };
}

function report({ target, what, bytes }: Find): never {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  fail(1, `${target}: ${what}\nexecutions ${shared.runs}, seed ${values.seed}\nhex ${hex}`);
}

function fail(code: number, text: string): never {
  console.error(text);
  process.exit(code);
}
