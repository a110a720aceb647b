import { type OpenAiSettings } from '../openai/openai-settings.js';
import { FLITE_VOICES, type FliteVoices, isFliteVoice } from './flite/flite-voice.js';
import { OpenAiVoice } from './openai/openai-voice.js';
import { type Voice } from './voice.js';
import { VoiceFailed } from './voice-failed.js';

/** Written before the name of a model's voice, which may be called like one of ours: `openai:alloy`. */
const PREFIX = 'openai:';

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
