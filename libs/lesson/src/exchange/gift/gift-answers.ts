import { dividedAt, unescaped } from './scan-gift.js';

/** One answer of a question: `=%50%colour -> x # well`. */
export type GiftAnswer = {
  readonly isRight: boolean;
  /** Percent; absent: 100 behind `=`, 0 behind `~`. */
  readonly weight: number;
  readonly text: string;
  /** What belongs to it, in a match. */
  readonly partner: string | undefined;
  readonly feedback: string | undefined;
};

const WEIGHT = /^\s*%(-?\d{1,3}(?:\.\d{1,5})?)%/u;

/** The answers in the braces, and what stands before the first of them. */
export function readAnswers(text: string): {
  lead: string;
  answers: GiftAnswer[];
  general: string | undefined;
} {
  const general = /(?<!\\)####/u.exec(text);
  const own = general === null ? text : text.slice(0, general.index);
  const [lead, ...parts] = dividedAt(own, '=~');
  return {
    lead: lead?.text ?? '',
    general: general === null ? undefined : unescaped(text.slice(general.index + 4)),
    answers: parts.map(({ sign, text: part }) => readAnswer(part, sign === '=')),
  };
}

export function readAnswer(text: string, isRight: boolean): GiftAnswer {
  const [, percent] = WEIGHT.exec(text) ?? [];
  const [words, ...feedback] = dividedAt(text.replace(WEIGHT, ''), '#');
  const said = unescaped(feedback.map((part) => part.text).join(''));
  const [item = '', ...rest] = (words?.text ?? '').split('->');
  return {
    isRight,
    weight: percent === undefined ? (isRight ? 100 : 0) : Number(percent),
    text: unescaped(rest.length === 0 ? (words?.text ?? '') : item),
    partner: rest.length === 0 ? undefined : unescaped(rest.join('->')),
    feedback: said === '' ? undefined : said,
  };
}
