import { ESPEAK, isOfServer, SILENT } from '@lockstep/lesson';
import type { SpeechServer } from '../openai/speech-server.js';
import { hasEspeak } from './espeak/espeak-voice.js';
import { FLITE_VOICES } from './flite/flite-voice.js';

/** Of OpenAI's own speech models; another server may have others, written with the prefix. */
const OPENAI_VOICES = 'alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' ');

/** The voices that a lesson may name; whatever is asked for as `openai:…` is among them when there is a speech server. */
export function voiceNames(server: SpeechServer | undefined, asked = ''): readonly string[] {
  const here = [...FLITE_VOICES, SILENT, ...(hasEspeak() ? [ESPEAK] : [])];
  if (server === undefined) return here;
  return [...here, ...OPENAI_VOICES, ...(isOfServer(asked) ? [asked] : [])];
}
