import * as z from 'zod';

/** Name of the manifest within a backup. It is written last, when everything else is known. */
export const MANIFEST = 'manifest.json';
const FORMAT = 'lockstep-backup';
/** Readers refuse a backup of a later version than they know. */
export const BACKUP_VERSION = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.string().min(1).max(200);
/** Relative, with slashes, and never out of the folder that it is below. */
const FilePath = z
  .string()
  .max(1000)
  .refine((path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'));

/** A file of the backup, as it is there. */
const Entry = z.object({ path: FilePath, bytes: z.int().min(0), sha256: Sha256 });
export type Entry = z.infer<typeof Entry>;

/** A table: a line of JSON for each row, an array of the texts of its columns. */
const Table = z.object({
  name: Name,
  columns: z.array(z.object({ name: Name, type: Name })).min(1),
  rows: z.int().min(0),
  entry: Entry,
});
export type Table = z.infer<typeof Table>;

/** Where a counter of the database stands: what it gave last, null where it gave nothing yet. */
const Counter = z.object({ table: Name, column: Name, last: z.string().regex(/^\d+$/).nullable() });
export type Counter = z.infer<typeof Counter>;

/** What is in a bucket, and stays there. */
const StoredObject = z.object({ key: z.string().max(1024), bytes: z.int().min(0) });
export type StoredObject = z.infer<typeof StoredObject>;

export const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  madeAt: z.iso.datetime(),
  database: z.enum(['embedded', 'postgresql']),
  /** Names of those that made its tables, in order. */
  migrations: z.array(Name).min(1),
  tables: z.array(Table).max(1000),
  counters: z.array(Counter),
  files: z.array(Entry),
  objects: z.array(StoredObject),
  settings: z.record(Name, z.string()).describe('What the environment set, without secrets.'),
  secrets: z.array(Name).describe('Names of the settings that were left out because they are secret.'),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestOf = (content: Omit<Manifest, 'format' | 'version'>): Manifest => ({
  format: FORMAT,
  version: BACKUP_VERSION,
  ...content,
});
