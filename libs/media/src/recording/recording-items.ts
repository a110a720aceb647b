import { type MetaItem, readMetaItems, readTopLevelBoxes } from '@lockstep/formats';
import type { ByteSource } from './byte-source.js';

/**
 * The items inside a finished recording.
 *
 * @returns none for a file without
 * @throws ParseError
 */
export async function recordingItems(source: ByteSource): Promise<MetaItem[]> {
  const { meta } = await readTopLevelBoxes(source, ['meta']);
  return meta ? readMetaItems(meta) : [];
}
