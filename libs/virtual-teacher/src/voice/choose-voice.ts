import { ESPEAK, isOfServer, SERVER_PREFIX, SILENT } from '@lockstep/lesson';
import type { SpeechServer } from '../openai/speech-server.js';
import { EspeakVoice } from './espeak/espeak-voice.js';
import { FLITE_VOICES, type FliteVoices, isFliteVoice } from './flite/flite-voice.js';
import { OpenAiVoice } from './openai/openai-voice.js';
import { SilentVoice } from './silent/silent-voice.js';
import type { Voice } from './voice.js';
import { VoiceFailed } from './voice-failed.js';

/**
 * The voice that a lesson names: one of the embedded ones, the silent one, the operator's, or any other name for a voice of
 * the speech server.
 * @param options.language BCP 47 of the lesson
 * @throws VoiceFailed `unavailable` when it needs a server or program that is not there, or does not speak the language
 */
export function chooseVoice(
  name: string,
  {
    embedded,
    server,
    language = 'en',
  }: {
    readonly embedded: FliteVoices;
    readonly server: SpeechServer | undefined;
    readonly language?: string;
  },
): Voice {
  if (isFliteVoice(name)) return embedded.voice(name);
  if (name === SILENT) return new SilentVoice(language);
  if (name === ESPEAK) return new EspeakVoice(language);
  if (server === undefined) {
    throw new VoiceFailed(
      'unavailable',
      `the voice “${name}” needs a speech server (OPENAI_SPEECH_BASE_URL or OPENAI_API_KEY); without one there are ${[...FLITE_VOICES, SILENT].join(', ')}`,
    );
  }
  const ofServer = isOfServer(name) ? name.slice(SERVER_PREFIX.length) : name;
  return new OpenAiVoice({ server, name: ofServer, language, references: embedded });
}
