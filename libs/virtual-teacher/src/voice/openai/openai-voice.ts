import { spokenText, voiceLanguages } from '@lockstep/lesson';
import { retry } from '@lockstep/async';
import OpenAI from 'openai';
import { modelFailure, retryAfterMs } from '../../openai/model-failed.js';
import { openAiClient } from '../../openai/openai-client.js';
import type { SpeechServer } from '../../openai/speech-server.js';
import type { Recording } from '../align/align-words.js';
import { referencesFor, withWordTimes } from '../align/word-times.js';
import type { FliteVoices } from '../flite/flite-voice.js';
import type { SpeakOptions, Speech, Voice, WordToSay } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';
import { recordingOf } from './recording-of.js';

export type OpenAiVoiceOptions = {
  readonly server: SpeechServer;
  /** As the server calls it: alloy, coral, nova, … */
  readonly name: string;
  /** BCP 47 of what is said: numbers, units and formulas are written out in it. Default: en. */
  readonly language?: string;
  /** Say the same sentences with known times; their owner disposes of them. */
  readonly references: FliteVoices;
  /** How to speak, in words; not every model hears it. */
  readonly instructions?: string;
  /** To the last byte, another try included. Default: 4 s where somebody waits, else two minutes. */
  readonly patienceMs?: number;
};

/** The protocol's own limit. */
const MAX_CHARACTERS = 4096;
/** Five minutes at 48 kHz: nobody says a sentence for longer. */
const MAX_BYTES = 48_000 * 2 * 300;
/** A server on a small machine speaks the sentences of a lesson one after the other, and each waits for those before it. */
const PATIENCE_MS = { live: 4000, batch: 120_000 };
const ALIGNER = 'aligned-2';

/**
 * A voice of any server that speaks OpenAI's protocol. It gives no word times; they come from the embedded voices,
 * which say the same and know theirs (see `voice/align`).
 */
export class OpenAiVoice implements Voice {
  readonly fingerprint: string;
  readonly languages: readonly string[];
  readonly #options: OpenAiVoiceOptions;
  readonly #client: OpenAI;

  constructor(options: OpenAiVoiceOptions) {
    const { server, name, instructions = '', language = 'en' } = options;
    this.#options = options;
    this.#client = openAiClient(server);
    this.languages = voiceLanguages(`openai:${name}`);
    const made = ['openai', server.baseUrl, server.model, name, instructions, language, ALIGNER];
    this.fingerprint = made.join('|');
  }

  /** @throws VoiceFailed */
  async speak(words: readonly WordToSay[], options: SpeakOptions = {}): Promise<Speech> {
    const text = spokenText(
      words.map(({ spoken }) => spoken),
      this.#options.language ?? 'en',
    );
    if (!/[\p{L}\p{N}]/u.test(text)) {
      throw new VoiceFailed('unspeakable', `there is no word in “${text.slice(0, 80)}”`);
    }
    if (text.length > MAX_CHARACTERS) {
      throw new VoiceFailed('unspeakable', `a sentence of ${String(text.length)} letters; say it in several`);
    }
    const { references } = this.#options;
    const same = referencesFor(words, references, options); // spoken while the network is waited for
    const recording = await this.#recorded(text, options);
    const speech = await withWordTimes(recording, words, same);
    options.signal?.throwIfAborted();
    return speech;
  }

  async #recorded(text: string, { signal, priority = 'live' }: SpeakOptions): Promise<Recording> {
    const { patienceMs = PATIENCE_MS[priority] } = this.#options;
    const late = AbortSignal.timeout(patienceMs);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    const until = performance.now() + patienceMs;
    const delayMs = (error: unknown, failures: number) => {
      if (failures > 1 || error instanceof VoiceFailed) return undefined;
      const waitMs = retryAfterMs(error);
      return waitMs !== undefined && performance.now() + waitMs < until ? waitMs : undefined;
    };
    try {
      return await retry(() => this.#request(text, stop), { signal: stop, delayMs });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof VoiceFailed) throw error;
      const { host } = new URL(this.#options.server.baseUrl);
      if (late.aborted) {
        const message = `the speech server at ${host} took longer than ${String(patienceMs)} ms`;
        throw new VoiceFailed('timeout', message, { params: { host, seconds: patienceMs / 1000 } });
      }
      throw this.#failure(error, host);
    }
  }

  /** The server's own words stay out: some of them repeat the key or the request. */
  #failure(error: unknown, host: string): VoiceFailed {
    const status = statusOf(error);
    if (status === undefined || !isRefusal(status)) {
      const message = `no speech from ${host}: ${modelFailure(error).message}`;
      return new VoiceFailed('unavailable', message, { params: { host } });
    }
    const { name, server } = this.#options;
    const what =
      status === 401 || status === 403
        ? 'does not take the key'
        : `does not take the voice “${name}” of the model “${server.model}”`;
    const message = `the speech server at ${host} ${what}, or its address is wrong (status ${String(status)})`;
    return new VoiceFailed('refused', message, { params: { host, status } });
  }

  async #request(text: string, signal: AbortSignal): Promise<Recording> {
    const { server, name, instructions } = this.#options;
    const response = await this.#client.audio.speech.create(
      {
        model: server.model,
        voice: name,
        input: text,
        response_format: 'wav',
        ...(instructions === undefined ? {} : { instructions }),
      },
      { signal },
    );
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > MAX_BYTES) throw new VoiceFailed('bad-audio', 'the speech server’s sound has no end');
      chunks.push(chunk);
    }
    return recordingOf(Buffer.concat(chunks), response.headers.get('content-type') ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The client holds nothing open; the references belong to their owner.
  }
}

/** HTTP status of a refused request; undefined where none came. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof OpenAI.APIError ? (error as { readonly status: number | undefined }).status : undefined;

/** Of a request that would be refused again; the others are a server that is busy or broken. */
const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && ![408, 409, 429].includes(status);
