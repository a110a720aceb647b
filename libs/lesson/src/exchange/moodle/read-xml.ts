import { Parser } from 'htmlparser2';

/** An element with its texts joined. */
export type XmlElement = {
  readonly name: string;
  /** Of its first character, counted from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export type XmlFault = { readonly line: number; readonly code: 'damaged-xml' | 'too-deep' };

type Open = { name: string; line: number; attributes: Record<string, string> } & {
  children: XmlElement[];
  texts: string[];
};

/** A quiz is eight deep. */
const MAX_DEPTH = 40;
/** A question has about fifty. */
const MAX_ELEMENTS = 300_000;

/**
 * Reads XML without a document type: no entities but the five of XML and those of numbers exist, so none can grow. Text
 * behind a fault is not read.
 */
export function readXml(text: string): { root: XmlElement; fault: XmlFault | undefined } {
  const reader = new XmlReader(text);
  return { root: reader.root(), fault: reader.fault };
}

class XmlReader {
  fault: XmlFault | undefined;
  readonly #stack: Open[] = [{ name: '', line: 1, attributes: {}, children: [], texts: [] }];
  readonly #parser: Parser;
  #elements = 0;
  /** Lines are counted as far as the parser has come. */
  #line = 1;
  #nextBreak: number;

  constructor(private readonly source: string) {
    this.#nextBreak = source.indexOf('\n');
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#openElement(name, attributes),
        ontext: (words) => void this.#stack.at(-1)?.texts.push(words),
        onclosetag: (_, isImplied) => this.#closeElement(isImplied),
      },
      { xmlMode: true, decodeEntities: true },
    );
    this.#parser.write(source);
    if (!this.fault) this.#parser.end();
  }

  /** What a fault cut off is no element; the one around all of them is. */
  root(): XmlElement {
    const [root, outermost] = this.#stack;
    if (!root) throw new Error('the root is never closed');
    if (outermost) root.children.push(closed(outermost));
    return closed(root);
  }

  #openElement(name: string, attributes: Record<string, string>): void {
    if (this.fault) return;
    const line = this.#lineHere();
    this.#stack.push({ name, line, attributes, children: [], texts: [] });
    if (this.#stack.length > MAX_DEPTH || ++this.#elements > MAX_ELEMENTS) this.#stop(line, 'too-deep');
  }

  #closeElement(isImplied: boolean): void {
    if (this.fault) return;
    const open = this.#stack.at(-1);
    if (!open || this.#stack.length === 1) return;
    const isEmpty = this.source[this.#parser.endIndex - 1] === '/' && open.children.length === 0;
    if (isImplied && !(isEmpty && open.texts.length === 0)) return this.#stop(open.line, 'damaged-xml');
    this.#stack.pop();
    this.#stack.at(-1)?.children.push(closed(open));
  }

  #stop(line: number, code: XmlFault['code']): void {
    this.fault = { line, code };
    this.#parser.pause();
  }

  #lineHere(): number {
    while (this.#nextBreak >= 0 && this.#nextBreak < this.#parser.startIndex) {
      this.#line++;
      this.#nextBreak = this.source.indexOf('\n', this.#nextBreak + 1);
    }
    return this.#line;
  }
}

const closed = ({ name, line, attributes, children, texts }: Open): XmlElement => ({
  ...{ name, line, attributes, children },
  text: texts.join(''),
});

/** The first child of this name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);
export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);
/** What is in the child of this name, without the spaces around it. */
export const textIn = (element: XmlElement | undefined, name: string): string =>
  childOf(element, name)?.text.trim() ?? '';
