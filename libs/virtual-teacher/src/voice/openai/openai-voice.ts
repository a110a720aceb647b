import { sayEnglish, spokenText, voiceLanguages } from '@lockstep/lesson';
import { retry } from '@lockstep/async';
import type OpenAI from 'openai';
import { modelFailure, retryAfterMs } from '../../openai/model-failed.js';
import { openAiClient, type OpenAiSettings } from '../../openai/openai-settings.js';
import { alignByVoices, type Recording, wordsByLength } from '../align/align-words.js';
import { FLITE_VOICES, type FliteVoices } from '../flite/flite-voice.js';
import type { SpeakOptions, Speech, Voice, WordToSay } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';
import { readWave, samplesOf } from '../wave.js';

export type OpenAiVoiceOptions = {
  readonly settings: OpenAiSettings;
  /** As the server calls it: alloy, coral, nova, … */
  readonly name: string;
  /** BCP 47 of what is said: numbers, units and formulas are written out in it. Default: en. */
  readonly language?: string;
  /** Say the same sentences with known times; their owner disposes of them. */
  readonly references: FliteVoices;
  /** How to speak, in words; not every model hears it. */
  readonly instructions?: string;
  /** To the last byte, another try included. Default: 4000 where somebody waits, else 20 000. */
  readonly patienceMs?: number;
};

/** Raw PCM of the protocol: 24 kHz, mono, 16 bit, little endian. */
const SAMPLE_RATE = 24_000;
/** The protocol's own limit. */
const MAX_CHARACTERS = 4096;
/** Five minutes: nobody says a sentence for longer. */
const MAX_BYTES = SAMPLE_RATE * 2 * 300;
const PATIENCE_MS = { live: 4000, batch: 20_000 };
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
    const { settings, name, instructions = '', language = 'en' } = options;
    this.#options = options;
    this.#client = openAiClient(settings);
    this.languages = voiceLanguages(`openai:${name}`);
    this.fingerprint = [
      'openai',
      settings.baseUrl,
      settings.speechModel,
      name,
      instructions,
      language,
      ALIGNER,
    ].join('|');
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
    // The references are spoken while the network is waited for. Their failure matters only if they are needed.
    const references = Promise.allSettled(this.#references(words, options));
    const recording = await this.#recorded(text, options);
    const spoken = (await references).flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    options.signal?.throwIfAborted();
    if (spoken.length === 0) return { ...recording, words: wordsByLength(recording, words) };
    return { ...recording, ...(await alignByVoices(recording, spoken)) };
  }

  /** None when they cannot say most of the words. */
  #references(words: readonly WordToSay[], options: SpeakOptions): Promise<Speech>[] {
    const said = sayEnglish(words.map(({ spoken }) => spoken));
    const sounding = words.filter(({ spoken }) => /[\p{L}\p{N}]/u.test(spoken)).length;
    if (said.filter(({ plain }) => plain.length > 0).length < sounding * 0.8) return [];
    const { references } = this.#options;
    return FLITE_VOICES.slice(0, 3).map((name) => references.voice(name).speak(words, options));
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
      return recordingOf(await retry(() => this.#request(text, stop), { signal: stop, delayMs }));
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof VoiceFailed) throw error;
      if (late.aborted) {
        throw new VoiceFailed('timeout', `the speech server took longer than ${String(patienceMs)} ms`);
      }
      const { host } = new URL(this.#options.settings.baseUrl);
      throw new VoiceFailed('unavailable', `no speech from ${host}: ${modelFailure(error).message}`);
    }
  }

  async #request(text: string, signal: AbortSignal): Promise<Uint8Array> {
    const { settings, name, instructions } = this.#options;
    const response = await this.#client.audio.speech.create(
      {
        model: settings.speechModel,
        voice: name,
        input: text,
        response_format: 'pcm',
        ...(instructions === undefined ? {} : { instructions }),
      },
      { signal },
    );
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > MAX_BYTES) throw new VoiceFailed('bad-sound', 'the speech server’s sound has no end');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The client holds nothing open; the references belong to their owner.
  }
}

/** Some servers send a WAVE file whatever is asked for. @throws VoiceFailed for what is no sound */
function recordingOf(bytes: Uint8Array): Recording {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 16)).trimStart();
  if (/^[{<]/u.test(beginning) && /^[\x20-\x7e\s]+$/u.test(beginning)) {
    throw new VoiceFailed('bad-sound', 'the speech server answered with text');
  }
  if (/^(?:ID3|OggS|fLaC)/u.test(beginning)) {
    throw new VoiceFailed(
      'bad-sound',
      'the speech server sends a compressed format; it must know `pcm` or `wav`',
    );
  }
  const recording = beginning.startsWith('RIFF')
    ? readWave(bytes)
    : { samples: samplesOf(bytes), sampleRate: SAMPLE_RATE };
  if (recording.samples.length < recording.sampleRate / 10) {
    throw new VoiceFailed('bad-sound', 'the speech server sent no sound');
  }
  return recording;
}
