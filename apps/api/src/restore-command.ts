import { inFolderOfCaller, runCommand } from './backup/command.js';
import { inMegabytes } from './backup/progress.js';

const help = `npm run restore -- FILE [--json]

Makes an installation of a file that npm run backup wrote: in the data folder DATA_DIR,
and in the PostgreSQL database DATABASE_URL or an embedded database in DATA_DIR. Which of
the two it was before does not matter, so this also moves from one to the other.

Both must be empty. The file is compared with its checksums before anything is
written; if anything fails, everything is as it was. An older Lockstep's backup is
brought up to date by the next start of the server; a newer one's is refused.

Settings are not changed: it prints those of the backup that are not set now.

  --json   print one line of JSON; no progress`;

await runCommand(help, async ({ file, isJson, progress, signal }) => {
  // a wrong call is answered without loading what a restore needs
  const { readSettings } = await import('./config/settings.js');
  const { restoreBackup } = await import('./backup/restore-backup.js');
  const { lackingSettings } = await import('./backup/settings-note.js');
  const settings = readSettings(process.env);
  const manifest = await restoreBackup({ settings, file: inFolderOfCaller(file), progress, signal });
  const lacking = lackingSettings(manifest, process.env);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = manifest.files.reduce((sum, entry) => sum + entry.bytes, 0);
  const folder = settings.get('DATA_DIR');
  if (isJson) {
    const counts = { madeAt: manifest.madeAt, rows, files: manifest.files.length, bytes };
    return void process.stdout.write(`${JSON.stringify({ folder, ...counts, lacking })}\n`);
  }
  const counts = `${String(rows)} rows, ${String(manifest.files.length)} files, ${inMegabytes(bytes)}`;
  process.stdout.write(`Restored into ${folder}: ${counts}, as of ${manifest.madeAt}.\n`);
  if (lacking.settings.length > 0)
    process.stdout.write(`Set before, and not now:\n  ${lacking.settings.join('\n  ')}\n`);
  if (lacking.secrets.length > 0)
    process.stdout.write(`Secret, set before, and not now: ${lacking.secrets.join(', ')}.\n`);
});
