import { ESPEAK, SILENT } from '@lockstep/lesson';
import type { OpenAiSettings } from '../openai/openai-settings.js';
import { EspeakVoice, hasEspeak } from './espeak/espeak-voice.js';
import { FLITE_VOICES, type FliteVoices, isFliteVoice } from './flite/flite-voice.js';
import { OpenAiVoice } from './openai/openai-voice.js';
import { SilentVoice } from './silent/silent-voice.js';
import type { Voice } from './voice.js';
import { VoiceFailed } from './voice-failed.js';

/** Written before the name of a model's voice, which may be called like a built-in one: `openai:alloy`. */
const PREFIX = 'openai:';

/** Of OpenAI's own speech models; another server may have others, written with the prefix. */
const OPENAI_VOICES = 'alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' ');

/** The voices that a lesson may name; whatever is asked for as `openai:…` is among them when there is a key. */
export function voiceNames(settings: OpenAiSettings | undefined, asked = ''): readonly string[] {
  const here = [...FLITE_VOICES, SILENT, ...(hasEspeak() ? [ESPEAK] : [])];
  if (settings === undefined) return here;
  return [...here, ...OPENAI_VOICES, ...(asked.startsWith(PREFIX) ? [asked] : [])];
}

/**
 * The voice that a lesson names: one of the embedded ones, the silent one, the operator's, or any other name for a voice of
 * the model's server.
 * @param options.language BCP 47 of the lesson
 * @throws VoiceFailed `unavailable` when it needs a key or program that is not there, or does not speak the language
 */
export function chooseVoice(
  name: string,
  {
    embedded,
    settings,
    language = 'en',
  }: {
    readonly embedded: FliteVoices;
    readonly settings: OpenAiSettings | undefined;
    readonly language?: string;
  },
): Voice {
  if (isFliteVoice(name)) return embedded.voice(name);
  if (name === SILENT) return new SilentVoice(language);
  if (name === ESPEAK) return new EspeakVoice(language);
  if (settings === undefined) {
    throw new VoiceFailed(
      'unavailable',
      `the voice “${name}” needs OPENAI_API_KEY; without it there are ${[...FLITE_VOICES, SILENT].join(', ')}`,
    );
  }
  const ofServer = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
  return new OpenAiVoice({ settings, name: ofServer, language, references: embedded });
}
