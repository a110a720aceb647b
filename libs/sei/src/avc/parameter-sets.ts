import { AvcNalUnitType } from '../nal-unit.js';
import { byteAt } from '../bytes/byte-at.js';
import { readPps, type Pps } from './pps.js';
import { readSps, type Sps } from './sps.js';

/** The parameter sets of a stream by their ids: the newest of each id counts. */
export class AvcParameterSets {
  readonly #sps = new Map<number, Sps>();
  readonly #pps = new Map<number, Pps>();

  /**
   * Keeps what an SPS or PPS NAL unit says; other types are passed over.
   * @throws ParseError
   */
  add(nal: Uint8Array): void {
    const type = nal.length > 0 ? byteAt(nal, 0) & 0x1f : 0;
    if (type === AvcNalUnitType.sps) {
      const sps = readSps(nal);
      this.#sps.set(sps.id, sps);
    } else if (type === AvcNalUnitType.pps) {
      const pps = readPps(nal);
      this.#pps.set(pps.id, pps);
    }
  }

  /** The PPS of that id and its SPS, when both were seen. */
  get(ppsId: number): { readonly pps: Pps; readonly sps: Sps } | undefined {
    const pps = this.#pps.get(ppsId);
    const sps = pps && this.#sps.get(pps.spsId);
    return pps && sps && { pps, sps };
  }
}
