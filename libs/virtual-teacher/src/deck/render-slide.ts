import { readableTex } from '@lockstep/lesson';
import { keyOf, type SlideCache } from './cache/slide-cache.js';
import { drawSlide, type DrawnSlide } from './draw/draw-slide.js';
import { SlideFormulas } from './draw/formulas.js';
import { DeckFailed, type DeckProblem, type DeckSlide } from './deck.js';
import { definesCommands } from './formula/typeset.js';
import { loadPictures, type PictureFile, type SlidePlace } from './load-pictures.js';
import {
  type Block,
  type FormulaRun,
  type Inline,
  inlinesOf,
  type SlideContent,
} from './markdown/slide-content.js';
import { problemsOfSlide, type SlideFindings } from './slide-problems.js';

export type SlideRendering = {
  readonly place: SlidePlace;
  readonly onSlide: () => void;
  /** Whether it is drawn at all, or only its files are looked at, because another slide failed. */
  readonly isDrawn: boolean;
  readonly cache: SlideCache | undefined;
  /** Formulas of the slides before that define commands. */
  readonly definitions: readonly string[];
};

export type RenderedSlide = {
  /** Resolves when its pictures are encoded, which goes on while the next slide is laid out. */
  readonly drawn?: Promise<DeckSlide>;
  readonly errors: readonly DeckProblem[];
  readonly warnings: readonly DeckProblem[];
};

type Kept = { readonly slide: DeckSlide; readonly findings: SlideFindings };

/** The formulas of a slide, in the order of its text. */
export const formulasOf = ({ blocks, header = [], footer = [] }: SlideContent): FormulaRun[] =>
  [...inlinesOf(blocks), ...header, ...footer].flatMap((inline) =>
    inline.kind === 'formula' ? [inline] : [],
  );

/** A slide at each of its steps. @throws DeckFailed for what the renderer does not foresee */
export async function renderSlide(
  content: SlideContent,
  files: readonly PictureFile[],
  { place, onSlide, isDrawn, cache, definitions }: SlideRendering,
): Promise<RenderedSlide> {
  const formulas = formulasOf(content);
  // a slide that defines commands is drawn each time: the slides behind it need them
  const isKept = cache && !formulas.some(({ tex }) => definesCommands(tex));
  const key = isKept ? keyOfSlide(content, files, definitions) : undefined;
  const before = key === undefined ? undefined : ((await cache?.get(key)) as Kept | undefined);
  if (before) {
    onSlide();
    const warnings = problemsOfSlide(before.findings, content, formulas, place);
    return { drawn: Promise.resolve(before.slide), errors: [], warnings };
  }
  const { pictures, problems } = await loadPictures(files, place, onSlide);
  if (!isDrawn || problems.length > 0) return { errors: problems, warnings: [] };
  const set = new SlideFormulas();
  const badFormulas = await set.load(formulas);
  const steps: DrawnSlide[] = [];
  // The last step is drawn first: when that has room, all have, and all are drawn at its scale.
  for (let step = content.buildSteps; step >= 0; step--) {
    const draw = () => drawSlide(content, step, { pictures, formulas: set }, steps[0]?.scale ?? 1);
    steps.unshift(await guarded({ ...place, line: content.line }, draw));
    onSlide();
  }
  const missing = [...set.missing, ...steps.flatMap(({ missingCharacters }) => missingCharacters)];
  const findings = {
    ...{ badFormulas, missingCharacters: [...new Set(missing)] },
    isOverfull: steps.some(({ isOverfull }) => isOverfull),
  };
  const encode = async (): Promise<DeckSlide> => {
    const slide = { title: titleOf(content), steps: await Promise.all(steps.map(({ picture }) => picture)) };
    if (key !== undefined) await cache?.put(key, { slide, findings } satisfies Kept);
    return slide;
  };
  const drawn = guarded({ ...place, line: content.line }, encode);
  return { drawn, errors: [], warnings: problemsOfSlide(findings, content, formulas, place) };
}

/** Of everything that is seen on a slide, wherever it stands in its file. */
function keyOfSlide(
  content: SlideContent,
  files: readonly PictureFile[],
  definitions: readonly string[],
): string {
  const shown = JSON.stringify(content, (name, value: unknown) =>
    name === 'line' || name === 'place' ? undefined : value,
  );
  const pictures = files.flatMap(({ name, bytes }) => [name, bytes]);
  return keyOf('slide', shown, JSON.stringify(definitions), ...pictures);
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
