export type FontRole = 'text' | 'heading' | 'code';

/** A family of `@fontsource`: the name of its package. */
export type Family = {
  readonly name: string;
  /** Plain and bold. */
  readonly weights: readonly [number, number];
  readonly italics: boolean;
};

/** Other scripts and signs: the first that has a character draws it. */
const others = (plain: number, bold: number): Family[] => [
  { name: 'ibm-plex-sans-arabic', weights: [plain, bold], italics: false },
  { name: 'noto-sans-hebrew', weights: [plain, bold], italics: false },
  { name: 'noto-sans-thai', weights: [plain, bold], italics: false },
  { name: 'noto-sans-devanagari', weights: [plain, bold], italics: false },
  { name: 'noto-sans-math', weights: [400, 400], italics: false },
];
const symbols: Family = { name: 'noto-sans-symbols-2', weights: [400, 400], italics: false };
const chinese = (plain: number): Family => ({
  name: 'noto-sans-sc',
  weights: [plain, 700],
  italics: false,
});

/** In the order in which they are asked for a character. */
export const families: Readonly<Record<FontRole, readonly Family[]>> = {
  text: [
    { name: 'source-sans-3', weights: [400, 700], italics: true },
    ...others(400, 700),
    chinese(400),
    symbols,
  ],
  heading: [
    { name: 'source-serif-4', weights: [600, 700], italics: true },
    { name: 'noto-serif-sc', weights: [600, 700], italics: false },
    { name: 'source-sans-3', weights: [600, 700], italics: true },
    ...others(600, 700),
    chinese(600),
    symbols,
  ],
  code: [
    { name: 'source-code-pro', weights: [400, 700], italics: true },
    ...others(400, 700),
    chinese(400),
    symbols,
  ],
};
