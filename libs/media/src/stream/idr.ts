const NAL_IDR_SLICE = 5;

/**
 * Whether an AVCC sample holds a slice of an IDR picture (nal_unit_type 5), whatever its container says of it.
 * Looks at one byte a NAL unit; a length that leads past the end ends the search.
 */
export function containsIdr(sample: Uint8Array, lengthSize: 1 | 2 | 4): boolean {
  let offset = 0;
  while (offset + lengthSize < sample.length) {
    let length = 0;
    for (let i = 0; i < lengthSize; i++) length = length * 256 + (sample[offset + i] ?? 0);
    offset += lengthSize;
    if (((sample[offset] ?? 0) & 0x1f) === NAL_IDR_SLICE) return true;
    offset += length;
  }
  return false;
}
