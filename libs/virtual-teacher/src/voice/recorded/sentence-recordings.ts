import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { LessonScript } from '@lockstep/contracts';
import { recordingKey, recordingsOf } from '@lockstep/lesson';
import { isReferenceLanguage, referencesFor, withWordTimes } from '../align/word-times.js';
import type { FliteVoices } from '../flite/flite-voice.js';
import type { SpeakOptions, Speech, WordToSay } from '../voice.js';
import { decodeFile } from './decode-file.js';

export type SentenceRecordingsOptions = {
  /** Path of a file below the folder of the script; undefined when it is not there. */
  readonly fileOf: (path: string) => Promise<string | undefined>;
  /** Path of the program. */
  readonly ffmpeg: string;
  /** Say the same sentences with known times; their owner disposes of them. */
  readonly references: FliteVoices;
};

type Kept = { readonly path: string; readonly sha256: string };

/** Changes whenever the same file would sound otherwise. */
const VERSION = 'recorded/1';

/** Sentences that the author recorded: their files are said in place of the voice. */
export class SentenceRecordings {
  readonly #files: ReadonlyMap<string, Kept>;
  readonly #language: string;
  readonly #options: SentenceRecordingsOptions;

  private constructor(
    files: ReadonlyMap<string, Kept>,
    language: string,
    options: SentenceRecordingsOptions,
  ) {
    this.#files = files;
    this.#language = language;
    this.#options = options;
  }

  /** Files that are not there are left out: a check of the lesson names them. */
  static async open(
    script: Pick<LessonScript, 'recordings' | 'language'>,
    options: SentenceRecordingsOptions,
  ): Promise<SentenceRecordings> {
    const files = new Map<string, Kept>();
    for (const [key, file] of recordingsOf(script)) {
      const path = await options.fileOf(file);
      if (path !== undefined) files.set(key, { path, sha256: await sha256Of(path) });
    }
    return new SentenceRecordings(files, script.language, options);
  }

  /** In place of the fingerprint of the voice. @param text of the sentence, as captions show it */
  fingerprintOf(text: string): string | undefined {
    const kept = this.#files.get(recordingKey(text));
    return kept && `${VERSION}/${this.#language}/${kept.sha256}`;
  }

  /** @returns undefined for a sentence without a recording. @throws RecordingUnusable, VoiceFailed, the signal's reason */
  async speak(text: string, words: readonly WordToSay[], options: SpeakOptions): Promise<Speech | undefined> {
    const kept = this.#files.get(recordingKey(text));
    if (kept === undefined) return undefined;
    const { ffmpeg, references } = this.#options;
    const recording = await decodeFile(ffmpeg, kept.path, options.signal);
    const same = isReferenceLanguage(this.#language)
      ? referencesFor(words, references, options)
      : Promise.resolve([]);
    return withWordTimes(recording, words, same);
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
