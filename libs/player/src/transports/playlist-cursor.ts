import type { ListedMedia, ListedSegment } from '@lockstep/formats';

/** The part that the next playlist must hold. */
export type Awaited = { readonly msn: number; readonly part: number };

/** Follows a live playlist: which init segments, parts and whole segments come next, each once. */
export class PlaylistCursor {
  #map: string | undefined;
  #next: Awaited | undefined;

  /** Undefined before the first playlist. */
  get awaited(): Awaited | undefined {
    return this.#next;
  }

  /**
   * The addresses that a newer playlist adds. It begins with the newest segment that can be decoded alone, and begins there
   * again where it fell so far behind that segments are gone.
   */
  advance({ segments }: ListedMedia): string[] {
    const [oldest] = segments;
    const isLost = oldest !== undefined && this.#next !== undefined && this.#next.msn < oldest.msn;
    const start = this.#next === undefined || isLost ? startOf(segments) : this.#next;
    if (start === undefined) return [];
    this.#next = start;
    return segments.filter(({ msn }) => msn >= start.msn).flatMap((segment) => this.#enter(segment));
  }

  #enter(segment: ListedSegment): string[] {
    const { msn, uri, map, parts } = segment;
    const from = this.#next?.msn === msn ? this.#next.part : 0;
    const uris = parts.slice(from).map((part) => part.uri);
    // Parts are not listed any more: all of the segment, or, when some of it is here, the next one.
    if (parts.length === 0 && from === 0 && uri !== undefined) uris.push(uri);
    this.#next = uri === undefined ? { msn, part: Math.max(from, parts.length) } : { msn: msn + 1, part: 0 };
    if (map === undefined || map === this.#map || uris.length === 0) return uris;
    this.#map = map;
    return [map, ...uris];
  }
}

function startOf(segments: readonly ListedSegment[]): Awaited | undefined {
  const start = segments.findLast(({ uri, parts: [first] }) =>
    first === undefined ? uri !== undefined : first.isIndependent,
  );
  return start && { msn: start.msn, part: 0 };
}
