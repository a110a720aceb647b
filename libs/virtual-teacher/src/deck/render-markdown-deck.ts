import { type Deck, DeckFailed, type DeckProblem, type DeckSlide, type RenderOptions } from './deck.js';
import { beginDeck, definesCommands } from './formula/typeset.js';
import { readPictures } from './load-pictures.js';
import { readSlides } from './markdown/read-slides.js';
import { formulasOf, renderSlide } from './render-slide.js';

/** A lesson shows a few dozen. */
const MAX_SLIDES = 500;
/** Slides whose pictures may still be encoded while the next one is laid out. */
const AHEAD = 4;

/**
 * Draws every slide of a Marp deck at every build step.
 * @throws DeckFailed with every file that is missing or cannot be shown
 */
export async function renderMarkdownDeck(
  markdown: string,
  file: string,
  { read, signal, cache, onSlide = () => undefined, onProgress }: RenderOptions,
): Promise<Deck> {
  const { slides, warnings } = readSlides(markdown, file);
  if (slides.length === 0 || slides.length > MAX_SLIDES) throw slideCount(file, slides.length);
  beginDeck();
  const found: DeckProblem[] = [...warnings];
  const errors: DeckProblem[] = [];
  const drawn: Promise<DeckSlide>[] = [];
  const definitions: string[] = [];
  for (const [i, content] of slides.entries()) {
    signal?.throwIfAborted();
    const place = { file, slide: i + 1 };
    const { files, problems } = await readPictures(content, place, read);
    errors.push(...problems.filter((one) => !errors.some((before) => isSame(one, before))));
    const isDrawn = errors.length === 0;
    const slide = await renderSlide(content, files, { place, onSlide, isDrawn, cache, definitions });
    definitions.push(...formulasOf(content).flatMap(({ tex }) => (definesCommands(tex) ? [tex] : [])));
    errors.push(...slide.errors);
    found.push(...slide.warnings);
    if (slide.drawn) drawn.push(slide.drawn);
    slide.drawn?.catch(() => undefined); // awaited below, or given up with the deck
    await drawn.at(-1 - AHEAD);
    onProgress?.(i + 1, slides.length);
  }
  const [first, ...more] = errors;
  if (first) throw new DeckFailed(first, ...more);
  return { slides: await Promise.all(drawn), warnings: found };
}

/** What all slides share, such as a header, is reported once. */
const isSame = (a: DeckProblem, b: DeckProblem): boolean =>
  a.line === b.line && a.column === b.column && a.message === b.message;

function slideCount(file: string, count: number): DeckFailed {
  return new DeckFailed({
    ...{ code: 'deck-slide-count', file, params: { count, most: MAX_SLIDES } },
    message: `The deck has ${String(count)} slides.`,
    remedy: `Write 1 to ${String(MAX_SLIDES)}, with a line of --- between them.`,
  });
}
