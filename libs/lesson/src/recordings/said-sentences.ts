import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { asNarration } from '../narration/as-narration.js';
import { type NarrationSentence, parseNarration } from '../narration/parse-narration.js';
import { spokenBy } from '../spoken-by.js';
import { readableText } from '../speech/formula/readable-tex.js';

/** A sentence as captions show it: without markup, with formulas as one reads them. */
export type Caption = {
  readonly text: string;
  /** Where each word stands in it. */
  readonly words: readonly { readonly from: number; readonly to: number }[];
};

/** What captions show of a sentence. */
export function captionOf({ text, words }: Pick<NarrationSentence, 'text' | 'words'>): Caption {
  let shown = '';
  const places = words.map(({ written, textFrom }, index) => {
    shown += text.slice(words[index - 1]?.textTo ?? 0, textFrom);
    const from = shown.length;
    shown += readableText(written);
    return { from, to: shown.length };
  });
  return { text: shown + text.slice(words.at(-1)?.textTo ?? 0), words: places };
}

/** A sentence that the teacher says, and where it stands in the script. */
export type SaidSentence = {
  readonly stepIndex: number;
  readonly stepId: string;
  /** Below the step: `['text']`, `['hints', 0]`. */
  readonly path: readonly (string | number)[];
  /** As captions show it. */
  readonly text: string;
};

/** Everything that is spoken, sentence by sentence, hints included, in the order of the steps. */
export const saidSentences = (script: LessonScript): SaidSentence[] =>
  script.steps.flatMap((step, stepIndex) =>
    textsOf(step).flatMap(({ path, text }) =>
      parseNarration(text, script.language).sentences.map((sentence) => ({
        ...{ stepIndex, stepId: step.id, path },
        text: captionOf(sentence).text,
      })),
    ),
  );

/** All narration of a step; hints are no narration, so marks in them are said as they stand. */
const textsOf = (
  step: LessonStep,
): { readonly path: readonly (string | number)[]; readonly text: string }[] => [
  ...spokenBy(step),
  ...(step.kind === 'ask'
    ? step.hints.map((text, index) => ({ path: ['hints', index], text: asNarration(text) }))
    : []),
];

/** Two sentences with one key are said by one recording: spaces and the way letters are composed do not count. */
export const recordingKey = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** The recording of each sentence that has one, by its key; of two for one sentence the first counts. */
export function recordingsOf({ recordings = [] }: Pick<LessonScript, 'recordings'>): Map<string, string> {
  const files = new Map<string, string>();
  for (const { says, file } of recordings) {
    const key = recordingKey(says);
    if (!files.has(key)) files.set(key, file);
  }
  return files;
}
