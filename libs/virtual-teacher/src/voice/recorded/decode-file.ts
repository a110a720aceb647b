import { VoiceFailed } from '../voice-failed.js';
import { RecordingUnusable } from './recording-unusable.js';
import { runSpeaker } from '../run-speaker.js';
import { samplesOf } from '../wave.js';
import type { Recording } from '../align/align-words.js';

const RATE = 48_000;
/** Longer is no sentence; the compiler says so at 60 s. */
const MAX_SECONDS = 90;
const PATIENCE_MS = 60_000;
/** What browsers record, and what people have: containers without addresses in them. */
const FORMATS = 'matroska,webm,ogg,mov,mp4,m4a,3gp,3g2,mj2,wav,mp3,aac,flac';

/**
 * The audio of a file at 48 kHz, one channel. @param ffmpeg path of the program
 * @throws RecordingUnusable for a file without audio; VoiceFailed where ffmpeg does not run; the signal's reason
 */
export async function decodeFile(ffmpeg: string, path: string, signal?: AbortSignal): Promise<Recording> {
  const guard = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS];
  const output = ['-map', '0:a:0', '-t', String(MAX_SECONDS), '-ac', '1', '-ar', String(RATE), '-f', 's16le'];
  const args = ['-nostdin', '-v', 'error', ...guard, '-i', `file:${path}`, ...output, 'pipe:1'];
  const limits = { patienceMs: PATIENCE_MS, maxBytes: RATE * 2 * (MAX_SECONDS + 5) };
  const bytes = await runSpeaker(ffmpeg, args, { input: '', ...limits, ...(signal && { signal }) }).catch(
    unusable,
  );
  const samples = samplesOf(bytes);
  if (samples.length < RATE / 10) throw new RecordingUnusable('it is shorter than a tenth of a second');
  return { samples, sampleRate: RATE };
}

function unusable(error: unknown): never {
  if (error instanceof VoiceFailed && error.reason === 'bad-audio')
    throw new RecordingUnusable('it holds no audio that can be read', { cause: error });
  throw error;
}
