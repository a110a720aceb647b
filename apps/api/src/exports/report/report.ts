/** A report before it is laid out: what it says, and not where. */
export type Report = {
  readonly title: string;
  /** Beside the title on every page: the date. */
  readonly date: string;
  /** BCP 47. */
  readonly language: string;
  readonly blocks: readonly ReportBlock[];
};

export type Tone = 'good' | 'middling' | 'bad' | 'soft';

export type ReportCell = {
  readonly text: string;
  readonly tone?: Tone;
};

export type ReportBlock =
  /** Begins a page where its first lines would not fit on this one. */
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly tone?: Tone; readonly bold?: boolean }
  /** Shares from 0 to 1, with a bar each. */
  | {
      readonly kind: 'bars';
      readonly rows: readonly {
        readonly label: string;
        readonly share: number;
        readonly figure: string;
        readonly isRight: boolean;
      }[];
    }
  | {
      readonly kind: 'table';
      /** Empty: it has none. */
      readonly head: readonly string[];
      /** Parts of the width of the page, together 1. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly ReportCell[])[];
    };
