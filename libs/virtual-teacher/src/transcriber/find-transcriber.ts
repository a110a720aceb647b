import type { OpenAiSettings } from '../openai/openai-settings.js';
import type { Transcriber } from './transcriber.js';
import { OpenAiTranscriber } from './openai-transcriber.js';
import { PocketsphinxTranscriber } from './pocketsphinx-transcriber.js';

/**
 * The best available transcriber: the model for which the operator has a key, or else the installed recogniser.
 * @returns undefined if there is none; students then have to type
 */
export async function findTranscriber(options: {
  readonly settings: OpenAiSettings | undefined;
  readonly ffmpeg: string;
  /** Of the recogniser, when it is not on the PATH. */
  readonly pocketsphinx?: string;
}): Promise<Transcriber | undefined> {
  const { settings, ffmpeg, pocketsphinx } = options;
  if (settings !== undefined) return new OpenAiTranscriber({ settings, ffmpeg });
  return PocketsphinxTranscriber.find({
    ffmpeg,
    ...(pocketsphinx === undefined ? {} : { program: pocketsphinx }),
  });
}
