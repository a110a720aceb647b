import { type ListedMpd, type ListedPeriod, type ListedTrack, readMpd } from '@lockstep/formats';
import { getText } from './http.js';

/** A manifest that is read again and again, and its periods by what they begin with. */
export class ManifestSource {
  #newest: ListedMpd;

  private constructor(
    readonly url: string,
    readonly signal: AbortSignal,
    first: ListedMpd,
  ) {
    this.#newest = first;
  }

  /** @throws TransportError, ParseError */
  static async open(url: string, signal: AbortSignal): Promise<ManifestSource> {
    return new ManifestSource(url, signal, readMpd(await getText(url, signal)));
  }

  get newestPeriod(): ListedPeriod | undefined {
    return this.#newest.periods.at(-1);
  }

  /** @throws TransportError, ParseError */
  async reload(): Promise<void> {
    this.#newest = readMpd(await getText(this.url, this.signal));
  }

  /** The next one, or the newest if this one is no longer listed; undefined until one is listed. */
  periodBehind(period: ListedPeriod): ListedPeriod | undefined {
    const { periods } = this.#newest;
    const at = periods.findLastIndex((one) => isSame(one, period));
    return at < 0 ? periods.at(-1) : periods[at + 1];
  }

  /** When the first segment of a track behind this one begins, ticks; undefined: none is listed. */
  startBehind(period: ListedPeriod, track: ListedTrack, start: number): number | undefined {
    const listed = this.#newest.periods
      .findLast((one) => isSame(one, period))
      ?.tracks.find(({ initialization }) => initialization === track.initialization);
    return listed?.segments.find((segment) => segment.start > start)?.start;
  }

  /** Nothing is added to this period any more. */
  isOver(period: ListedPeriod): boolean {
    return this.#newest.hasEnded || this.periodBehind(period) !== undefined;
  }
}

/** No two periods of a stream have the same initialization. */
const isSame = (a: ListedPeriod, b: ListedPeriod): boolean =>
  a.tracks.some(({ initialization }) => b.tracks.some((track) => track.initialization === initialization));
