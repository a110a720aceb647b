/** A token of markdown-it: what Marpit makes of Markdown. */
export type Token = {
  readonly type: string;
  readonly tag: string;
  readonly attrs: readonly (readonly [string, string])[] | null;
  readonly map: readonly [number, number] | null;
  readonly content: string;
  readonly markup: string;
  readonly children: readonly Token[] | null;
  readonly hidden: boolean;
  readonly meta: unknown;
};

export const attributeOf = (token: Token, name: string): string | undefined =>
  token.attrs?.find(([key]) => key === name)?.[1];
