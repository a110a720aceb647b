import type { AccessUnitToStamp, SeiStamper } from '../src/stream/sei-stamper.js';

/** The access unit as it leaves the stamper, in one piece. */
export function stampedBytes(stamper: SeiStamper, unit: AccessUnitToStamp): Uint8Array {
  const pieces = stamper.stampAccessUnit(unit);
  return pieces === undefined ? unit.bytes : Buffer.concat(pieces);
}
