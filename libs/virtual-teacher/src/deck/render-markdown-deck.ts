import { readableTex } from '@lockstep/lesson';
import { drawSlide, type DrawnSlide } from './draw/draw-slide.js';
import { type BadFormulaFound, SlideFormulas } from './draw/formulas.js';
import { type Deck, DeckFailed, type DeckProblem, type DeckSlide, type RenderOptions } from './deck.js';
import { beginDeck } from './formula/typeset.js';
import { loadPictures, type PictureFile, readPictures, type SlidePlace } from './load-pictures.js';
import { readSlides } from './markdown/read-slides.js';
import { type Block, type Inline, inlinesOf, type SlideContent } from './markdown/slide-content.js';

/** A lesson shows a few dozen. */
const MAX_SLIDES = 500;

/**
 * Draws every slide of a Marp deck at every build step.
 * @throws DeckFailed with every file that is missing or cannot be shown
 */
export async function renderMarkdownDeck(
  markdown: string,
  file: string,
  { read, signal, onSlide = () => undefined }: RenderOptions,
): Promise<Deck> {
  const { slides, warnings } = readSlides(markdown, file);
  if (slides.length === 0 || slides.length > MAX_SLIDES) throw slideCount(file, slides.length);
  beginDeck();
  const found: DeckProblem[] = [...warnings];
  const errors: DeckProblem[] = [];
  const drawn: DeckSlide[] = [];
  for (const [i, content] of slides.entries()) {
    signal?.throwIfAborted();
    const place = { file, slide: i + 1 };
    const { files, problems } = await readPictures(content, place, read);
    errors.push(...problems.filter((one) => !errors.some((before) => isSame(one, before))));
    const slide = await renderSlide(content, files, { place, onSlide, isDrawn: errors.length === 0 });
    errors.push(...slide.errors);
    found.push(...slide.warnings);
    if (slide.drawn) drawn.push(slide.drawn);
  }
  const [first, ...more] = errors;
  if (first) throw new DeckFailed(first, ...more);
  return { slides: drawn, warnings: found };
}

/** What all slides share, such as a header, is told once. */
const isSame = (a: DeckProblem, b: DeckProblem): boolean =>
  a.line === b.line && a.column === b.column && a.message === b.message;

type Rendering = { readonly place: SlidePlace; readonly onSlide: () => void; readonly isDrawn: boolean };
type Rendered = {
  readonly drawn?: DeckSlide;
  readonly errors: readonly DeckProblem[];
  readonly warnings: readonly DeckProblem[];
};

/** A slide at each of its steps. Once another one failed, only what is wrong with this one is looked for. */
async function renderSlide(
  content: SlideContent,
  files: readonly PictureFile[],
  { place, onSlide, isDrawn }: Rendering,
): Promise<Rendered> {
  const { pictures, problems } = await loadPictures(files, place, onSlide);
  if (!isDrawn || problems.length > 0) return { errors: problems, warnings: [] };
  const formulas = new SlideFormulas();
  const inlines = [...inlinesOf(content.blocks), ...(content.header ?? []), ...(content.footer ?? [])];
  const bad = await formulas.load(inlines.flatMap((inline) => (inline.kind === 'formula' ? [inline] : [])));
  const steps: DrawnSlide[] = [];
  // The last step is drawn first: when that has room, all have, and all are drawn at its scale.
  for (let step = content.buildSteps; step >= 0; step--) {
    const draw = () => drawSlide(content, step, { pictures, formulas }, steps[0]?.scale ?? 1);
    steps.unshift(await guarded({ ...place, line: content.line }, draw));
    onSlide();
  }
  return {
    drawn: { title: titleOf(content), steps: steps.map(({ picture }) => picture) },
    errors: [],
    warnings: [
      ...bad.map((one) => ({ ...place, ...problemOfFormula(one) })),
      ...problemsOf(steps, formulas, content, place),
    ],
  };
}

function slideCount(file: string, count: number): DeckFailed {
  return new DeckFailed({
    ...{ code: 'deck-slide-count', file, params: { count, most: MAX_SLIDES } },
    message: `The deck has ${String(count)} slides.`,
    remedy: `Write 1 to ${String(MAX_SLIDES)}, with a line of --- between them.`,
  });
}

/** What the renderer does not foresee is a problem of the slide, not of the server. */
async function guarded<T>(place: SlidePlace & { readonly line: number }, draw: () => Promise<T>): Promise<T> {
  try {
    return await draw();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    const message = `Slide ${String(place.slide)} cannot be drawn (${reason.slice(0, 200)}).`;
    const remedy = 'Write the slide in a simpler way.';
    throw new DeckFailed({ code: 'deck-slide-not-drawn', ...place, message, remedy });
  }
}

function problemOfFormula({ formula, reason }: BadFormulaFound): Omit<DeckProblem, 'file'> {
  const given = (formula.tex.trim().split('\n')[0] ?? '').slice(0, 60);
  return {
    ...{ code: 'deck-formula', ...formula.place, params: { given } },
    message: `This formula is not understood, and its TeX is shown: ${given} (${reason.slice(0, 100)}).`,
    remedy: 'Correct it; a dollar sign that is meant as such is written \\$.',
  };
}

function problemsOf(
  steps: readonly DrawnSlide[],
  formulas: SlideFormulas,
  content: SlideContent,
  slide: SlidePlace,
): DeckProblem[] {
  const place = { ...slide, line: content.line };
  const problems: DeckProblem[] = [];
  if (steps.some(({ isOverfull }) => isOverfull)) {
    const message = `Slide ${String(slide.slide)} has more text than finds room.`;
    problems.push({ code: 'deck-overfull', ...place, message, remedy: 'Make two slides of it.' });
  }
  const missing = [
    ...new Set([...formulas.missing, ...steps.flatMap(({ missingCharacters }) => missingCharacters)]),
  ];
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
    block && 'inlines' in block ? block.inlines.map(plain).join('').trim() : '';
  const heading = textOf(blocks.find(({ kind }) => kind === 'heading'));
  const first = heading || textOf(blocks.find(({ kind }) => kind === 'paragraph'));
  return first === '' ? null : first.slice(0, 200);
}

const plain = (inline: Inline): string =>
  inline.kind === 'text' ? inline.text : inline.kind === 'formula' ? readableTex(inline.tex) : ' ';
