import 'reflect-metadata';
import { FiguresStore } from './analytics/figures-store.js';
import { readSettings } from './config/settings.js';
import { StartupError } from './config/startup-error.js';
import { DataFolder } from './database/data-folder.js';
import { DatabaseEngine } from './database/database-engine.js';
import { entities } from './entities.js';

/** `npm run analytics:rebuild`: counts every session anew, on the database of a server that is stopped. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  using folder = await DataFolder.open(settings.get('DATA_DIR'));
  await using engine = await DatabaseEngine.open(settings, entities);
  const sessions = await new FiguresStore(engine.dataSource).rebuild();
  process.stdout.write(`${JSON.stringify({ dataFolder: folder.path, sessions })}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof StartupError) process.stderr.write(`${error.message}\n`);
  else console.error(error);
  process.exitCode = 1;
});
