import { addEmulationPrevention } from '../src/emulation-prevention.js';

/** Fields of a NAL unit written out as digits, so that a test shows every bit and does not depend on the writers that it checks. */

/** u(n) */
export const u = (width: number, value: number): string => value.toString(2).padStart(width, '0');

/** ue(v), 9.1 */
export function ue(value: number): string {
  const code = (value + 1).toString(2);
  return '0'.repeat(code.length - 1) + code;
}

/** se(v), 9.1.1 */
export const se = (value: number): string => ue(value > 0 ? 2 * value - 1 : -2 * value);

/** The NAL unit with these header bytes and fields, rbsp_trailing_bits and emulation prevention. */
export function nalUnit(header: readonly number[], ...fields: readonly string[]): Uint8Array {
  const digits = `${fields.join('')}1`;
  const padded = digits.padEnd(Math.ceil(digits.length / 8) * 8, '0');
  const payload = padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return addEmulationPrevention(Uint8Array.from([...header, ...payload]));
}
