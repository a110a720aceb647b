const ascii = (head: Buffer, from: number, to: number): string => head.subarray(from, to).toString('latin1');

/** The media type of a recording or a film by its first bytes; its name is the sender's opinion. */
export function playedTypeOf(head: Buffer): string | undefined {
  if (head.length < 12) return undefined;
  // ISO/IEC 14496-12: the major brand of an audio file says so
  if (ascii(head, 4, 8) === 'ftyp') return /^M4[AB] /.test(ascii(head, 8, 12)) ? 'audio/mp4' : 'video/mp4';
  if (ascii(head, 0, 3) === 'FLV') return 'video/x-flv';
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'audio/wav';
  // Matroska and WebM (RFC 8794): EBML header, and the document type within it
  if (head.readUInt32BE(0) === 0x1a45dfa3) return head.includes('webm') ? 'video/webm' : undefined;
  return isMp3(head) ? 'audio/mpeg' : undefined;
}

/** An ID3 tag, or the header of a frame of layer III (ISO/IEC 11172-3, 2.4.2.3). */
function isMp3(head: Buffer): boolean {
  if (ascii(head, 0, 3) === 'ID3') return true;
  const [first = 0, second = 0, third = 0] = head;
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isLayer3 && third >> 4 !== 0xf && (third & 0x0c) !== 0x0c;
}
