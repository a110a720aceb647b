import { retry } from '@lockstep/async';
import { type OpenAI, toFile } from 'openai';
import { modelFailure, retryAfterMs } from '../openai/model-failed.js';
import { openAiClient } from '../openai/openai-client.js';
import type { OpenAiSettings } from '../openai/openai-settings.js';
import { writeWave } from '../voice/wave.js';
import { decodeRecording, RECORDING_RATE, isSilent } from './decode-recording.js';
import { type Transcriber, TranscriptionFailed, type TranscribeOptions } from './transcriber.js';

export type OpenAiTranscriberOptions = {
  readonly settings: OpenAiSettings;
  readonly ffmpeg: string;
  /** Default: 30 000. */
  readonly patienceMs?: number;
};

/** Longest transcript that is taken: more than anybody says in the time that a recording may take. */
const MAX_CHARACTERS = 4000;
/** A server that asks to wait longer is taken for unavailable: the student is waiting. In milliseconds. */
const LONGEST_WAIT_MS = 2000;

/** A transcription model of any server that speaks OpenAI's protocol. Sent are samples and the language. */
export class OpenAiTranscriber implements Transcriber {
  readonly name: string;
  readonly #options: OpenAiTranscriberOptions;
  readonly #client: OpenAI;

  constructor(options: OpenAiTranscriberOptions) {
    this.#options = options;
    this.#client = openAiClient(options.settings);
    this.name = options.settings.transcriptionModel;
  }

  understands(): boolean {
    return true;
  }

  async transcribe(recording: Uint8Array, { language, signal }: TranscribeOptions): Promise<string> {
    const samples = await decodeRecording(this.#options.ffmpeg, recording, signal);
    if (isSilent(samples)) return '';
    const wave = writeWave({ samples, sampleRate: RECORDING_RATE });
    const late = AbortSignal.timeout(this.#options.patienceMs ?? 30_000);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    const delayMs = (error: unknown, failures: number) => {
      const waitMs = failures === 1 ? retryAfterMs(error) : undefined;
      return waitMs !== undefined && waitMs < LONGEST_WAIT_MS ? waitMs : undefined;
    };
    try {
      return await retry(() => this.#transcribed(wave, language, stop), { signal: stop, delayMs });
    } catch (error) {
      signal?.throwIfAborted();
      if (late.aborted) throw new TranscriptionFailed('timeout', 'the transcription took too long');
      throw new TranscriptionFailed('unavailable', `no transcription: ${modelFailure(error).message}`);
    }
  }

  async #transcribed(wave: Uint8Array, language: string, signal: AbortSignal): Promise<string> {
    const { text } = await this.#client.audio.transcriptions.create(
      {
        file: await toFile(wave, 'answer.wav', { type: 'audio/wav' }),
        model: this.name,
        language: language.split('-')[0]?.toLowerCase() ?? language,
        response_format: 'json',
      },
      { signal },
    );
    if (typeof text !== 'string') throw new SyntaxError('no text in the transcription');
    return text.trim().slice(0, MAX_CHARACTERS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The client holds nothing open.
  }
}
