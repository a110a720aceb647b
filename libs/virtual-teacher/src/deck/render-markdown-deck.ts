import { posix } from 'node:path';
import { drawSlide, type DrawnSlide } from './draw/draw-slide.js';
import { SlidePictures, UnreadablePicture } from './draw/slide-pictures.js';
import {
  type Deck,
  DeckFailed,
  type DeckProblem,
  type DeckSlide,
  type ReadDeckFile,
  type RenderOptions,
} from './deck.js';
import { readSlides } from './markdown/read-slides.js';
import type { Block, Inline, SlideContent } from './markdown/slide-content.js';

/** A lesson shows a few dozen. */
const MAX_SLIDES = 500;

/** Draws every slide of a Marp deck at every build step. @throws DeckFailed */
export async function renderMarkdownDeck(
  markdown: string,
  file: string,
  { read, signal, onSlide = () => undefined }: RenderOptions,
): Promise<Deck> {
  const { slides, warnings } = readSlides(markdown, file);
  if (slides.length === 0 || slides.length > MAX_SLIDES) {
    const message = `The deck has ${String(slides.length)} slides.`;
    throw new DeckFailed({
      ...{ code: 'deck-slide-count', file, params: { count: slides.length, most: MAX_SLIDES } },
      message,
      remedy: `Write 1 to ${String(MAX_SLIDES)}, with a line of --- between them.`,
    });
  }
  const found: DeckProblem[] = [...warnings];
  const slidesDrawn: DeckSlide[] = [];
  for (const [i, content] of slides.entries()) {
    signal?.throwIfAborted();
    const pictures = await loadPictures(content, { file, slide: i + 1 }, { read, onSlide });
    const steps: DrawnSlide[] = [];
    // The last step is drawn first: when that has room, all have, and all are drawn at its scale.
    for (let step = content.buildSteps; step >= 0; step--) {
      steps.unshift(
        await drawn({ file, slide: i + 1, line: content.line }, () =>
          drawSlide(content, step, pictures, steps[0]?.scale ?? 1),
        ),
      );
      onSlide();
    }
    found.push(...problemsOf(steps, content, file, i + 1));
    slidesDrawn.push({ title: titleOf(content), steps: steps.map(({ picture }) => picture) });
  }
  return { slides: slidesDrawn, warnings: found };
}

type SlidePlace = { readonly file: string; readonly slide: number; readonly line: number };

/** What the renderer does not foresee is a problem of the slide, not of the server. */
async function drawn<T>(place: SlidePlace, draw: () => Promise<T>): Promise<T> {
  try {
    return await draw();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    const message = `Slide ${String(place.slide)} cannot be drawn (${reason.slice(0, 200)}).`;
    const remedy = 'Write the slide in a simpler way.';
    throw new DeckFailed({ code: 'deck-slide-not-drawn', ...place, message, remedy });
  }
}

async function loadPictures(
  content: SlideContent,
  { file, slide }: { file: string; slide: number },
  { read, onSlide }: { read: ReadDeckFile; onSlide: () => void },
): Promise<SlidePictures> {
  const pictures = new SlidePictures();
  for (const name of new Set([
    ...content.backgrounds.map((one) => one.file),
    ...picturesIn(content.blocks),
  ])) {
    const place = { file, slide, line: content.line };
    const path = posix.normalize(posix.join(posix.dirname(file), decoded(name)));
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(name) || path.startsWith('..') || path.startsWith('/')) {
      const remedy = 'Put it into the folder of the lesson, and write its name.';
      const message = `The picture ${name} is not a file of the lesson.`;
      throw new DeckFailed({
        code: 'deck-foreign-picture',
        ...place,
        message,
        remedy,
        params: { path: name },
      });
    }
    const bytes = await read(path);
    if (!bytes) {
      const remedy = 'Add the file, or correct its name.';
      const message = `There is no picture ${path}.`;
      throw new DeckFailed({ code: 'deck-no-picture', ...place, message, remedy, params: { path } });
    }
    try {
      await pictures.load(name, bytes);
      onSlide();
    } catch (error) {
      if (!(error instanceof UnreadablePicture)) throw error;
      const message = `The picture ${path} cannot be shown: ${error.message}.`;
      const remedy = 'Use PNG, JPEG, WebP or SVG.';
      throw new DeckFailed({ code: 'deck-bad-picture', ...place, message, remedy, params: { path } });
    }
  }
  return pictures;
}

/** Marp writes paths of pictures as URLs. */
function decoded(name: string): string {
  return /^(?:[^%]|%[0-9a-f]{2})*$/i.test(name) && isUtf8(name) ? decodeURIComponent(name) : name;
}
const isUtf8 = (name: string): boolean =>
  !Buffer.from(
    name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
    .toString()
    .includes('\ufffd');

function picturesIn(blocks: readonly Block[]): string[] {
  const inInlines = (inlines: readonly Inline[]): string[] =>
    inlines.flatMap((inline) => (inline.kind === 'picture' ? [inline.file] : []));
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'list':
        return block.items.flatMap((item) => picturesIn(item.blocks));
      case 'quote':
        return picturesIn(block.blocks);
      case 'table':
        return [block.head, ...block.rows].flat().flatMap((cell) => inInlines(cell.inlines));
      case 'heading':
      case 'paragraph':
        return inInlines(block.inlines);
      default:
        return [];
    }
  });
}

function problemsOf(
  steps: readonly DrawnSlide[],
  content: SlideContent,
  file: string,
  slide: number,
): DeckProblem[] {
  const place = { file, slide, line: content.line };
  const problems: DeckProblem[] = [];
  if (steps.some(({ isOverfull }) => isOverfull)) {
    const message = `Slide ${String(slide)} has more text than finds room.`;
    problems.push({ code: 'deck-overfull', ...place, message, remedy: 'Make two slides of it.' });
  }
  const missing = [...new Set(steps.flatMap(({ missingCharacters }) => missingCharacters))];
  if (missing.length > 0) {
    const characters = missing.slice(0, 10).join(' ');
    const message = `No font has ${characters}.`;
    const remedy = 'Write it in words, or as a picture.';
    problems.push({ code: 'deck-no-glyph', ...place, message, remedy, params: { characters } });
  }
  return problems;
}

/** Its first heading, else its first words. */
function titleOf({ blocks }: SlideContent): string | null {
  const textOf = (block: Block | undefined): string =>
    block && 'inlines' in block
      ? block.inlines
          .map((inline) => (inline.kind === 'text' ? inline.text : ' '))
          .join('')
          .trim()
      : '';
  const heading = textOf(blocks.find(({ kind }) => kind === 'heading'));
  const first = heading || textOf(blocks.find(({ kind }) => kind === 'paragraph'));
  return first === '' ? null : first.slice(0, 200);
}
