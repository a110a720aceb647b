import { primaryLanguage, sayEnglish } from '@lockstep/lesson';
import { FLITE_VOICES, type FliteVoices } from '../flite/flite-voice.js';
import type { SpeakOptions, Speech, WordToSay } from '../voice.js';
import { alignByVoices, type Recording, wordsByLength } from './align-words.js';

/** Embedded voices that say the same as a recording: begun before it is there, so that nobody waits for both. */
export type References = Promise<readonly Speech[]>;

/** None where they cannot say most of the words. Never rejects: their failure matters only if they are needed. */
export async function referencesFor(
  words: readonly WordToSay[],
  voices: FliteVoices,
  options: SpeakOptions,
): References {
  const said = sayEnglish(words.map(({ spoken }) => spoken));
  const sounding = words.filter(({ spoken }) => /[\p{L}\p{N}]/u.test(spoken)).length;
  if (said.filter(({ plain }) => plain.length > 0).length < sounding * 0.8) return [];
  const spoken = FLITE_VOICES.slice(0, 3).map((name) => voices.voice(name).speak(words, options));
  const settled = await Promise.allSettled(spoken);
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** A recording with the times of its words: laid upon references where there are some, else shared out by syllables. */
export async function withWordTimes(
  recording: Recording,
  words: readonly WordToSay[],
  references: References,
): Promise<Speech> {
  const spoken = await references;
  if (spoken.length === 0) return { ...recording, words: wordsByLength(recording, words) };
  return { ...recording, ...(await alignByVoices(recording, spoken)) };
}

/** The embedded voices speak English. */
export const isReferenceLanguage = (language: string): boolean => primaryLanguage(language) === 'en';
