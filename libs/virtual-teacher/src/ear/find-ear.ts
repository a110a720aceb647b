import type { OpenAiSettings } from '../openai/openai-settings.js';
import type { Ear } from './ear.js';
import { OpenAiEar } from './openai-ear.js';
import { PocketsphinxEar } from './pocketsphinx-ear.js';

/**
 * The best ear there is: the model that the operator has a key for, else the recogniser that is installed.
 * @returns undefined when there is none, and students have to type
 */
export async function findEar(options: {
  readonly settings: OpenAiSettings | undefined;
  readonly ffmpeg: string;
  /** Of the recogniser, when it is not on the PATH. */
  readonly pocketsphinx?: string;
}): Promise<Ear | undefined> {
  const { settings, ffmpeg, pocketsphinx } = options;
  if (settings !== undefined) return new OpenAiEar({ settings, ffmpeg });
  return PocketsphinxEar.find({ ffmpeg, ...(pocketsphinx === undefined ? {} : { program: pocketsphinx }) });
}
