import {
  type OpenAiSettings,
  readOpenAiSettings,
  readSpeechServer,
  type SpeechServer,
} from '@lockstep/virtual-teacher';
import * as z from 'zod';

const price = (what: string) =>
  z.coerce
    .number({ error: 'is a number of US dollars' })
    .min(0, { error: 'is not negative' })
    .optional()
    .describe(
      `What a million tokens ${what} the model cost, in US dollars. Costs are shown when both are set.`,
    );

const tokens = (fallback: number) =>
  z.coerce
    .number({ error: 'is a whole number' })
    .int({ error: 'is a whole number' })
    .min(0, { error: 'is not negative' })
    .default(fallback);

/** What a model may do for the virtual teacher. Without a key everything is done on this machine. */
export const modelSettings = {
  OPENAI_API_KEY: z
    .string()
    .optional()
    .describe(
      'Key for a model that judges answers, speaks and listens. Absent: all of it stays on this machine.',
    ),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'is an http or https address, e.g. http://127.0.0.1:8080/v1' })
    .optional()
    .describe('Any server that speaks OpenAI’s protocol. Absent: OpenAI’s own.'),
  OPENAI_MODEL: z
    .string()
    .max(200)
    .optional()
    .describe('The model that judges answers. Absent: gpt-5.4-mini.'),
  OPENAI_REASONING_EFFORT: z
    .enum(['none', 'minimal', 'low', 'medium', 'high'], { error: 'is none, minimal, low, medium or high' })
    .optional()
    .describe('Sent with every request when it is set: none, minimal, low, medium or high.'),
  OPENAI_PRICE_INPUT_USD: price('to'),
  OPENAI_PRICE_OUTPUT_USD: price('from'),
  OPENAI_SPEECH_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'is an http or https address, e.g. http://127.0.0.1:8880/v1' })
    .optional()
    .describe('A server that only speaks, such as Kokoro or Piper. Absent: the one that judges.'),
  OPENAI_SPEECH_API_KEY: z
    .string()
    .optional()
    .describe('Key for the server that only speaks; one on your own machine needs none.'),
  OPENAI_SPEECH_MODEL: z
    .string()
    .max(200)
    .optional()
    .describe('The model that speaks. Absent: gpt-4o-mini-tts.'),
  OPENAI_TRANSCRIPTION_MODEL: z
    .string()
    .max(200)
    .optional()
    .describe('The model that listens. Absent: gpt-4o-mini-transcribe.'),
  TOKENS_PER_SESSION: tokens(400_000).describe(
    'How many tokens a model may use in one session; past that the offline brain judges.',
  ),
  TOKENS_PER_STUDENT: tokens(40_000).describe('How many of them for the answers of one student.'),
} as const;

type Values = Readonly<Partial<Record<keyof typeof modelSettings, string | number | undefined>>>;

const environmentOf = (values: Values): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.keys(modelSettings).map((name) => [name, values[name as keyof typeof modelSettings]?.toString()]),
  );

/** Undefined without a key, which means: offline. */
export const openAiSettingsOf = (values: Values): OpenAiSettings | undefined =>
  readOpenAiSettings(environmentOf(values));

/** Undefined where neither a speech server nor a key is set. */
export const speechServerOf = (values: Values): SpeechServer | undefined =>
  readSpeechServer(environmentOf(values));
