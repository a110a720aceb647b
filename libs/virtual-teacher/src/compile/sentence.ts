import {
  asNarration,
  formatMark,
  type MarkItem,
  type NarrationSentence,
  parseNarration,
  readableText,
} from '@lockstep/lesson';
import type { WordToSay } from '../voice/voice.js';

/** One sentence, ready to be spoken. It becomes one clip. */
export type Sentence = {
  /** As captions show it. */
  readonly text: string;
  readonly words: readonly SentenceWord[];
  /** Marks after the last word: they happen when it has been said. */
  readonly endMarks: readonly string[];
  /** Silence after the last word, asked for. */
  readonly closingPauseMs: number;
};

export type SentenceWord = WordToSay & {
  /** What happens on its first frame, as written between braces: `slide 2`. Silence is not among them. */
  readonly marks: readonly string[];
  /** Silence before it. */
  readonly pauseMs: number;
  /** Where it stands in the text. */
  readonly textFrom: number;
  readonly textTo: number;
};

/** What the compiler needs of a sentence of narration. */
export function toSentence({ text, words, endMarks }: NarrationSentence): Sentence {
  let shown = '';
  const placed = words.map(({ written, spoken, emphasis, marks, textFrom }, index) => {
    shown += text.slice(words[index - 1]?.textTo ?? 0, textFrom);
    const from = shown.length;
    const readable = readableText(written); // a caption is plain text: no TeX in it
    shown += readable;
    return {
      ...{ written: readable, spoken, emphasis, textFrom: from, textTo: shown.length },
      marks: marks.flatMap(({ mark }) => (mark.type === 'pause' ? [] : [formatMark(mark)])),
      pauseMs: silenceOf(marks),
    };
  });
  return {
    text: shown + text.slice(words.at(-1)?.textTo ?? 0),
    words: placed,
    endMarks: endMarks.flatMap(({ mark }) => (mark.type === 'pause' ? [] : [formatMark(mark)])),
    closingPauseMs: silenceOf(endMarks),
  };
}

const silenceOf = (marks: readonly MarkItem[]): number =>
  marks.reduce((sum, { mark }) => sum + (mark.type === 'pause' ? mark.ms : 0), 0);

/** The sentences of narration, with its marks. */
export const sentencesOfNarration = (narration: string, language: string): Sentence[] =>
  parseNarration(narration, language).sentences.map(toSentence);

/** The sentences of a text that is no narration: braces, stars and brackets in it are spoken as they stand. */
export const sentencesOfText = (text: string, language: string): Sentence[] =>
  parseNarration(asNarration(text), language).sentences.map(toSentence);
