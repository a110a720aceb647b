import {
  asNarration,
  captionOf,
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
export function toSentence(sentence: NarrationSentence): Sentence {
  const caption = captionOf(sentence);
  const words = sentence.words.map(({ written, spoken, emphasis, marks }, index) => ({
    ...{ written: readableText(written), spoken, emphasis }, // a caption is plain text: no TeX in it
    ...{ textFrom: caption.words[index]?.from ?? 0, textTo: caption.words[index]?.to ?? 0 },
    marks: marks.flatMap(({ mark }) => (mark.type === 'pause' ? [] : [formatMark(mark)])),
    pauseMs: silenceOf(marks),
  }));
  return {
    text: caption.text,
    words,
    endMarks: sentence.endMarks.flatMap(({ mark }) => (mark.type === 'pause' ? [] : [formatMark(mark)])),
    closingPauseMs: silenceOf(sentence.endMarks),
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
