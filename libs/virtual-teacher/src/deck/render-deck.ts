import type { DeckSource } from '@lockstep/contracts';
import { type Deck, DeckFailed, type ReadDeckFile } from './deck.js';
import { renderMarkdownDeck } from './markdown/render-markdown-deck.js';
import { renderPdfDeck } from './pdf/render-pdf-deck.js';
import { renderPictureDeck } from './render-picture-deck.js';

/**
 * Draws the slides of a lesson: a Marp deck (`.md`), a PDF, or pictures. What a single file is, its name says.
 *
 * @throws DeckFailed with file, line and remedy
 */
export async function renderDeck(
  source: DeckSource,
  options: { readonly read: ReadDeckFile; readonly signal?: AbortSignal },
): Promise<Deck> {
  const { read, signal } = options;
  if (typeof source !== 'string') return renderPictureDeck(source, read, signal);
  const isMarkdown = /\.(md|markdown|marp)$/i.test(source);
  const isPdf = /\.pdf$/i.test(source);
  if (!isMarkdown && !isPdf) return renderPictureDeck([source], read, signal);
  const bytes = await read(source);
  if (!bytes) {
    const message = 'There are no such slides.';
    throw new DeckFailed({ file: source, message, remedy: 'Add the file, or correct its name.' });
  }
  return isPdf
    ? renderPdfDeck(bytes, source, signal)
    : renderMarkdownDeck(new TextDecoder().decode(bytes), source, read, signal);
}
