import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSlides } from './read-slides.js';

describe('a deck in Marp’s Markdown', () => {
  it('is read with its directives, backgrounds and build steps', () => {
    const { slides } = readSlides(
      '---\nmarp: true\npaginate: true\nfooter: F\n---\n# A\n\n---\n\n<!-- _class: dark cards -->\n![bg left:30%](a.png)\n\n* one\n* two\n\n1. three\n',
      'deck.md',
    );
    expect(slides).toMatchObject([
      {
        line: 1,
        footer: [{ kind: 'text', text: 'F' }],
        page: { number: 1, total: 2 },
        buildSteps: 0,
        blocks: [{ kind: 'heading', level: 1 }],
      },
      {
        ...{ line: 8, classes: ['dark', 'cards'], buildSteps: 2 },
        backgrounds: [{ file: 'a.png', fit: 'cover', split: { side: 'left', share: 0.3 } }],
        blocks: [
          { kind: 'list', start: null, items: [{ fromStep: 1 }, { fromStep: 2 }] },
          { kind: 'list', start: 1, items: [{ fromStep: 0 }] },
        ],
      },
    ]);
  });

  it('keeps what is set off inside a word', () => {
    const [slide] = readSlides('walk**ed** `x` ~~y~~ a\nb\n', 'deck.md').slides;
    expect(slide?.blocks).toMatchObject([
      {
        inlines: [
          { text: 'walk', style: { strong: false } },
          { text: 'ed', style: { strong: true } },
          { text: ' ' },
          { text: 'x', style: { code: true } },
          { text: ' ' },
          { text: 'y', style: { struck: true } },
          { text: ' a' },
          { kind: 'break' },
          { text: 'b' },
        ],
      },
    ]);
  });
});

const pieces = fc.constantFrom(
  ...[
    '# A\n',
    '---\n',
    '\n',
    '* x\n',
    '- y\n',
    '1. z\n',
    '> q\n',
    '```\n',
    '| a | b |\n',
    '|---|:-:|\n',
    '**',
    '*',
    '`',
    '~~',
    '[x](',
    ')',
    '![',
  ],
  ...[
    'bg right:40%](a.png)',
    '<br>',
    '<!-- _class: dark -->\n',
    '<!-- class: [\n',
    '<style>',
    '</style>',
    'marp: true\n',
    '  ',
    '\t',
    '&amp;',
    '你好',
    '$',
    '$$\n',
    'x^2',
    '<sub>',
    '</sup>',
    ':smile:',
    '- [x] ',
    'theme: a\n',
    'header: "*b*"\n',
  ],
);

it.each([
  ['random', fc.string({ unit: 'binary', maxLength: 300 })],
  ['nearly a deck', fc.array(pieces, { maxLength: 50 }).map((parts) => parts.join(''))],
])('any text is read as a deck: %s', (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const { slides } = readSlides(text, 'deck.md');
      expect(slides.length).toBeGreaterThan(0);
      for (const { line } of slides) expect(line).toBeGreaterThan(0);
    }),
  );
});
