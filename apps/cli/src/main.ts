#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommandLine } from './cli.js';

/** The reader of our output may stop reading: `lockstep sei inspect FILE | head` is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
process.exitCode = await runCommandLine(process.argv.slice(2), version);
