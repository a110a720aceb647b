/** What can be known of a judgement before its JSON is whole. */
export type SoFar = {
  /** Absent until its last letter is there. */
  readonly verdict: string | undefined;
  /** Absent until its first letter is there. */
  readonly say: string | undefined;
  /** Its last letter is there. */
  readonly saidAll: boolean;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads the first fields of a JSON object that may break off anywhere (RFC 8259). Stops where it is not JSON. */
export function readSoFar(json: string): SoFar {
  const cursor = new Cursor(json);
  let verdict: string | undefined;
  let say: string | undefined;
  let saidAll = false;
  if (!cursor.take('{')) return { verdict, say, saidAll };
  for (;;) {
    const key = cursor.string();
    if (key?.whole !== true || !cursor.take(':')) break;
    const value = cursor.string();
    if (value === undefined) break; // what follows the texts is of no interest before it is whole
    if (key.text === 'verdict' && value.whole) verdict = value.text;
    if (key.text === 'say' && value.text !== '') [say, saidAll] = [value.text, value.whole];
    if (!value.whole || !cursor.take(',')) break;
  }
  return { verdict, say, saidAll };
}

class Cursor {
  #at = 0;
  constructor(readonly json: string) {}

  take(sign: string): boolean {
    this.#skipSpace();
    if (this.json[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  /** A string, or as much of it as is there: never half of an escape or of a character. */
  string(): { text: string; whole: boolean } | undefined {
    if (!this.take('"')) return undefined;
    let text = '';
    for (;;) {
      const sign = this.json[this.#at++];
      if (sign === undefined) return { text: text.replace(/[\uD800-\uDBFF]$/u, ''), whole: false };
      if (sign === '"') return { text, whole: true };
      if (sign !== '\\') {
        text += sign;
        continue;
      }
      const escaped = this.#escape();
      if (escaped === undefined) return { text: text.replace(/[\uD800-\uDBFF]$/u, ''), whole: false };
      text += escaped;
    }
  }

  #escape(): string | undefined {
    const sign = this.json[this.#at++];
    if (sign !== 'u') return sign === undefined ? undefined : ESCAPES[sign];
    const digits = this.json.slice(this.#at, this.#at + 4);
    this.#at += 4;
    return /^[0-9a-f]{4}$/iu.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
  }

  #skipSpace(): void {
    while (/[ \t\n\r]/u.test(this.json[this.#at] ?? '')) this.#at++;
  }
}
