import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ALL_FORMATS,
  FilePathSource,
  Input as Container,
  Logging,
  LogLevel,
  ReadableStreamSource,
} from 'mediabunny';
import { asInputError } from '../errors.js';
import type { Input } from './input.js';

// Of tracks that are not looked into, nothing is said: neither is what is wrong with them.
Logging.level = LogLevel.Silent;

/** A container, opened; disposing it removes what was put into a temporary file. */
export type OpenContainer = AsyncDisposable & { readonly container: Container };

const BOX_HEADER_BYTES = 8;
/** Boxes before the index are small; a pipe that hides it behind more is put into a file. */
const MOST_BYTES_BEFORE_INDEX = 64 * 1024;

/**
 * Opens a file where it is. A pipe is read as it comes, unless it is an MP4 whose index comes last: then it is put into a
 * temporary file first.
 */
export async function openContainer(input: Input): Promise<OpenContainer> {
  if (input.seekable) {
    const container = new Container({ source: new FilePathSource(input.name), formats: ALL_FORMATS });
    return { container, [Symbol.asyncDispose]: () => close(container) };
  }
  if (await input.head(hasLateIndex)) return spool(input);
  const source = new ReadableStreamSource(ReadableStream.from(input.chunks()));
  const container = new Container({ source, formats: ALL_FORMATS });
  return { container, [Symbol.asyncDispose]: () => close(container) };
}

/** The whole pipe in a temporary file. */
async function spool(input: Input): Promise<OpenContainer> {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-'));
  const path = join(directory, 'stdin');
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    await using file = await open(path, 'wx');
    for await (const chunk of input.chunks()) await file.appendFile(chunk);
  } catch (error) {
    await remove();
    throw asInputError(error, input.name);
  }
  const container = new Container({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const dispose = async (): Promise<void> => {
    await close(container);
    await remove();
  };
  return { container, [Symbol.asyncDispose]: dispose };
}

const close = (container: Container): Promise<void> => {
  container.dispose();
  return Promise.resolve();
};

/** Whether an MP4's media data comes before its `moov`; undefined when more bytes are needed to tell. */
function hasLateIndex(bytes: Uint8Array, ended: boolean): boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + BOX_HEADER_BYTES <= bytes.length) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + BOX_HEADER_BYTES));
    if (type === 'mdat') return true;
    if (type === 'moov' || type === 'moof') return false;
    const size = view.getUint32(at);
    if (size < BOX_HEADER_BYTES) return false; // not a box, or one to the end
    at += size;
  }
  if (ended || at > MOST_BYTES_BEFORE_INDEX) return at > MOST_BYTES_BEFORE_INDEX;
  return undefined;
}
