import { sayingMs, sayWords } from '@lockstep/lesson';
import type { SpeakOptions, Speech, SpokenWord, Voice, WordToSay } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';

/** Changes whenever the same words would have other times. */
const VERSION = 'silent/1';
const SAMPLE_RATE = 16_000;
/** Readers stop for a moment where a speaker breathes. */
const PAUSE_MS = { breath: 180, sentence: 350 };

/**
 * Says nothing, in every language: a lesson without a voice for its language is read in captions, and everything happens
 * at the pace at which its words would be said.
 */
export class SilentVoice implements Voice {
  readonly fingerprint: string;
  readonly languages = ['*'];

  /** @param language BCP 47 of what is read */
  constructor(readonly language: string) {
    this.fingerprint = `${VERSION}/${language}`;
  }

  speak(words: readonly WordToSay[], { signal }: SpeakOptions = {}): Promise<Speech> {
    signal?.throwIfAborted();
    if (words.length === 0) return Promise.reject(new VoiceFailed('unspeakable', 'there is no word to read'));
    const said = sayWords(
      words.map(({ written }) => written),
      this.language,
    );
    let at = 0;
    const times = words.map(({ written }, index): SpokenWord => {
      const plain = said[index]?.plain.join(' ') ?? '';
      const startMs = at;
      at += sayingMs(plain === '' ? written : plain);
      const endMs = at;
      if (/[,;:，；：、][^\p{L}\p{N}]*$/u.test(written)) at += PAUSE_MS.breath;
      else if (/[.!?。！？…][^\p{L}\p{N}]*$/u.test(written)) at += PAUSE_MS.sentence;
      return { text: written, startMs, endMs };
    });
    const samples = new Int16Array(Math.ceil((at * SAMPLE_RATE) / 1000));
    return Promise.resolve({ samples, sampleRate: SAMPLE_RATE, words: times, phones: [] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}
