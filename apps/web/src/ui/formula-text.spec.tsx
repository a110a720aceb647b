// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FormulaText, partsOf } from './formula-text.js';

// what every page with a doctype has, and this test's document does not say
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' });

describe('text with formulas', () => {
  it('is cut at formulas, not at prices', () => {
    expect(partsOf('So $x^2$, for $5 or $9: $$y$$')).toEqual([
      ...[{ text: 'So ' }, { tex: 'x^2', isDisplayed: false }, { text: ', for $5 or $9: ' }],
      { tex: 'y', isDisplayed: true },
    ]);
  });

  it('loses nothing, whatever it is', () => {
    const piece = fc.constantFrom('$', '$$', ' ', 'x', '5', '\\', '{', '}', 'words ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const shown = partsOf(text).map((part) => part.tex ?? part.text);
        expect(shown.join('').replaceAll('$', '')).toBe(text.replaceAll('$', ''));
      }),
    );
  });

  it('is MathML once it is drawn', async () => {
    const { container } = render(<FormulaText text="What is $\frac{3}{4}$ of 8?" />);
    expect(container.textContent).toContain('3/4'); // at once, in plain signs
    await act(() => vi.dynamicImportSettled());
    expect(container.innerHTML).toMatch(/<math[^>]*>.*<mfrac>/);
    expect(container.textContent).not.toContain('3/4');
    expect(container.textContent).not.toContain('\\frac');
  });

  it('stays in plain signs where TeX is not understood, and is never HTML', async () => {
    const { container } = render(
      <FormulaText text={'$\\nosuch{x}$ <b>not bold</b> $\\href{javascript:x}{y}$'} />,
    );
    await act(() => vi.dynamicImportSettled());
    expect(container.textContent).toContain('nosuch');
    expect(container.querySelector('b')).toBeNull();
    expect(container.innerHTML).not.toMatch(/<a\b|\s(?:href|src)=/);
  });
});
