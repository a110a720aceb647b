import OpenAI from 'openai';
import type { OpenAiSettings } from './openai-settings.js';

/** A client that leaves retries and deadlines to us, and writes nothing to a log. */
export function openAiClient(settings: Pick<OpenAiSettings, 'apiKey' | 'baseUrl'>): OpenAI {
  return new OpenAI({
    apiKey: settings.apiKey,
    baseURL: settings.baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: 120_000,
    logLevel: 'off',
  });
}
