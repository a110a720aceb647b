import type { VoiceFailed } from '../voice/voice-failed.js';
import type { CompileProblem } from './compiled-lesson.js';

const KEPT = 'What is made stays made.';

/**
 * What author or operator can do when a voice gives nothing; undefined for a fault of this program, which is thrown on.
 * @param name of the voice, as the script writes it
 */
export function voiceProblem(
  { reason, message, params }: VoiceFailed,
  name: string,
): CompileProblem | undefined {
  const said = (code: CompileProblem['code'], remedy: string): CompileProblem => ({
    ...{ code, path: ['voice'], message: `The voice “${name}” does not speak: ${message}.`, remedy },
    params: { name, ...params },
  });
  switch (reason) {
    case 'unavailable':
      return said('voice-away', `Start it, or choose another voice, and compile again. ${KEPT}`);
    case 'refused':
      return said(
        'voice-refused',
        'Correct the name of the voice, or the address, key and model of the server.',
      );
    case 'timeout':
      return said('voice-late', `Compile again; if it is always too slow, choose another voice. ${KEPT}`);
    case 'bad-audio':
      return said('voice-bad-audio', 'Choose another voice, or a server that answers with WAVE.');
    case 'unspeakable':
    case 'crashed':
    case 'closed':
      return undefined;
  }
}
