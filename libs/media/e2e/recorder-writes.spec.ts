import { expect, it } from 'vitest';
import {
  FileBytes,
  LiveStream,
  recordedFrames,
  Recorder,
  recordingParts,
  type MediaFrame,
} from '../src/index.js';
import { createFile, type CreateFile } from '../src/recording/recording-files.js';
import { recorded } from './support/flv-fixture.js';
import { looped } from './support/packaged-room.js';
import { TempDir } from './support/temp-dir.js';

const film = await recorded({ seconds: 4, bFrames: 0, size: '96x54', rate: 25 });
const TURNS = 3;

/** Real files whose writes are watched, each of which takes `most` bytes. */
function watched(most = Infinity): { create: CreateFile; writes: Uint8Array[] } {
  const writes: Uint8Array[] = [];
  const create: CreateFile = async (path) => {
    const file = await createFile(path);
    return {
      ...file,
      write: (bytes, position) => {
        writes.push(bytes);
        return file.write(bytes.subarray(0, most), position);
      },
    };
  };
  return { create, writes };
}

/** A stream recorded into each of the folders at once. @returns its frames */
async function record(folders: readonly string[], create: CreateFile): Promise<MediaFrame[]> {
  await using stream = new LiveStream({ name: 'room', now: () => 0 });
  const frames: MediaFrame[] = [];
  stream.on('frame', (frame: MediaFrame) => frames.push(frame));
  const recorders = folders.map((folder) => new Recorder(stream, { folder, create }));
  using publication = stream.publish({ id: 'test', kind: 'test' });
  publication.setHeaders(film.headers);
  for (const frame of looped(film, TURNS)) publication.push(frame);
  stream.end('the lesson is over');
  await Promise.all(recorders.map((recorder) => recorder[Symbol.asyncDispose]()));
  return frames;
}

async function framesIn(folder: string): Promise<string[]> {
  const frames: string[] = [];
  for (const { path, from, until } of await recordingParts(folder)) {
    await using source = await FileBytes.open(path);
    for await (const item of recordedFrames(source, { from, until }))
      if (item.kind === 'video') frames.push(Buffer.from(item.bytes).toString('base64'));
  }
  return frames;
}

const videoOf = (frames: readonly MediaFrame[]): string[] =>
  frames.filter(({ kind }) => kind === 'video').map(({ bytes }) => Buffer.from(bytes).toString('base64'));

it('each fragment is one write, from memory that all recorders use again', async () => {
  await using temp = await TempDir.make();
  const { create, writes } = watched();
  const folders = ['one', 'other'].map((name) => temp.file(name));
  await record(folders, create);
  const seconds = folders.length * TURNS * 4;
  expect(writes.length).toBeGreaterThanOrEqual(seconds);
  expect(writes.length).toBeLessThan(2.5 * seconds);
  expect(new Set(writes.map(({ buffer }) => buffer)).size).toBeLessThanOrEqual(folders.length);
});

it('a system that takes less than all of a write gets the rest, in its place', async () => {
  await using temp = await TempDir.make();
  const { create } = watched(1000);
  const frames = await record([temp.file('one')], create);
  expect(await framesIn(temp.file('one'))).toEqual(videoOf(frames));
});
