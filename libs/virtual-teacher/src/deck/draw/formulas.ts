import { BadFormula, typeset, type TypesetFormula } from '../formula/typeset.js';
import type { FormulaRun } from '../markdown/slide-content.js';
import { box, picture, type SlideElement } from './element.js';

/** Letters of TeX's font are smaller than those of our text, by this. */
const FONT_SCALE = 1.12;
/** Around a formula in a line of text, em. */
const ROOM = 0.06;

/** A formula that cannot be drawn: which of those that were given. */
export type BadFormulaFound = { readonly index: number; readonly reason: string };

/** The formulas of a slide, set once for all its build steps. */
export class SlideFormulas {
  readonly #set = new Map<FormulaRun, TypesetFormula>();
  /** Characters in formulas that no font has. */
  readonly missing = new Set<string>();

  /** @returns those that cannot be drawn */
  async load(formulas: readonly FormulaRun[]): Promise<BadFormulaFound[]> {
    const bad: BadFormulaFound[] = [];
    for (const [index, formula] of formulas.entries()) {
      try {
        const set = await typeset(formula.tex, formula.isDisplayed);
        this.#set.set(formula, set);
        for (const character of set.missing) this.missing.add(character);
      } catch (error) {
        if (!(error instanceof BadFormula)) throw error;
        bad.push({ index, reason: error.message });
      }
    }
    return bad;
  }

  /**
   * A formula on the base line of a text.
   * @param size of the text, pixels; @param baseline below the middle of its line, pixels
   * @returns undefined for one that could not be set
   */
  draw(formula: FormulaRun, size: number, color: string, baseline: number): SlideElement | undefined {
    const set = this.#set.get(formula);
    if (!set) return undefined;
    const em = size * FONT_SCALE;
    const [width, height, depth] = [set.width * em, set.height * em, set.depth * em];
    // as high above the middle of the line as below it, because lines are centred
    const half = Math.max(height - baseline, depth + baseline) + ROOM * em;
    const style = { marginTop: half - (height - baseline), flexShrink: 0 };
    const drawing = picture(sourceOf(set, color), width, height + depth, style);
    return box({ height: 2 * half, width, flexDirection: 'column', flexShrink: 0 }, [drawing]);
  }
}

function sourceOf({ svg, viewBox, width, height, depth }: TypesetFormula, color: string): string {
  const size = `width="${String(width * 100)}" height="${String((height + depth) * 100)}"`;
  const safe = /^[#\w(),.%\s/-]+$/.test(color) ? color : 'black';
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="${viewBox}" color="${safe}" overflow="visible">${svg}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(whole).toString('base64')}`;
}
