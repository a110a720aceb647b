import type { ScriptMedia } from '@lockstep/contracts';
import { MAX_MEDIA_BYTES, mediaKindOf } from '../../media-kinds.js';
import type { ReadFile } from '../exchange.js';
import type { Tell } from '../left-out.js';
import { childrenOf, type XmlElement } from './read-xml.js';

/** How the address of a file begins that lies in the element with the words. */
export const PLUGIN_FILE = '@@PLUGINFILE@@/';
const FOLDER = 'media';
const MAX_ALT = 300;

/** How the base64 of each kind of file begins: its first bytes say more than its name. */
const beginnings: Readonly<Record<string, RegExp>> = {
  png: /^iVBORw0KGgo/u,
  jpg: /^\/9j\//u,
  jpeg: /^\/9j\//u,
  webp: /^UklGR/u,
  svg: /^(?:77u\/)?P[CDH]/u,
  mp3: /^(?:SUQz|\/\/)/u,
  m4a: /^.{5}[GWm2]Z0eX/u,
  wav: /^UklGR/u,
  ogg: /^T2dnU/u,
  mp4: /^.{5}[GWm2]Z0eX/u,
  webm: /^GkXfo/u,
};

/** What an element of HTML shows or plays. */
export type Embedded = { readonly source: string; readonly alt: string | undefined };

/** The pictures, recordings and films that lie in a quiz, as files of a lesson. */
export class MoodleFiles {
  readonly #byContent = new Map<string, string>();
  readonly #paths = new Set<string>();

  get all(): ReadFile[] {
    return [...this.#byContent].map(([base64, path]) => ({ path, base64 }));
  }

  /** @param element what the words stand in. @returns undefined for what does not lie there, or is nothing that a page shows */
  take(element: XmlElement, { source, alt }: Embedded, tell: Tell): ScriptMedia | undefined {
    const found = contentOf(element, source);
    if (!found) return undefined;
    const { name, base64 } = found;
    if (!isShown(name, base64)) {
      tell('bad-media', { name });
      return undefined;
    }
    const words = alt?.replace(/\s+/gu, ' ').trim().slice(0, MAX_ALT).trim() ?? '';
    if (words === '') tell('no-alt', { name });
    return { file: this.#pathOf(name, base64), alt: words || name.replace(/\.[^.]*$/u, '') };
  }

  #pathOf(name: string, base64: string): string {
    const known = this.#byContent.get(base64);
    if (known !== undefined) return known;
    const [, stem = '', ending = ''] = /^(.*)(\.[^.]*)$/u.exec(name) ?? [];
    let path = `${FOLDER}/${name}`;
    for (let n = 2; this.#paths.has(path.toLowerCase()); n++)
      path = `${FOLDER}/${stem}-${String(n)}${ending}`;
    this.#paths.add(path.toLowerCase());
    this.#byContent.set(base64, path);
    return path;
  }
}

type Content = { readonly name: string; readonly base64: string };

function contentOf(element: XmlElement, source: string): Content | undefined {
  const inline = /^data:image\/(png|jpeg|webp|svg)(?:\+xml)?;base64,/iu.exec(source.slice(0, 100));
  if (inline)
    return {
      name: `picture.${String(inline[1]).toLowerCase()}`,
      base64: plain(source.slice(inline[0].length)),
    };
  if (!source.startsWith(PLUGIN_FILE)) return undefined;
  const wanted = decoded(
    source
      .slice(PLUGIN_FILE.length)
      .slice(0, 1000)
      .replace(/[?#].*$/u, ''),
  );
  const file = childrenOf(element, 'file').find(({ attributes }) => {
    const folder = (attributes['path'] ?? '/').replace(/^\/+/u, '');
    return `${folder}${attributes['name'] ?? ''}` === wanted || attributes['name'] === wanted;
  });
  if (!file || (file.attributes['encoding'] ?? 'base64') !== 'base64') return undefined;
  return { name: safeName(file.attributes['name'] ?? ''), base64: plain(file.text) };
}

const plain = (base64: string): string => base64.replace(/\s+/gu, '');

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return address; // a percent sign in a name
    throw error;
  }
}

/** A name that a file of a lesson may have. */
const safeName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\\/\p{Cc}]/gu, '_')
    .replace(/^[.\s]+/u, '')
    .slice(-100)
    .trim() || 'file';

function isShown(name: string, base64: string): boolean {
  const kind = mediaKindOf(name);
  const ending = /\.([a-z0-9]+)$/u.exec(name.toLowerCase())?.[1] ?? '';
  if (kind === undefined || base64.length > (MAX_MEDIA_BYTES[kind] / 3) * 4) return false;
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/u.test(base64)) return false;
  return beginnings[ending]?.test(base64.slice(0, 16)) ?? false;
}
