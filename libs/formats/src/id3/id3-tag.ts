const HEADER = [0x49, 0x44, 0x33, 4, 0, 0]; // "ID3", version 2.4.0, no flags
const PRIVATE_FRAME = [0x50, 0x52, 0x49, 0x56]; // "PRIV"
const HEADER_BYTES = 10;
/** Four bytes of seven bits. */
const LARGEST = 2 ** 28 - 1;

/**
 * An ID3v2.4 tag with one private frame: what HLS calls timed metadata.
 * Specification: id3.org, id3v2.4.0-structure, 3.1; id3v2.4.0-frames, 4.27.
 * @param owner an address or URN that says what the data is; Latin-1
 * @throws RangeError for data of 256 MiB and more
 */
export function id3PrivateTag(owner: string, data: Uint8Array): Uint8Array {
  const frameBytes = owner.length + 1 + data.length;
  if (frameBytes + HEADER_BYTES > LARGEST)
    throw new RangeError(`An ID3 tag cannot hold ${data.length} bytes.`);
  const tag = new Uint8Array(2 * HEADER_BYTES + frameBytes);
  tag.set([
    ...HEADER,
    ...syncsafe(frameBytes + HEADER_BYTES),
    ...PRIVATE_FRAME,
    ...syncsafe(frameBytes),
    0,
    0,
  ]);
  for (let i = 0; i < owner.length; i++) tag[2 * HEADER_BYTES + i] = owner.charCodeAt(i);
  tag.set(data, 2 * HEADER_BYTES + owner.length + 1);
  return tag;
}

/** Seven bits a byte, so that no size looks like the sync word of MPEG audio. */
const syncsafe = (size: number): number[] => [
  size >>> 21,
  (size >>> 14) & 0x7f,
  (size >>> 7) & 0x7f,
  size & 0x7f,
];
