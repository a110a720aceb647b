import type { Recording } from '../align/align-words.js';
import { VoiceFailed } from '../voice-failed.js';
import { readWave, samplesOf } from '../wave.js';

/** Raw PCM of the protocol, where the server names no other rate: 24 kHz, mono, 16 bit, little endian. */
const SAMPLE_RATE = 24_000;

/**
 * What a speech server sent. It is asked for a WAVE file, which names its rate; some servers send raw samples all the same.
 * @param type of the content, as the server calls it
 * @throws VoiceFailed `bad-audio` for what is not audio, or is compressed
 */
export function recordingOf(bytes: Uint8Array, type: string): Recording {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 16)).trimStart();
  if (/^[{<]/u.test(beginning) && /^[\x20-\x7e\s]+$/u.test(beginning)) {
    throw new VoiceFailed('bad-audio', 'the speech server answered with text');
  }
  const isWave = beginning.startsWith('RIFF');
  if (!isWave && (isCompressed(bytes, beginning) || /audio\/(?!pcm|l16|x?-?wav|vnd)/iu.test(type))) {
    throw new VoiceFailed(
      'bad-audio',
      'the speech server sends a compressed format; it must know `wav` or `pcm`',
    );
  }
  const recording = isWave ? readWave(bytes) : { samples: samplesOf(bytes), sampleRate: rateOf(type) };
  if (recording.samples.length < recording.sampleRate / 10) {
    throw new VoiceFailed('bad-audio', 'the speech server sent no audio');
  }
  return recording;
}

/** `audio/pcm;rate=22050`, `audio/L16; rate=16000` (RFC 2586). */
function rateOf(type: string): number {
  const rate = Number(/;\s*rate=(\d{4,6})\b/iu.exec(type)?.[1] ?? SAMPLE_RATE);
  return rate >= 8000 && rate <= 192_000 ? rate : SAMPLE_RATE;
}

/** By its first bytes; a sync word of MPEG audio counts in layer 3 and ADTS only: quiet samples look like the others. */
function isCompressed(bytes: Uint8Array, beginning: string): boolean {
  if (/^(?:ID3|OggS|fLaC)|^.{4}ftyp/su.test(beginning)) return true;
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0x1a && second === 0x45 && third === 0xdf && fourth === 0xa3) return true; // EBML of WebM
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const isLayer3 = (second & 0x06) === 0x02 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
  return isLayer3 || (second & 0xf6) === 0xf0;
}
