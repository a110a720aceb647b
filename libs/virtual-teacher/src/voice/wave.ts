import { VoiceFailed } from './voice-failed.js';

/**
 * Reads mono 16-bit PCM from a RIFF/WAVE file. Sizes that the writer never filled in (streams: 0 or 2^32-1) mean
 * "until the end". @throws VoiceFailed `bad-sound`.
 */
export function readWave(bytes: Uint8Array): { samples: Int16Array; sampleRate: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw bad('it is no RIFF/WAVE file');
  let sampleRate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === 'fmt ' && body + 16 <= bytes.length) {
      const [format, channels, bits] = [0, 2, 14].map((offset) => view.getUint16(body + offset, true));
      if (format !== 1 || channels !== 1 || bits !== 16) throw bad('it is not mono 16-bit PCM');
      sampleRate = view.getUint32(body + 4, true);
    }
    if (tag(at) === 'data') {
      if (sampleRate === 0) throw bad('it has no format before its samples');
      const count = Math.min(size, bytes.length - body) >> 1;
      return { samples: samplesOf(bytes.subarray(body, body + count * 2)), sampleRate };
    }
    at = body + size + (size & 1);
  }
  throw bad('it holds no samples');
}

const bad = (why: string) => new VoiceFailed('bad-sound', `the sound cannot be used: ${why}`);

/** 16-bit little-endian PCM; half a sample at the end is dropped. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.length >> 1);
  for (let n = 0; n < samples.length; n++) samples[n] = view.getInt16(n * 2, true);
  return samples;
}

/** Mono 16-bit PCM as a RIFF/WAVE file. */
export function writeWave({ samples, sampleRate }: { samples: Int16Array; sampleRate: number }): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [index, sample] of samples.entries()) view.setInt16(44 + index * 2, sample, true);
  return bytes;
}
