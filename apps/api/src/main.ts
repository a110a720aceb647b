import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Application } from './application.js';
import { readSettings } from './config/settings.js';
import { StartupError } from './config/startup-error.js';
import { linksOf, printLinks, printSecrets, showProgress } from './links.js';

const usage = `Usage: node main.js [--json] [--new-token]
  --json       print the links as one line of JSON too
  --new-token  make another admin token and print it; while there is no
               admin account, also a new link that makes it`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, 'new-token': { type: 'boolean' } } });
  const settings = readSettings(process.env);
  const starting = Application.start(settings, { newToken: values['new-token'] ?? false });
  let stopping: Promise<void> | undefined;
  // a terminal's Ctrl-C and the program that started us may both ask, and before the start is over: one end
  const stop = () => {
    stopping ??= starting.then((started) => started[Symbol.asyncDispose]()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const application = await starting;
  if (stopping) return;
  printSecrets(await linksOf(application));
  if (application.preparing) {
    showProgress(application.preparing);
    await application.preparing.done;
    if (stopping) return;
  }
  const links = await linksOf(application);
  printLinks(links);
  if (values.json) process.stdout.write(`${JSON.stringify(links)}\n`);
}

/** One sentence for what a person can mend, the whole error for what only we can. */
function fail(error: unknown): never {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (isUsage) process.stderr.write(`${error.message}\n${usage}\n`);
  else if (error instanceof StartupError) process.stderr.write(`${error.message}\n`);
  else console.error(error);
  process.exit(isUsage ? 2 : 1);
}

main().catch(fail);
