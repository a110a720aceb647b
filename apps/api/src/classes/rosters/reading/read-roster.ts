import { readCsvRoster } from './csv-roster.js';
import { readOneRoster } from './one-roster.js';
import type { Roster } from './roster.js';
import { isZip } from './unzip.js';

/** @throws RosterFileError when nothing of the file can be taken */
export async function readRoster(bytes: Uint8Array): Promise<Roster> {
  return isZip(bytes) ? readOneRoster(Buffer.from(bytes)) : readCsvRoster(bytes);
}
