import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { RosterFileError } from './roster.js';

/** Of all tables together, unpacked. An archive of 8 MiB would become 8 GiB. */
const MAX_UNPACKED_BYTES = 24 * 1024 * 1024;
/** OneRoster has 20 tables. */
const MAX_ENTRIES = 100;

/**
 * The named files of an archive, wherever in it they are. They are unpacked piece by piece, and not further than the limit: what an
 * archive says of its sizes is not believed.
 *
 * @throws RosterFileError when it is damaged, or holds more than is taken
 */
export async function unzip(archive: Buffer, wanted: readonly string[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let left = MAX_UNPACKED_BYTES;
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > MAX_ENTRIES) throw new RosterFileError('archive', '');
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.split('/').at(-1)?.toLowerCase() ?? '';
      if (!wanted.includes(name) || files.has(name)) continue;
      const bytes = await bytesOf(zip, entry, left);
      files.set(name, bytes);
      left -= bytes.length;
    }
    return files;
  } catch (error) {
    throw error instanceof RosterFileError ? error : new RosterFileError('archive', '');
  }
}

async function bytesOf(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new RosterFileError('too-large', String(MAX_UNPACKED_BYTES / (1024 * 1024)));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A local file header, or the end of an empty archive (APPNOTE.TXT, 4.3). */
export function isZip(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return head === 'PK\u0003\u0004' || head === 'PK\u0005\u0006';
}
