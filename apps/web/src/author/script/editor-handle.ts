/** The hand of other parts of the page on the text; apart from the editor, which is loaded when it is needed. */
export type EditorHandle = {
  /** As it is now; what is told of it comes later. */
  readonly text: string;
  /** Puts the cursor there, both counted from 1. */
  readonly goTo: (line: number, column: number) => void;
  readonly setText: (text: string) => void;
};
