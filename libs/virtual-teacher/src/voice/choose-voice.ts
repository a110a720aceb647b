import type { OpenAiSettings } from '../openai/openai-settings.js';
import { FLITE_VOICES, type FliteVoices, isFliteVoice } from './flite/flite-voice.js';
import { OpenAiVoice } from './openai/openai-voice.js';
import type { Voice } from './voice.js';
import { VoiceFailed } from './voice-failed.js';

/** Written before the name of a model's voice, which may be called like a built-in one: `openai:alloy`. */
const PREFIX = 'openai:';

/** Of OpenAI's own speech models; another server may have others, written with the prefix. */
const OPENAI_VOICES = 'alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' ');

/** The voices that a lesson may name; whatever is asked for as `openai:…` is among them when there is a key. */
export function voiceNames(settings: OpenAiSettings | undefined, asked = ''): readonly string[] {
  if (settings === undefined) return FLITE_VOICES;
  return [...FLITE_VOICES, ...OPENAI_VOICES, ...(asked.startsWith(PREFIX) ? [asked] : [])];
}

/**
 * The voice that a lesson names: one of the embedded ones, or any other name for a voice of the model's server.
 * @throws VoiceFailed `unavailable` when it needs a key that is not set
 */
export function chooseVoice(
  name: string,
  { embedded, settings }: { readonly embedded: FliteVoices; readonly settings: OpenAiSettings | undefined },
): Voice {
  if (isFliteVoice(name)) return embedded.voice(name);
  if (settings === undefined) {
    throw new VoiceFailed(
      'unavailable',
      `the voice “${name}” needs OPENAI_API_KEY; without it there are ${FLITE_VOICES.join(', ')}`,
    );
  }
  const ofServer = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
  return new OpenAiVoice({ settings, name: ofServer, references: embedded });
}
