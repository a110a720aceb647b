import { inFolderOfCaller, runCommand } from './backup/command.js';
import type { Manifest } from './backup/manifest.js';
import { inMegabytes } from './backup/progress.js';

const help = `npm run backup -- FILE [--json]

Writes an installation into one file: the database of either kind, slides, files of
lessons, clips, media and recordings, and what the environment sets. DATA_DIR,
DATABASE_URL and the other settings are those of the server.

With DATABASE_URL the server may run meanwhile: the tables are those of one moment.
The embedded database belongs to one process: stop the server first.

Of what is in a bucket (S3_BUCKET) the file has the names and sizes; the objects
stay where they are.

The file holds what the database holds, and so its secrets: keys of streams and of
webhooks, hashes of passwords. Keep it as safe as the database. Secret settings are
not in it: it names them.

  --json   print one line of JSON; no progress`;

/** What was written, for people and for programs. */
function summaryOf(file: string, { tables, files, objects, secrets }: Manifest) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = files.reduce((sum, entry) => sum + entry.bytes, 0);
  return { file, tables: tables.length, rows, files: files.length, bytes, objects: objects.length, secrets };
}

await runCommand(help, async ({ file, isJson, progress, signal }) => {
  const { env: environment } = process;
  const target = inFolderOfCaller(file);
  // a wrong call is answered without loading what a backup needs
  const { readSettings } = await import('./config/settings.js');
  const { takeBackup } = await import('./backup/take-backup.js');
  const settings = readSettings(environment);
  const manifest = await takeBackup({ settings, environment, file: target, progress, signal });
  const summary = summaryOf(target, manifest);
  if (isJson) return void process.stdout.write(`${JSON.stringify(summary)}\n`);
  const counts = `${String(summary.rows)} rows of ${String(summary.tables)} tables, ${String(summary.files)} files, ${inMegabytes(summary.bytes)}`;
  process.stdout.write(`${target}: ${counts}. It holds secrets of the database: keep it as safe.\n`);
  if (summary.objects > 0)
    process.stdout.write(`${String(summary.objects)} objects stay in the bucket; keep the bucket too.\n`);
  if (summary.secrets.length > 0)
    process.stdout.write(`These settings are secret and not in it: ${summary.secrets.join(', ')}.\n`);
});
