/** The byte at an index that the caller has checked: no bounds check and no branch in hot loops. */
export const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] as number;
