import type { AskText } from '../../text/lesson-text.js';
import type { Tell } from '../left-out.js';

/** `{1:SHORTANSWER:=Berlin~%50%Bonn#no}` up to its answers. */
const GAP =
  /^\{(\d{0,3}):(SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|NUMERICAL|NM|MULTICHOICE(?:_[A-Z]{1,3})?|MC[A-Z]{0,3}|MULTIRESPONSE(?:_[A-Z]{1,3})?|MR[A-Z]{0,2}):/u;

/** A text with gaps. Weights and feedback within a gap are told; a gap of choices becomes one that is written into. */
export function clozeOf({ words }: { readonly words: string }, tell: Tell): Partial<AskText> | undefined {
  let gaps = '';
  let found = 0;
  for (let at = 0; at < words.length; at++) {
    const head = words[at] === '{' ? GAP.exec(words.slice(at, at + 40)) : null;
    const end = head ? endOfGap(words, at + head[0].length) : undefined;
    if (!head || end === undefined) {
      gaps += escapedGap(words[at] ?? '');
      continue;
    }
    const accept = acceptedIn(words.slice(at + head[0].length, end), head[2] ?? '', tell);
    if (accept.length === 0) return noAnswer(tell);
    if (/^M[CRU]/u.test(head[2] ?? '')) tell('offered-words');
    gaps += `[${accept.map((one) => one.replace(/[[\]|\\]/gu, '\\$&')).join('|')}]`;
    found++;
    at = end;
  }
  return found === 0 ? noAnswer(tell) : { gaps };
}

function noAnswer(tell: Tell): undefined {
  tell('no-answer');
}

const escapedGap = (sign: string): string => ('[]|\\'.includes(sign) && sign !== '' ? `\\${sign}` : sign);

/** Longest gap that is looked for: so an open brace costs no more. */
const MAX_GAP = 4000;

function endOfGap(text: string, from: number): number | undefined {
  for (let at = from; at < Math.min(text.length, from + MAX_GAP); at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '}') return at;
  }
  return undefined;
}

/** The right answers of a gap: `=right`, `%100%right`; what is worth a part counts as right, which is told. */
function acceptedIn(text: string, kind: string, tell: Tell): string[] {
  const answers = dividedAtTilde(text).map((part) => {
    const [, percent] = /^\s*%(-?\d{1,3}(?:\.\d{1,5})?)%/u.exec(part) ?? [];
    const isMarked = /^\s*=/u.test(part);
    const [answer = '', ...feedback] = dividedAtHash(part.replace(/^\s*(?:%-?[\d.]{1,9}%|=)/u, ''));
    const share = percent === undefined ? (isMarked ? 100 : 0) : Number(percent);
    if (feedback.join('').trim() !== '' || (share !== 0 && share !== 100)) tell('gap-detail');
    return { share, answer: unescaped(answer) };
  });
  const right = answers.filter(({ share, answer }) => share > 0 && answer !== '' && answer !== '*');
  const isNumber = kind === 'NUMERICAL' || kind === 'NM';
  return right.map(({ answer }) => {
    const [value = '', tolerance] = isNumber ? answer.split(':') : [answer];
    if (tolerance !== undefined && Number(tolerance) !== 0) tell('gap-detail');
    return value;
  });
}

const unescaped = (text: string): string => text.replace(/\\([~=#{}\\:])/gu, '$1').trim();
const dividedAtTilde = (text: string): string[] => text.split(/(?<!\\)~/u);
const dividedAtHash = (text: string): string[] => text.split(/(?<!\\)#/u);
