/** One question as it stands in the text, its escapes still in it. */
export type RawQuestion = {
  /** Line of its first character, counted from 1. */
  readonly line: number;
  readonly before: string;
  /** What is in the braces; undefined: there are none. */
  readonly answers: string | undefined;
  readonly after: string;
};

/** A question while it is scanned. */
type Open = { line: number; before: string; answers: string | undefined; after: string; inside: boolean };

/**
 * Divides a GIFT text into its questions: an empty line ends one, and lines that begin with `//` are comments. One pass
 * over the text. `faults` are the lines of questions whose answers are not closed.
 */
export function scanGift(text: string): { questions: RawQuestion[]; faults: number[] } {
  const questions: RawQuestion[] = [];
  const faults: number[] = [];
  let open: Open | undefined;
  const end = () => {
    if (open?.inside) faults.push(open.line);
    else if (open && `${open.before}${open.answers ?? ''}`.trim() !== '') questions.push(open);
    open = undefined;
  };
  for (const [i, line] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/u)
    .entries()) {
    if (line.trimStart().startsWith('//')) continue;
    if (line.trim() === '') {
      if (open?.inside) open.answers = `${open.answers ?? ''}\n`;
      else end();
      continue;
    }
    open ??= { line: i + 1, before: '', answers: undefined, after: '', inside: false };
    scanLine(line, open);
  }
  end();
  return { questions, faults };
}

function scanLine(line: string, open: Open): void {
  const put = (text: string) => {
    if (open.inside) open.answers = `${open.answers ?? ''}${text}`;
    else if (open.answers === undefined) open.before += text;
    else open.after += text;
  };
  for (let i = 0; i < line.length; i++) {
    const sign = line[i] ?? '';
    if (sign === '\\') put(`\\${line[++i] ?? ''}`);
    else if (sign === '{' && open.answers === undefined) {
      open.answers = '';
      open.inside = true;
    } else if (sign === '}' && open.inside) open.inside = false;
    else put(sign);
  }
  put('\n');
}

/** Signs that a backslash takes their meaning from. */
const ESCAPED = /\\([~=#{}:\\n])/gu;

/** The words themselves: `\n` is a new line, and `\=` an equals sign. */
export const unescaped = (text: string): string =>
  text
    .replace(ESCAPED, (_, sign: string) => (sign === 'n' ? '\n' : sign))
    .replace(/[ \t]*\n[ \t]*/gu, '\n')
    .trim();

/** Inverse of {@link unescaped}. */
export const escaped = (text: string): string =>
  text.replace(/[~=#{}:\\]/gu, (sign) => `\\${sign}`).replace(/\n/gu, '\\n');

/** Divides at a sign where it has its meaning, and keeps the signs: `=a ~b` is `=a `, `~b`. */
export function dividedAt(text: string, signs: string): { sign: string; text: string }[] {
  const parts: { sign: string; text: string }[] = [];
  let here = { sign: '', text: '' };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (sign === '\\') here.text += `\\${text[++i] ?? ''}`;
    else if (signs.includes(sign)) {
      parts.push(here);
      here = { sign, text: '' };
    } else here.text += sign;
  }
  return [...parts, here];
}
