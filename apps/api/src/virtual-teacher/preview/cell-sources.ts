import type { Cell, CellSource, Clip } from '@lockstep/media';

/** What is left of a clip, from the last cell at or before `from` that a decoder may begin with. */
export class RestOfClip implements CellSource {
  readonly isComplete = true;
  readonly headers: CellSource['headers'];
  /** Where it begins in the clip. */
  readonly firstCell: number;

  constructor(
    private readonly clip: Clip,
    from: number,
  ) {
    this.headers = clip.headers;
    let first = Math.min(Math.max(0, from), clip.readyCells - 1);
    while (first > 0 && clip.cell(first)?.videoFrames[0]?.isRandomAccess !== true) first--;
    this.firstCell = first;
  }

  get readyCells(): number {
    return this.clip.readyCells - this.firstCell;
  }

  cell(index: number): Cell | undefined {
    return this.clip.cell(index + this.firstCell);
  }
}

/** The idle clip for as long as a question is open or nobody speaks. Each of its cells begins with an IDR picture. */
export class RepeatedClip implements CellSource {
  readonly isComplete = true;
  readonly headers: CellSource['headers'];

  constructor(
    private readonly clip: Clip,
    readonly readyCells: number,
  ) {
    this.headers = clip.headers;
  }

  cell(index: number): Cell | undefined {
    return index < this.readyCells ? this.clip.cell(index % this.clip.readyCells) : undefined;
  }
}
