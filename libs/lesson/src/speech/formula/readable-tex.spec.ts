import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableTex, readableText } from './readable-tex.js';

describe('TeX in plain signs', () => {
  it.each([
    ['\\frac{3}{4}', '3/4'],
    ['\\frac12 + \\dfrac{x+1}{2y}', '1/2 + (x+1)/2y'],
    ['x^2 + y^{10} = z_1', 'x² + y¹⁰ = z₁'],
    ['a^{n+1}', 'aⁿ⁺¹'],
    ['e^{i\\pi}', 'e^(iπ)'],
    ['\\sqrt{2}, \\sqrt[3]{x + 1}', '√2, ∛(x + 1)'],
    ['5 \\times 3 \\neq 2 \\cdot 4', '5 × 3 ≠ 2 · 4'],
    ['-3 \\le x', '−3 ≤ x'],
    ['90^\\circ', '90°'],
    ['v = 9.8\\,\\text{m/s}^2', 'v = 9.8 m/s²'],
    ['\\vec{F} = m\\vec{a}', 'F⃗ = ma⃗'],
    ['\\sin x', 'sin x'],
    ['\\ce{2H2 + O2 -> 2H2O}', '2H₂ + O₂ → 2H₂O'],
    ['\\ce{SO4^2-}', 'SO₄²⁻'],
    ['x \\in \\mathbb{R}', 'x ∈ ℝ'],
    ["f'(x)", 'f′(x)'],
    ['\\left( \\frac{a}{b} \\right)', '(a/b)'],
    ['\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}', '1 x > 0; 0'],
  ])('%s is %s', (tex, plain) => expect(readableTex(tex)).toBe(plain));

  it('stands among words, and prices stay prices', () => {
    expect(readableText('So $x^2$, that is $\\frac{1}{2}$ of it, costs $5 or $9.')).toBe(
      'So x², that is 1/2 of it, costs $5 or $9.',
    );
  });

  it('has no command and no brace left, whatever a formula is made of', () => {
    const piece = fc.constantFrom(
      ...[
        '\\frac',
        '{',
        '}',
        '^',
        '_',
        '\\sqrt',
        '[',
        ']',
        'x',
        '12',
        '\\left(',
        '\\text',
        ' ',
        '\\foo',
        '\\begin',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 100 }), (pieces) => {
        expect(readableTex(pieces.join(''))).not.toMatch(/[\\{}]/u);
      }),
    );
    readableTex('{'.repeat(100_000));
    readableTex('\\frac'.repeat(100_000));
  });
});
