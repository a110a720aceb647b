/** Runs targets on mutated inputs until told to stop, or until one breaks its promise. */
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { AllocationMeter } from './allocation-meter.js';
import { nextInput } from './mutate.js';
import { Random } from './random.js';
import { SharedInput } from './shared-input.js';
import { loadTargets } from './registry.js';
import type { FuzzTarget } from './target.js';
import type { Outcome, Task } from './task.js';

/**
 * A value may cost this many bytes of memory for each byte read: a view or a message object takes about a hundred, and the
 * shortest NAL units and SEI messages have five and two.
 */
const BYTES_PER_INPUT_BYTE = 16;
const HEAP_PER_INPUT_BYTE = 64;
/** Tables, limits and buffers that do not grow with the input. */
const CONSTANT_BYTES = 256 * 1024;
const CONSTANT_HEAP = 2 * 1024 * 1024;
/** The heap is measured after a collection, which is slow: only where the input is large enough to show what it costs. */
const HEAP_FROM = 16 * 1024;

// In place before the targets, and with them the libraries, are loaded.
const meter = new AllocationMeter();
const { ParseError } = await import('../src/index.js');

function check(target: FuzzTarget, bytes: Uint8Array): string | undefined {
  const { bytes: allocated, error } = meter.measure(() => target.run(bytes));
  const allowed = CONSTANT_BYTES + bytes.length * BYTES_PER_INPUT_BYTE;
  if (allocated > allowed) return `allocates ${allocated} bytes for an input of ${bytes.length}`;
  if (error === undefined || error instanceof ParseError) return undefined;
  return error instanceof Error ? (error.stack ?? error.message) : inspect(error);
}

function checkHeap(target: FuzzTarget, bytes: Uint8Array): string | undefined {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept = meter.measure(() => target.run(bytes));
  globalThis.gc?.();
  const grown = process.memoryUsage().heapUsed - before;
  const allowed = CONSTANT_HEAP + bytes.length * HEAP_PER_INPUT_BYTE;
  if (grown > allowed && kept !== undefined)
    return `keeps ${grown} bytes of heap for an input of ${bytes.length}`;
  return undefined;
}

function fuzz(targets: readonly FuzzTarget[], random: Random, shared: SharedInput): Outcome {
  const runs: Record<string, number> = Object.fromEntries(targets.map(({ name }) => [name, 0]));
  for (let run = 0; !shared.isStopped; run++) {
    const index = run % targets.length;
    const target = targets[index] as FuzzTarget;
    const bytes = nextInput(target.seeds, random);
    shared.begin(index, bytes);
    runs[target.name] = (runs[target.name] as number) + 1;
    const what = check(target, bytes) ?? (bytes.length >= HEAP_FROM ? checkHeap(target, bytes) : undefined);
    if (what !== undefined) return { target: target.name, what, bytes };
  }
  return { runs };
}

const { files, only, seed, shared } = workerData as Task;
const outcome = fuzz(await loadTargets(files, only), new Random(seed), new SharedInput(shared));
parentPort?.postMessage(outcome);
