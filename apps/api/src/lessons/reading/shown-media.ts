import type { LessonAsset, ScriptMedia, ShownMedia } from '@lockstep/contracts';
import { mediaKindOf } from '@lockstep/lesson';
import { pathOfFile } from './text-reading.js';

/** As pages show it. Undefined for a file that is not there, or nothing to be shown: the check of the script told so. */
export function shownMedia(
  { file, alt }: ScriptMedia,
  files: readonly LessonAsset[],
): ShownMedia | undefined {
  const kind = mediaKindOf(file);
  const asset = files.find(({ path }) => path === pathOfFile(file));
  return kind && asset && { kind, id: asset.sha256, alt };
}
