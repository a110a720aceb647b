import { type OpenAI, toFile } from 'openai';
import { modelFailure, retryAfterMs } from '../openai/model-failed.js';
import { openAiClient, type OpenAiSettings } from '../openai/openai-settings.js';
import { writeWave } from '../voice/wave.js';
import { decodeRecording, HEARING_RATE, isSilent } from './decode-recording.js';
import { type Ear, EarFailed, type HearOptions } from './ear.js';

export type OpenAiEarOptions = {
  readonly settings: OpenAiSettings;
  readonly ffmpeg: string;
  /** Default: 30 000. */
  readonly patienceMs?: number;
};

/** Longest transcript that is taken: more than anybody says in the time that a recording may take. */
const MAX_CHARACTERS = 4000;

/** A transcription model of any server that speaks OpenAI's protocol. Sent are samples and the language. */
export class OpenAiEar implements Ear {
  readonly name: string;
  readonly #options: OpenAiEarOptions;
  readonly #client: OpenAI;

  constructor(options: OpenAiEarOptions) {
    this.#options = options;
    this.#client = openAiClient(options.settings);
    this.name = options.settings.transcriptionModel;
  }

  hears(): boolean {
    return true;
  }

  async hear(recording: Uint8Array, { language, signal }: HearOptions): Promise<string> {
    const samples = await decodeRecording(this.#options.ffmpeg, recording, signal);
    if (isSilent(samples)) return '';
    const wave = writeWave({ samples, sampleRate: HEARING_RATE });
    const late = AbortSignal.timeout(this.#options.patienceMs ?? 30_000);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transcribed(wave, language, stop);
      } catch (error) {
        signal?.throwIfAborted();
        if (late.aborted) throw new EarFailed('timeout', 'the transcription took too long');
        if (attempt === 1 && (retryAfterMs(error) ?? Infinity) < 2000) continue;
        throw new EarFailed('unavailable', `no transcription: ${modelFailure(error).message}`);
      }
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
