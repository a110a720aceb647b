import type { DeckSource } from '@lockstep/contracts';
import { type Deck, DeckFailed, type RenderOptions } from './deck.js';
import { renderMarkdownDeck } from './render-markdown-deck.js';
import { renderPdfDeck } from './pdf/render-pdf-deck.js';
import { renderPictureDeck } from './render-picture-deck.js';

/** 500 slides of 1,000 letters. */
const MAX_MARKDOWN_BYTES = 512 * 1024;

/**
 * Draws the slides of a lesson: a Marp deck (`.md`), a PDF, or pictures. What a single file is, its name says.
 *
 * @throws DeckFailed with file, line and remedy
 */
export async function renderDeck(source: DeckSource, options: RenderOptions): Promise<Deck> {
  const { read } = options;
  if (typeof source !== 'string') return renderPictureDeck(source, options);
  const isMarkdown = /\.(md|markdown|marp)$/i.test(source);
  const isPdf = /\.pdf$/i.test(source);
  if (!isMarkdown && !isPdf) return renderPictureDeck([source], options);
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
  return isPdf
    ? renderPdfDeck(bytes, source, options)
    : renderMarkdownDeck(new TextDecoder().decode(bytes), source, options);
}
