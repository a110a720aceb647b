import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { FINISHED_RECORDING } from '@lockstep/media';
import { Isolated, IsolatedFailed } from '@lockstep/virtual-teacher/isolation';
import { newId } from '../../access/secret.js';
import { whileItComes } from '../../http/body-deadline.js';
import { Settings } from '../../config/settings.js';
import { Archiving } from '../archiving.js';
import { RecordingStore } from '../recording-store.js';
import { ImportedSessions } from './imported-sessions.js';
import { ImportsBusy, isImportCode, RecordingNotImportable, ImportTooLarge } from './import-errors.js';
import type { ImportedRecording, ImportRefusal } from './read-import.js';

const MiB = 1024 * 1024;
/** Of folders whose recording is not whole yet; the next start removes them. */
const DRAFT = '.import-';
const SILENCE_MS = 30_000;
const MEMORY_MB = 512;
const MAX_WAITING = 10;
/** A line that brings less than a kilobyte a second brings no recording. */
const PACE = { leastBytes: 64 * 1024, withinMs: 60_000 };

/** Whether a call brings a recording. */
export const isImport = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && url?.split('?')[0] === '/api/recordings';

/** Takes recordings of other servers. A file that cannot be read leaves nothing behind. */
@Injectable()
export class RecordingImports implements OnModuleInit, OnModuleDestroy {
  /** What an upload has to bring to go on. */
  pace = PACE;
  readonly #thread = new Isolated<string, ImportedRecording>({
    file: new URL('./import-thread', import.meta.url),
    as: 'thread',
    ...{ memoryMb: MEMORY_MB, silenceMs: SILENCE_MS, maxWaiting: MAX_WAITING },
  });

  constructor(
    private readonly settings: Settings,
    private readonly store: RecordingStore,
    private readonly sessions: ImportedSessions,
    private readonly archiving: Archiving,
  ) {}

  /** What a server before was at is not gone on with. */
  async onModuleInit(): Promise<void> {
    await mkdir(this.store.folder, { recursive: true });
    const drafts = (await readdir(this.store.folder)).filter((name) => name.startsWith(DRAFT));
    await Promise.all(drafts.map((name) => rm(this.store.folderOf(name), { recursive: true, force: true })));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#thread[Symbol.asyncDispose]();
  }

  /**
   * Makes a session that is over of an MP4 as it comes in.
   *
   * @param length that the sender declares, bytes
   * @returns the id of the session
   * @throws RecordingNotImportable, ImportTooLarge, {@link ImportsBusy}; the error of the connection where the sender leaves
   */
  async take(file: Readable, length: number | undefined, ownerId: string): Promise<string> {
    const most = this.settings.get('MAX_RECORDING_MB');
    if ((length ?? 0) > most * MiB) throw new ImportTooLarge(most);
    const id = newId();
    const draft = this.store.folderOf(`${DRAFT}${id}`);
    await mkdir(draft, { recursive: true });
    try {
      const target = path.join(draft, FINISHED_RECORDING);
      const coming = whileItComes(this.pace);
      await pipeline(file, coming, atMost(most), createWriteStream(target, { mode: 0o640 }));
      const recording = await this.#read(target);
      return await this.#keep(id, draft, recording, ownerId);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** The rows are there when the file is, and neither without the other. */
  async #keep(id: string, draft: string, recording: ImportedRecording, ownerId: string): Promise<string> {
    const folder = this.store.folderOf(id);
    try {
      const place = () => rename(draft, folder);
      const sessionId = await this.sessions.add({ id, recording, ownerId }, place);
      this.archiving.add({ id, sessionId });
      return sessionId;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async #read(file: string): Promise<ImportedRecording> {
    try {
      return await this.#thread.run(file);
    } catch (error) {
      if (!(error instanceof IsolatedFailed)) throw error;
      const { code, params } = (error.details ?? {}) as Partial<ImportRefusal>;
      if (isImportCode(code)) throw new RecordingNotImportable(code, error.message, params ?? {});
      if (error.reason === 'refused') throw error;
      throw new ImportsBusy(error);
    }
  }
}

/** Also a sender who declares no length is stopped. */
function atMost(mostMb: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostMb * MiB) done(new ImportTooLarge(mostMb));
      else done(null, chunk);
    },
  });
}
