import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ESPEAK_LANGUAGES, primaryLanguage, spokenText } from '@lockstep/lesson';
import { wordsByLength } from '../align/align-words.js';
import type { SpeakOptions, Speech, Voice, WordToSay } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';
import { readWave } from '../wave.js';
import { runSpeaker } from '../run-speaker.js';

const PROGRAM = 'espeak-ng';
const PATIENCE_MS = 20_000;
/** Words a minute; its own 175 are too fast for learners. */
const PACE = 140;

/** What the program calls otherwise than BCP 47 does. */
const NAMES: Readonly<Record<string, string>> = { zh: 'cmn', no: 'nb' };

/** Whether the operator installed it: a program of its own (GPL), which is no part of this one. */
export const hasEspeak = (path = process.env['PATH'] ?? ''): boolean =>
  path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, PROGRAM)));

/** Debian's espeak-ng: robotic, offline, in many languages, Mandarin among them. One process speaks one sentence. */
export class EspeakVoice implements Voice {
  readonly fingerprint: string;
  readonly languages = ESPEAK_LANGUAGES;
  readonly #name: string;

  /** @param language BCP 47 of what is said. @throws VoiceFailed `unavailable` for a language that it does not speak */
  constructor(
    readonly language: string,
    readonly program = PROGRAM,
  ) {
    const primary = primaryLanguage(language);
    const name = NAMES[primary] ?? primary;
    if (!ESPEAK_LANGUAGES.includes(primary))
      throw new VoiceFailed('unavailable', `espeak-ng speaks no “${language}”`);
    this.#name = name;
    this.fingerprint = `espeak-ng/1/${name}/${String(PACE)}`;
  }

  /** @throws VoiceFailed */
  async speak(words: readonly WordToSay[], { signal }: SpeakOptions = {}): Promise<Speech> {
    const text = spokenText(
      words.map(({ spoken }) => spoken),
      this.language,
    );
    if (!/[\p{L}\p{N}]/u.test(text)) {
      throw new VoiceFailed(
        'unspeakable',
        `there is no word in “${words
          .map(({ written }) => written)
          .join(' ')
          .slice(0, 80)}”`,
      );
    }
    const args = ['-v', this.#name, '-s', String(PACE), '--stdout', '--stdin'];
    const bytes = await runSpeaker(this.program, args, {
      input: text,
      patienceMs: PATIENCE_MS,
      ...(signal ? { signal } : {}),
    });
    const recording = readWave(bytes);
    return { ...recording, words: wordsByLength(recording, words) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each sentence has a process of its own, which has ended.
  }
}
