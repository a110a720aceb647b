import { fingerprint, parseLesson, recordingKey, recordingsOf, saidSentences } from '@lockstep/lesson';

export type Recorded = {
  /** As captions show it; one entry for sentences that are said several times. */
  readonly text: string;
  readonly where: 'text' | 'prompt' | 'hint' | 'reply';
  /** Path of its recording. */
  readonly file: string | undefined;
};

/** The sentences of a lesson with their recordings, and the recordings that are of none. */
export type Sentences = {
  readonly said: readonly Recorded[];
  readonly left: readonly { readonly text: string; readonly file: string }[];
};

/** @returns undefined for a text with errors */
export function sentencesOf(text: string): Sentences | undefined {
  const { script } = parseLesson(text);
  if (!script) return undefined;
  const files = recordingsOf(script);
  const said = new Map<string, Recorded>();
  for (const sentence of saidSentences(script)) {
    const key = recordingKey(sentence.text);
    if (said.has(key)) continue;
    said.set(key, { text: key, where: whereIs(sentence.path), file: files.get(key) });
  }
  const left = [...files].flatMap(([key, file]) => (said.has(key) ? [] : [{ text: key, file }]));
  return { said: [...said.values()], left };
}

function whereIs([first]: readonly (string | number)[]): Recorded['where'] {
  if (first === 'prompt') return 'prompt';
  if (first === 'hints') return 'hint';
  return first === 'say' ? 'reply' : 'text';
}

/**
 * The file of a recording that is taken out, where it was made in the studio and nothing else says it.
 * @param sentence whose recording goes
 */
export function fileToRemove({ said, left }: Sentences, sentence: string): string | undefined {
  const all = [...said, ...left];
  const file = all.find(({ text }) => text === sentence)?.file;
  if (file === undefined || !file.startsWith(`${FOLDER}/`)) return undefined;
  return all.some((other) => other.text !== sentence && other.file === file) ? undefined : file;
}

/** Browsers record WebM, Ogg or MP4. A sentence has one name, so that a second recording takes the place of the first. */
export function fileOf(sentence: string, take: Blob): File {
  const ending = take.type.startsWith('audio/mp4')
    ? 'm4a'
    : take.type.startsWith('audio/ogg')
      ? 'ogg'
      : 'webm';
  return new File([take], `${fingerprint(recordingKey(sentence))}.${ending}`, { type: take.type });
}

/** Where recordings lie in the folder of the lesson. */
export const FOLDER = 'recordings';
