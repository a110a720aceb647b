import { VoiceFailed } from './voice-failed.js';

/** Format tags of a WAVE file; of an extensible one, the tag is the beginning of its subformat. */
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

type Layout = { readonly sampleRate: number; readonly channels: number; readonly isFloat: boolean };

/**
 * Reads 16-bit PCM or 32-bit floats from a RIFF/WAVE file, as one channel of 16 bits. Sizes that the writer never filled in (streams: 0 or 2^32-1) mean
 * "until the end". @throws VoiceFailed `bad-audio`.
 */
export function readWave(bytes: Uint8Array): { samples: Int16Array; sampleRate: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw bad('it is no RIFF/WAVE file');
  let layout: Layout | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === 'fmt ' && body + 16 <= bytes.length) layout = layoutOf(view, body, size);
    if (tag(at) === 'data') {
      if (layout === undefined) throw bad('it has no format before its samples');
      const data = bytes.subarray(body, body + Math.min(size, bytes.length - body));
      return { samples: mixed(data, layout), sampleRate: layout.sampleRate };
    }
    at = body + size + (size & 1);
  }
  throw bad('it holds no samples');
}

/** @throws VoiceFailed `bad-audio` */
function layoutOf(view: DataView, body: number, size: number): Layout {
  const [tag = 0, channels = 0, bits] = [0, 2, 14].map((offset) => view.getUint16(body + offset, true));
  const isLong = tag === EXTENSIBLE && size >= 26 && body + 26 <= view.byteLength;
  const format = isLong ? view.getUint16(body + 24, true) : tag;
  const isFloat = format === FLOAT && bits === 32;
  const sampleRate = view.getUint32(body + 4, true);
  if (!isFloat && (format !== PCM || bits !== 16)) throw bad('it is neither 16-bit PCM nor 32-bit floats');
  if (channels < 1 || channels > 8) throw bad(`it has ${String(channels)} channels`);
  if (sampleRate < 8000 || sampleRate > 192_000) throw bad(`it has ${String(sampleRate)} samples a second`);
  return { sampleRate, channels, isFloat };
}

/** The mean of all channels. */
function mixed(data: Uint8Array, { channels, isFloat }: Layout): Int16Array {
  if (channels === 1 && !isFloat) return samplesOf(data);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const width = isFloat ? 4 : 2;
  const samples = new Int16Array(Math.floor(data.length / (width * channels)));
  for (let n = 0; n < samples.length; n++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const at = (n * channels + channel) * width;
      sum += isFloat ? view.getFloat32(at, true) * 32_767 : view.getInt16(at, true);
    }
    const mean = sum / channels;
    samples[n] = Math.max(-32_768, Math.min(32_767, Math.round(Number.isFinite(mean) ? mean : 0)));
  }
  return samples;
}

const bad = (why: string) => new VoiceFailed('bad-audio', `the sound cannot be used: ${why}`);

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
