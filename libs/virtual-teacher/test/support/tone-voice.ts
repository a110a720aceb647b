import type { Speech, SpeakOptions, SpokenWord, Voice, WordToSay } from '../../src/voice/voice.js';

/** Says each word as a tone that begins and ends at a known sample, with silence between; 16 kHz. */
export class ToneVoice implements Voice {
  readonly languages = ['en'];
  readonly sampleRate = 16_000;
  /** Sentences asked for so far. */
  spoken = 0;

  constructor(
    readonly fingerprint = 'tones/1',
    readonly wordMs = 330,
    readonly gapMs = 170,
  ) {}

  speak(words: readonly WordToSay[], { signal }: SpeakOptions = {}): Promise<Speech> {
    signal?.throwIfAborted();
    this.spoken++;
    const at = (ms: number): number => Math.round((ms * this.sampleRate) / 1000);
    const spoken: SpokenWord[] = words.map(({ spoken: text }, index) => {
      const startMs = 250 + index * (this.wordMs + this.gapMs);
      return { text, startMs, endMs: startMs + this.wordMs };
    });
    const samples = new Int16Array(at((spoken.at(-1)?.endMs ?? 0) + 300));
    for (const { startMs, endMs } of spoken) {
      for (let index = at(startMs); index < at(endMs); index++) {
        samples[index] = 9000 * Math.cos((2 * Math.PI * 440 * (index - at(startMs))) / this.sampleRate);
      }
    }
    return Promise.resolve({ samples, sampleRate: this.sampleRate, words: spoken });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // It holds nothing.
  }
}
