import type { DeckProblem } from './deck.js';
import type { SlidePlace } from './load-pictures.js';
import type { FormulaRun, SlideContent } from './markdown/slide-content.js';

/** What was seen while a slide was drawn. */
export type SlideFindings = {
  readonly isOverfull: boolean;
  readonly missingCharacters: readonly string[];
  /** Formulas that cannot be drawn: which of the slide's, and why. */
  readonly badFormulas: readonly { readonly index: number; readonly reason: string }[];
};

/** The warnings of a slide, each at its place. */
export function problemsOfSlide(
  { isOverfull, missingCharacters, badFormulas }: SlideFindings,
  content: SlideContent,
  formulas: readonly FormulaRun[],
  slide: SlidePlace,
): DeckProblem[] {
  const place = { ...slide, line: content.line };
  const problems = badFormulas.flatMap(({ index, reason }): DeckProblem[] => {
    const formula = formulas[index];
    return formula ? [{ ...slide, ...problemOfFormula(formula, reason) }] : [];
  });
  if (isOverfull) {
    const message = `Slide ${String(slide.slide)} has more text than finds room.`;
    problems.push({ code: 'deck-overfull', ...place, message, remedy: 'Make two slides of it.' });
  }
  if (missingCharacters.length > 0) {
    const characters = missingCharacters.slice(0, 10).join(' ');
    const message = `No font has ${characters}.`;
    const remedy = 'Write it in words, or as a picture.';
    problems.push({ code: 'deck-no-glyph', ...place, message, remedy, params: { characters } });
  }
  return problems;
}

function problemOfFormula(formula: FormulaRun, reason: string): Omit<DeckProblem, 'file'> {
  const given = (formula.tex.trim().split('\n')[0] ?? '').slice(0, 60);
  return {
    ...{ code: 'deck-formula', ...formula.place, params: { given } },
    message: `This formula is not understood, and its TeX is shown: ${given} (${reason.slice(0, 100)}).`,
    remedy: 'Correct it; a dollar sign that is meant as such is written \\$.',
  };
}
