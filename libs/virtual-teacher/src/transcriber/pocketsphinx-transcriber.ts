import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWave } from '../voice/wave.js';
import { decodeRecording, RECORDING_RATE, isSilent } from './decode-recording.js';
import { type Transcriber, TranscriptionFailed, type TranscribeOptions } from './transcriber.js';
import { runProgram } from './run-program.js';

export type PocketsphinxTranscriberOptions = {
  readonly ffmpeg: string;
  /** Default: `pocketsphinx_continuous` on the PATH. */
  readonly program?: string;
  /** Default: 60 000; it takes about half as long as was spoken. */
  readonly patienceMs?: number;
};

const PROGRAM = 'pocketsphinx_continuous';

/**
 * Debian's recogniser for English, where the operator installed it (packages `pocketsphinx` and
 * `pocketsphinx-en-us`). It makes mistakes, so the student reads what was heard and corrects it.
 */
export class PocketsphinxTranscriber implements Transcriber {
  readonly name = 'pocketsphinx';
  readonly #options: PocketsphinxTranscriberOptions;

  private constructor(options: PocketsphinxTranscriberOptions) {
    this.#options = options;
  }

  /** @returns undefined where the program or its English model is not installed */
  static async find(options: PocketsphinxTranscriberOptions): Promise<PocketsphinxTranscriber | undefined> {
    const transcriber = new PocketsphinxTranscriber(options);
    try {
      await transcriber.#recognise(new Int16Array(RECORDING_RATE), undefined);
      return transcriber;
    } catch (error) {
      if (error instanceof TranscriptionFailed) return undefined;
      throw error;
    }
  }

  understands(language: string): boolean {
    return /^en(-|$)/iu.test(language);
  }

  /** @throws TranscriptionFailed */
  async transcribe(recording: Uint8Array, { language, signal }: TranscribeOptions): Promise<string> {
    if (!this.understands(language))
      throw new TranscriptionFailed('language', `pocketsphinx knows no ${language}`);
    const samples = await decodeRecording(this.#options.ffmpeg, recording, signal);
    return isSilent(samples) ? '' : this.#recognise(samples, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each recording has a process of its own, which has ended.
  }

  async #recognise(samples: Int16Array, signal: AbortSignal | undefined): Promise<string> {
    const { program = PROGRAM, patienceMs = 60_000 } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), 'lockstep-transcriber-'));
    try {
      const file = join(folder, 'answer.wav');
      await writeFile(file, writeWave({ samples, sampleRate: RECORDING_RATE }), { mode: 0o600 });
      const { status, stdout } = await runProgram(program, ['-infile', file, '-logfn', '/dev/null'], {
        signal,
        patienceMs,
        maxBytes: 64 * 1024,
      });
      if (status !== 0)
        throw new TranscriptionFailed('unavailable', `${program} ended with status ${String(status)}`);
      return stdout
        .toString()
        .split(/\s+/u)
        .filter((word) => word !== '')
        .join(' ');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
