/** A word of speech and when it sounds, ms from the beginning of the sound. */
export type SpokenWord = {
  /** As it was given to the voice. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
};

/** A sound of speech, for the mouth: ARPAbet name of the phone, lower case, `pau` for silence. */
export type SpokenPhone = { readonly name: string; readonly startMs: number; readonly endMs: number };

/** Mono 16-bit PCM with its times. */
export type Speech = {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly words: readonly SpokenWord[];
  /** Absent where the voice gives none: the mouth then follows the loudness. */
  readonly phones?: readonly SpokenPhone[];
};

/** A word to say: `written` stands in captions, `spoken` goes to the voice (the same unless the author says so). */
export type WordToSay = { readonly written: string; readonly spoken: string; readonly emphasis: boolean };

export type SpeakOptions = {
  readonly signal?: AbortSignal;
  /** `live`: somebody waits for it, so it goes before all that is `batch`. Default: live. */
  readonly priority?: 'live' | 'batch';
};

/** Speaks. @throws VoiceFailed with a reason a person can act on */
export interface Voice extends AsyncDisposable {
  /** Part of a clip's cache key: changes whenever the same words would sound different. */
  readonly fingerprint: string;
  readonly languages: readonly string[];
  /** One sentence; `words` of the result match `words` given, one to one. */
  speak(words: readonly WordToSay[], options?: SpeakOptions): Promise<Speech>;
}
