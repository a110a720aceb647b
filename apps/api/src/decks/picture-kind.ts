export type UploadKind = 'png' | 'jpeg' | 'webp' | 'pdf';

const starts: readonly (readonly [UploadKind, number, readonly number[]])[] = [
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
];
/** Readers take a PDF whose header is anywhere in its first KiB (ISO 32000-1, Annex H). */
const PDF_HEADER_WITHIN = 1024;

/** What a file is by its first bytes; its name and declared type are the sender's opinion. */
export function kindOf(bytes: Uint8Array): UploadKind | undefined {
  const known = starts.find(([, at, magic]) => magic.every((byte, i) => bytes[at + i] === byte));
  if (known) return known[0];
  return Buffer.from(bytes.subarray(0, PDF_HEADER_WITHIN)).includes('%PDF-') ? 'pdf' : undefined;
}
