import type { DeckSource } from '@lockstep/contracts';
import { keepingDeck, keptDeck } from './cache/kept-deck.js';
import { type Deck, DeckFailed, type RenderOptions } from './deck.js';

/** 500 slides of 1,000 letters. */
const MAX_MARKDOWN_BYTES = 512 * 1024;

/**
 * Draws the slides of a lesson: a Marp deck (`.md`), a PDF, or pictures. What a single file is, its name says.
 *
 * @throws DeckFailed with file, line and remedy
 */
export async function renderDeck(source: DeckSource, options: RenderOptions): Promise<Deck> {
  const { read } = options;
  if (typeof source !== 'string') return pictureDeck(source, options);
  const isMarkdown = /\.(md|markdown|marp)$/i.test(source);
  const isPdf = /\.pdf$/i.test(source);
  if (!isMarkdown && !isPdf) return pictureDeck([source], options);
  const bytes = await read(source);
  if (!bytes) {
    const message = 'There are no such slides.';
    throw new DeckFailed({
      ...{ code: 'deck-missing', file: source },
      ...{ message, remedy: 'Add the file, or correct its name.' },
    });
  }
  if (!isPdf && bytes.length > MAX_MARKDOWN_BYTES) {
    const mostKib = MAX_MARKDOWN_BYTES / 1024;
    const message = `The slides are more than ${String(mostKib)} KiB of text.`;
    const remedy = 'Make several lessons of it.';
    throw new DeckFailed({ code: 'deck-too-long', file: source, message, remedy, params: { mostKib } });
  }
  if (!isPdf) return markdownDeck(bytes, source, options);
  const { renderPdfDeck } = await import('./pdf/render-pdf-deck.js');
  return renderPdfDeck(bytes, source, options);
}

// what draws takes half a second to load, and a deck that is kept needs nothing of it

async function pictureDeck(files: readonly string[], options: RenderOptions): Promise<Deck> {
  const { renderPictureDeck } = await import('./render-picture-deck.js');
  return renderPictureDeck(files, options);
}

async function markdownDeck(bytes: Uint8Array, file: string, options: RenderOptions): Promise<Deck> {
  const { cache, read, onProgress } = options;
  const kept = cache && (await keptDeck({ file, bytes }, { cache, read }));
  if (kept) {
    onProgress?.(kept.slides.length, kept.slides.length);
    return kept;
  }
  const { renderMarkdownDeck } = await import('./render-markdown-deck.js');
  const draw = (parts: Pick<RenderOptions, 'cache' | 'read'>): Promise<Deck> =>
    renderMarkdownDeck(new TextDecoder().decode(bytes), file, { ...options, ...parts });
  return cache ? keepingDeck({ file, bytes }, { cache, read }, draw) : draw({ read });
}
