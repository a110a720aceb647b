import * as z from 'zod';

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const price = optional(z.coerce.number().min(0));

/** Read from the environment; every name but the key has a default, and no value is ever written to a log. */
const Environment = z.object({
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(z.url({ protocol: /^https?$/u })),
  OPENAI_MODEL: optional(z.string().max(200)),
  OPENAI_REASONING_EFFORT: optional(z.enum(['none', 'minimal', 'low', 'medium', 'high'])),
  OPENAI_PRICE_INPUT_USD: price,
  OPENAI_PRICE_OUTPUT_USD: price,
  OPENAI_TRANSCRIPTION_MODEL: optional(z.string().max(200)),
});

/** USD for a million tokens. */
export type TokenPrices = { readonly input: number; readonly output: number };

export type OpenAiSettings = {
  readonly apiKey: string;
  /** Of any server that speaks the protocol, with its version: `http://127.0.0.1:8080/v1`. */
  readonly baseUrl: string;
  /** Judges answers. Default: gpt-5.4-mini. */
  readonly model: string;
  /** Sent only when it is set, because other servers' models refuse it. */
  readonly reasoningEffort: 'none' | 'minimal' | 'low' | 'medium' | 'high' | undefined;
  /** Costs are recorded only when they are known. */
  readonly prices: TokenPrices | undefined;
  /** Default: gpt-4o-mini-transcribe. */
  readonly transcriptionModel: string;
};

export const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/**
 * Settings from the environment; undefined without a key, which means: offline. A server of one's own needs a key
 * too, of whatever letters. @throws ZodError for a value that cannot be meant.
 */
export function readOpenAiSettings(
  env: Readonly<Record<string, string | undefined>>,
): OpenAiSettings | undefined {
  const read = Environment.parse(env);
  if (read.OPENAI_API_KEY === undefined) return undefined;
  const { OPENAI_PRICE_INPUT_USD: input, OPENAI_PRICE_OUTPUT_USD: output } = read;
  return {
    apiKey: read.OPENAI_API_KEY,
    baseUrl: read.OPENAI_BASE_URL ?? OPENAI_BASE_URL,
    model: read.OPENAI_MODEL ?? 'gpt-5.4-mini',
    reasoningEffort: read.OPENAI_REASONING_EFFORT,
    prices: input !== undefined && output !== undefined ? { input, output } : undefined,
    transcriptionModel: read.OPENAI_TRANSCRIPTION_MODEL ?? 'gpt-4o-mini-transcribe',
  };
}

/** USD; null when nobody said what a token costs. */
export function costOf(
  tokens: { readonly input: number; readonly output: number },
  prices: TokenPrices | undefined,
): number | null {
  if (prices === undefined) return null;
  return (tokens.input * prices.input + tokens.output * prices.output) / 1_000_000;
}
