/** Bytes of a file, the last one included. */
export type ByteSpan = { readonly first: number; readonly last: number };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The single range of a `Range` header. RFC 9110, 14.1.2.
 *
 * @returns undefined where the whole is to be sent: no header, another unit, several ranges; `'none'` where the range has no byte of
 * the `size`
 */
export function readRange(header: string | undefined, size: number): ByteSpan | 'none' | undefined {
  const match = header === undefined ? null : RANGE.exec(header.trim());
  if (!match) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  const last = size - 1;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'none' : { first: size - length, last };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  return first > last ? 'none' : { first, last: to === '' ? last : Math.min(Number(to), last) };
}
