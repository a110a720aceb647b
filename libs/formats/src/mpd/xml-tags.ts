import { ParseError } from '@lockstep/sei';

/** A start or end tag. An empty element is one of each. */
export type XmlTag = {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** Characters before it. */
  readonly offset: number;
};

/** Longer documents are not read: a manifest of a day is shorter. Characters. */
const MAX_LENGTH = 8 * 1024 * 1024;

const COMMENT = { start: '<!--', end: '-->' } as const;
/** A tag up to its end; none of its parts goes beyond the next `<`, so that what is no tag is found out at once. */
const TAG = /<(\/?)([^\s/>"'=<!?]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;
const ATTRIBUTE = /([^\s/>"'=<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The tags of an XML document, without the text between them. No entities but the five of XML and numbers exist, so none can grow.
 * Specification: Extensible Markup Language 1.0, 3.1.
 *
 * @throws ParseError `bad-signature` where the text does not begin with a tag; `too-large`
 */
export function readXmlTags(text: string): XmlTag[] {
  if (text.length > MAX_LENGTH)
    throw new ParseError('too-large', 0, `a document of ${text.length} characters`);
  if (!/^\uFEFF?\s*</.test(text)) throw new ParseError('bad-signature', 0, 'no XML');
  const tags: XmlTag[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (text.startsWith(COMMENT.start, at)) {
      at = text.indexOf(COMMENT.end, at + COMMENT.start.length);
      if (at < 0) break;
      continue;
    }
    TAG.lastIndex = at;
    const [, slash, qualified, rest = ''] = TAG.exec(text) ?? [];
    if (qualified === undefined) continue;
    const name = qualified.slice(qualified.indexOf(':') + 1);
    const tag = { name, isEnd: slash === '/', attributes: attributesOf(rest), offset: at };
    tags.push(tag);
    if (rest.endsWith('/') && !tag.isEnd) tags.push({ ...tag, isEnd: true });
  }
  return tags;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    attributes.set(name, unescaped(double ?? single ?? ''));
  return attributes;
}

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole;
    const code = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
