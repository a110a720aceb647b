/** What satori draws: React's elements without React. */
export type Style = Readonly<Record<string, string | number>>;
export type Child = SlideElement | string;
export type SlideElement = {
  readonly type: 'div' | 'img';
  readonly key: string | null;
  readonly props: {
    readonly style: Style;
    readonly children?: readonly Child[] | string;
    readonly src?: string;
    readonly width?: number;
    readonly height?: number;
  };
};

/** Everything is a flex container; satori wants that said. */
export const box = (
  style: Style,
  children: readonly SlideElement[] = [],
  key: string | null = null,
): SlideElement => ({
  type: 'div',
  key,
  props: { style: { display: 'flex', boxSizing: 'border-box', ...style }, children },
});

export const glyphs = (text: string, style: Style, key: string | null = null): SlideElement => ({
  type: 'div',
  key,
  props: { style: { display: 'flex', whiteSpace: 'pre', ...style }, children: text },
});

export const picture = (src: string, width: number, height: number, style: Style = {}): SlideElement => ({
  type: 'img',
  key: null,
  props: { src, width, height, style },
});
