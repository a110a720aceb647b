import * as z from 'zod';
import { OPENAI_BASE_URL } from './openai-settings.js';

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Environment = z.object({
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(z.url({ protocol: /^https?$/u })),
  OPENAI_SPEECH_BASE_URL: optional(z.url({ protocol: /^https?$/u })),
  OPENAI_SPEECH_API_KEY: optional(z.string()),
  OPENAI_SPEECH_MODEL: optional(z.string().max(200)),
});

/** A server that answers `POST /audio/speech` below its address. */
export type SpeechServer = {
  readonly apiKey: string;
  /** With its version: `http://127.0.0.1:8880/v1`. */
  readonly baseUrl: string;
  /** Default: gpt-4o-mini-tts. */
  readonly model: string;
};

/** Servers on one's own machine ask for no key; the protocol sends one all the same. */
const NO_KEY = 'none';

/**
 * The speech server of the environment: one of its own, else the one that judges and listens, else undefined. The key of
 * one server is never sent to the other. @throws ZodError for a value that cannot be meant
 */
export function readSpeechServer(
  env: Readonly<Record<string, string | undefined>>,
): SpeechServer | undefined {
  const read = Environment.parse(env);
  const model = read.OPENAI_SPEECH_MODEL ?? 'gpt-4o-mini-tts';
  if (read.OPENAI_SPEECH_BASE_URL !== undefined) {
    return { apiKey: read.OPENAI_SPEECH_API_KEY ?? NO_KEY, baseUrl: read.OPENAI_SPEECH_BASE_URL, model };
  }
  const apiKey = read.OPENAI_SPEECH_API_KEY ?? read.OPENAI_API_KEY;
  if (apiKey === undefined) return undefined;
  return { apiKey, baseUrl: read.OPENAI_BASE_URL ?? OPENAI_BASE_URL, model };
}
