import { AssetPath } from '@lockstep/contracts';
import * as z from 'zod';

/** Name of the manifest within a package. No file of a lesson has a name that begins with a dot. */
export const MANIFEST = '.lockstep/manifest.json';
const FORMAT = 'lockstep-lesson';
/** Readers refuse a package of a later version than they know. */
export const PACKAGE_VERSION = 1;

const Content = z.strictObject({
  path: AssetPath,
  sizeBytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is in a package, and how much of it: read before anything else. */
export const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  title: z.string(),
  language: z.string(),
  script: Content.describe('The text of the lesson.'),
  files: z.array(Content).max(1000),
});
export type Manifest = z.infer<typeof Manifest>;
export type PackedContent = z.infer<typeof Content>;

export const manifestOf = (content: Omit<Manifest, 'format' | 'version'>): Manifest => ({
  format: FORMAT,
  version: PACKAGE_VERSION,
  ...content,
});

/** A name for the text that no file has. */
export function scriptPathAmong(paths: ReadonlySet<string>): string {
  let path = 'lesson.yaml';
  for (let n = 2; paths.has(path); n++) path = `lesson-${String(n)}.yaml`;
  return path;
}
