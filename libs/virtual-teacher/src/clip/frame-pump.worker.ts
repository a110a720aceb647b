/**
 * Composes frames from sprites and feeds them to an ffmpeg of its own, in a thread of its own, because 1.4 MB of every
 * frame go through here. What ffmpeg writes is passed on as it comes.
 * No import of a value from this project: Node runs this file as it stands, compiled or not.
 */
import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { PumpOrder, PumpReport, PumpSettings } from './frame-pump.js';

const { ffmpeg, args, width, height, group, niceness } = workerData as PumpSettings;
const chromaWidth = width / 2;
const lumaBytes = width * height;
const chromaBytes = lumaBytes / 4;
/** Fields of a sprite in the table: x, y, width, height, offset of its I420 pixels. */
const SPRITE_FIELDS = 5;
const LOG_CHARACTERS = 4096;

type Sheet = { readonly table: Int32Array; readonly pixels: Uint8Array };

const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread.');
const report = (message: PumpReport, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const encoder = spawn(ffmpeg, args, { stdio: ['pipe', 'pipe', 'pipe'] });
let log = '';
encoder.stderr.setEncoding('utf8').on('data', (text: string) => {
  log = (log + text).slice(-LOG_CHARACTERS);
});
encoder.stdout.on('data', (chunk: Buffer) => {
  const bytes = new Uint8Array(chunk); // a copy of its own: node's chunks share a pool that cannot be transferred
  report({ kind: 'bytes', bytes }, [bytes.buffer]);
});
encoder.stdin.on('error', () => undefined); // 'close' tells why
const ended = new Promise<void>((resolve) => {
  encoder.on('error', (error) => report({ kind: 'failed', reason: error.message }));
  encoder.on('close', (code, signal) => {
    report({
      kind: 'ended',
      reason: `${signal ?? `exited with ${code}`}${log === '' ? '' : `: ${log.trim()}`}`,
    });
    resolve();
  });
});
encoder.on('spawn', () => {
  if (encoder.pid === undefined) return;
  report({ kind: 'started', pid: encoder.pid });
  if (niceness > 0) lowerPriorities(encoder.pid);
});

/** Of the encoder and of this thread: feedback that a student waits for comes before a lesson that is being compiled. */
function lowerPriorities(pid: number): void {
  const lower = Math.min(niceness, constants.priority.PRIORITY_LOW);
  try {
    setPriority(pid, lower);
    const thread = /\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1];
    if (thread !== undefined) setPriority(Number(thread), lower); // on Linux a thread has a priority of its own
  } catch {
    // not Linux, or not allowed here: the encoder then competes as others do
  }
}

const sheets = new Map<string, Sheet>();
const stopped = new Set<number>();
/** While one frame is on its way to ffmpeg the next one is composed. */
const canvases = [new Uint8Array(lumaBytes + 2 * chromaBytes), new Uint8Array(lumaBytes + 2 * chromaBytes)];
const written: Promise<unknown>[] = canvases.map(() => Promise.resolve());
let turn = 0;
let work: Promise<unknown> = Promise.resolve();

port.on('message', (order: PumpOrder) => {
  switch (order.kind) {
    case 'sheet':
      sheets.set(order.id, { table: order.table, pixels: new Uint8Array(order.pixels) });
      return;
    case 'forget':
      sheets.delete(order.id);
      return;
    case 'stop':
      stopped.add(order.job);
      return;
    case 'job':
      work = work.then(() => pump(order));
      return;
    case 'close':
      work = work.then(close);
      return;
  }
});

async function pump({
  job,
  sheet: name,
  videoFrames,
  layers,
}: Extract<PumpOrder, { kind: 'job' }>): Promise<void> {
  const sheet = sheets.get(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  const count = layers.length / videoFrames;
  const layersOf = (frame: number) => layers.subarray(frame * count, (frame + 1) * count);
  let fed = 0;
  for (; fed < videoFrames && !stopped.has(job); fed++) await feed(sheet, layersOf(fed));
  // the next job begins with the next group: what lies between is thrown away
  for (; fed % group !== 0; fed++) await feed(sheet, layersOf(0));
  stopped.delete(job);
  report({ kind: 'fed', job, videoFrames: fed });
}

async function feed(sheet: Sheet, layers: Int32Array): Promise<void> {
  const index = turn++ % canvases.length;
  const canvas = canvases[index];
  if (canvas === undefined) return;
  await written[index];
  for (const sprite of layers) if (sprite >= 0) blit(sheet, sprite, canvas);
  written[index] = new Promise((resolve) => {
    encoder.stdin.write(canvas, resolve);
  });
}

function blit({ table, pixels }: Sheet, sprite: number, canvas: Uint8Array): void {
  const [x = 0, y = 0, w = 0, h = 0, from = 0] = table.subarray(
    sprite * SPRITE_FIELDS,
    (sprite + 1) * SPRITE_FIELDS,
  );
  copyPlane(pixels, from, w, h, canvas, y * width + x, width);
  const cx = x / 2;
  const cy = y / 2;
  const u = from + w * h;
  const at = cy * chromaWidth + cx;
  copyPlane(pixels, u, w / 2, h / 2, canvas, lumaBytes + at, chromaWidth);
  copyPlane(pixels, u + (w * h) / 4, w / 2, h / 2, canvas, lumaBytes + chromaBytes + at, chromaWidth);
}

function copyPlane(
  pixels: Uint8Array,
  from: number,
  w: number,
  h: number,
  canvas: Uint8Array,
  to: number,
  stride: number,
): void {
  if (w === stride) {
    canvas.set(pixels.subarray(from, from + w * h), to);
    return;
  }
  for (let row = 0; row < h; row++) {
    canvas.set(pixels.subarray(from + row * w, from + (row + 1) * w), to + row * stride);
  }
}

async function close(): Promise<void> {
  encoder.stdin.end();
  await ended;
  port?.close();
}
