import type { Part, Segment, SegmentTarget } from '../src/cmaf/segment.js';

export type MadeSegment = Pick<Segment, 'stretch' | 'startMs' | 'isDiscontinuous' | 'durationMs'> & {
  parts: Omit<Part, 'number'>[];
};

/** Keeps everything a segmenter makes. */
export class CollectingTarget implements SegmentTarget {
  readonly segments: MadeSegment[] = [];

  get parts(): Omit<Part, 'number'>[] {
    return this.segments.flatMap(({ parts }) => parts);
  }

  begin(begun: Pick<Segment, 'stretch' | 'startMs' | 'isDiscontinuous'>): void {
    this.segments.push({ ...begun, parts: [], durationMs: undefined });
  }

  add(part: Omit<Part, 'number'>): void {
    this.segments.at(-1)?.parts.push(part);
  }

  complete(durationMs: number): void {
    const segment = this.segments.at(-1);
    if (segment) Object.assign(segment, { durationMs });
  }
}
