import { readSettings } from '../../src/config/settings.js';
import type { Manifest } from '../../src/backup/manifest.js';
import { Progress } from '../../src/backup/progress.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';

type Environment = Readonly<Record<string, string | undefined>>;

const quiet = () => ({ progress: new Progress(true), signal: new AbortController().signal });

/** What `npm run backup` does. */
export const backup = (file: string, environment: Environment): Promise<Manifest> =>
  takeBackup({ settings: readSettings(environment), environment, file, ...quiet() });

/** What `npm run restore` does. */
export const restore = (file: string, environment: Environment, signal?: AbortSignal): Promise<Manifest> =>
  restoreBackup({ settings: readSettings(environment), file, ...quiet(), ...(signal && { signal }) });
