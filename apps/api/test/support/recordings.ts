import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { LedgerPage, Recording } from '@lockstep/contracts';
import { FileBytes, findFfmpeg, recordingItems } from '@lockstep/media';
import { expect, vi } from 'vitest';
import type { Client } from './client.js';

const patience = { timeout: 30_000, interval: 50 };

/** The one recording of a session. */
export async function recordingOf(teacher: Client, sessionId: string): Promise<Recording> {
  const [recording, ...more] = await teacher.get<Recording[]>(`/api/sessions/${sessionId}/recordings`);
  expect(more).toEqual([]);
  if (!recording) throw new Error(`The session ${sessionId} has no recording.`);
  return recording;
}

/** The recording once its MP4 is there. */
export const finished = (teacher: Client, sessionId: string): Promise<Recording> =>
  vi.waitFor(async () => {
    const recording = await recordingOf(teacher, sessionId);
    expect(recording.status).toBe('ready');
    return recording;
  }, patience);

/** Waits until so much is recorded, ms. */
export const recordedFor = (teacher: Client, sessionId: string, ms: number): Promise<Recording> =>
  vi.waitFor(async () => {
    const recording = await recordingOf(teacher, sessionId);
    expect(recording.durationMs).toBeGreaterThanOrEqual(ms);
    return recording;
  }, patience);

/** Downloads an address of the server into a file. */
export async function download(url: string, path: string): Promise<void> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
}

/** The text of an item inside a finished recording. */
export async function itemOf(path: string, name: string): Promise<string> {
  await using source = await FileBytes.open(path);
  const item = (await recordingItems(source)).find((candidate) => candidate.name === name);
  if (!item) throw new Error(`${path} has no ${name}.`);
  return Buffer.from(await source.read(item.offset, item.length)).toString();
}

/** The ledger as the index of a recording tells it. */
export async function ledgerIndex(client: Client, sessionId: string): Promise<object[]> {
  const { entries } = await client.get<LedgerPage>(`/api/sessions/${sessionId}/ledger?limit=1000`);
  return entries.map(({ seq, airedPtsMs, frame, event }) => ({ seq, ptsMs: airedPtsMs, frame, event }));
}

/** One line for each video packet of an address or file, as ffmpeg reads it. */
export async function packetsOf(input: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    await findFfmpeg(),
    ['-v', 'error', '-i', input, '-map', '0:v', '-c', 'copy', '-f', 'framemd5', '-'],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('0,'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}
