import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplesOf } from '../voice/wave.js';
import { TranscriptionFailed, MAX_RECORDING_BYTES, MAX_RECORDING_MS } from './transcriber.js';
import { runProgram } from './run-program.js';

/** Recognisers are trained on it. */
export const RECORDING_RATE = 16_000;

/** What browsers record, and what people have: containers without addresses in them. */
const FORMATS = 'matroska,webm,ogg,mov,mp4,m4a,3gp,3g2,mj2,wav,mp3,aac,flac';
const SECONDS = MAX_RECORDING_MS / 1000;
const PATIENCE_MS = 20_000;

/**
 * Samples at 16 kHz of a recording in whatever container. It is written to a folder of its own that is gone when
 * this returns, because MP4 cannot be read from a pipe; what else the file tells, of devices or places, stays there.
 * @throws TranscriptionFailed
 */
export async function decodeRecording(
  ffmpeg: string,
  recording: Uint8Array,
  signal?: AbortSignal,
): Promise<Int16Array> {
  if (recording.length > MAX_RECORDING_BYTES) {
    throw new TranscriptionFailed(
      'too-large',
      `the recording is larger than ${String(MAX_RECORDING_BYTES >> 20)} MiB`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-transcriber-'));
  try {
    const file = join(folder, 'recording');
    await writeFile(file, recording, { mode: 0o600 });
    return await decoded(ffmpeg, file, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function decoded(ffmpeg: string, file: string, signal: AbortSignal | undefined): Promise<Int16Array> {
  const guard = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS];
  const output = ['-vn', '-sn', '-dn', '-ac', '1', '-ar', String(RECORDING_RATE), '-f', 's16le', 'pipe:1'];
  const { status, stdout } = await runProgram(
    ffmpeg,
    ['-nostdin', '-v', 'error', ...guard, '-i', `file:${file}`, '-t', String(SECONDS + 1), ...output],
    { signal, patienceMs: PATIENCE_MS, maxBytes: RECORDING_RATE * 2 * (SECONDS + 5) },
  );
  const samples = samplesOf(stdout);
  if (status !== 0 || samples.length === 0)
    throw new TranscriptionFailed('not-audio', 'the bytes hold no recording');
  if (samples.length > RECORDING_RATE * SECONDS) {
    throw new TranscriptionFailed('too-long', `the recording is longer than ${String(SECONDS)} s`);
  }
  return samples;
}

/** Nobody spoke: recognisers make up words for noise, so they are not asked. */
export function isSilent(samples: Int16Array): boolean {
  const block = RECORDING_RATE / 20;
  let loudest = 0;
  for (let from = 0; from < samples.length; from += block) {
    const part = samples.subarray(from, from + block);
    const power = part.reduce((sum, sample) => sum + (sample / 32768) ** 2, 0) / part.length;
    loudest = Math.max(loudest, power);
  }
  return loudest < 1e-5; // -50 dBFS
}
