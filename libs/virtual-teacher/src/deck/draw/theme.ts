/** Colours of a slide. */
export type Theme = {
  readonly background: string;
  readonly ink: string;
  readonly soft: string;
  /** Bold words. */
  readonly accent: string;
  /** Emphasised words, bullets. */
  readonly second: string;
  readonly line: string;
  readonly card: string;
  /** Behind marked words. */
  readonly mark: string;
  /** Large quiet shapes at the edge. */
  readonly shapes: readonly Shape[];
};
type Shape = { readonly left: number; readonly top: number; readonly size: number; readonly color: string };

const paper: Theme = {
  background: 'linear-gradient(180deg, #fdf9f1 0%, #f8f0e1 100%)',
  ink: '#22304a',
  soft: '#5b6780',
  accent: '#c9482f',
  second: '#24776b',
  line: '#e4d8c2',
  card: '#fffdf8',
  mark: '#ffe08a',
  shapes: [
    { left: 1345, top: -215, size: 430, color: '#f6e3c8' },
    { left: 1490, top: 95, size: 120, color: '#f3c9b4' },
  ],
};

const night: Theme = {
  background: 'linear-gradient(180deg, #2b3d66 0%, #1f2c4b 100%)',
  ink: '#fbf6ec',
  soft: '#b9c4dd',
  accent: '#f6bd55',
  second: '#f3b9a4',
  line: '#43557f',
  card: '#34487a',
  mark: '#7a6424',
  shapes: [
    ...[
      [960, 70, 5],
      [1180, 90, 8],
      [1290, 160, 4],
      [1430, 80, 9],
      [1520, 190, 5],
      [1060, 150, 4],
      [1370, 220, 4],
    ].map(([left = 0, top = 0, size = 0]) => ({ left, top, size, color: '#d9e1f2' })),
  ],
};

const title: Theme = {
  ...paper,
  background: 'linear-gradient(160deg, #fbf3e3 0%, #f7d9c0 100%)',
  shapes: [
    { left: 1120, top: 330, size: 760, color: '#f3c4a7' },
    { left: 1010, top: 120, size: 300, color: '#f4b94f' },
    { left: 1330, top: 640, size: 420, color: '#2f8579' },
  ],
};

const question: Theme = {
  ...paper,
  background: 'linear-gradient(180deg, #e3f0f1 0%, #cfe4e8 100%)',
  accent: '#b8432c',
  second: '#1f6c62',
  line: '#b3d0d5',
  card: '#f6fbfb',
  shapes: [
    { left: 1300, top: -160, size: 480, color: '#bfdbe0' },
    { left: 1195, top: 205, size: 130, color: '#f4b94f' },
  ],
};

/** Classes of a slide and the names that Marp's own themes use for the same. */
export function themeOf(classes: readonly string[]): Theme {
  if (classes.includes('dark') || classes.includes('invert')) return night;
  if (classes.includes('question')) return question;
  return isTitle(classes) ? title : paper;
}

export const isTitle = (classes: readonly string[]): boolean =>
  classes.includes('title') || classes.includes('lead');
export const hasCards = (classes: readonly string[]): boolean => classes.includes('cards');
