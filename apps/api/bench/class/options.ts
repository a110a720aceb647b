import { parseArgs } from 'node:util';
import { type Database, DATABASES } from '../support/bench-server.js';
import { positive, WrongUsage } from '../support/usage.js';

export type Options = {
  readonly students: number;
  /** Within which all of them join, s. */
  readonly within: number;
  readonly database: Database;
  readonly json: boolean;
};

export const USAGE = `npm run -s bench:class -- [options]
A class that comes at once, at the running server: students join over REST, connect their sockets and say that they
watch, all within some seconds, while a teacher's page is open; then all of them answer one question within a second.
Every answer must be on record when it is acknowledged. The server has a core to itself and ends with the benchmark.
  --students N                    default 300
  --within SECONDS                in which they join, default 10
  --database embedded|postgres    default embedded
  --json                          one line of JSON in place of the table
Goals: 95 % of the joins in less than 500 ms, 95 % of the answers acknowledged in less than 500 ms, nothing lost.
Needs Linux (/proc, taskset) and two cores.`;

/** @throws WrongUsage, and what `parseArgs` throws */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      students: { type: 'string', default: '300' },
      within: { type: 'string', default: '10' },
      database: { type: 'string', default: 'embedded' },
      json: { type: 'boolean', default: false },
    },
  });
  const database = DATABASES.find((known) => known === values.database);
  if (database === undefined) throw new WrongUsage(`--database is ${DATABASES.join(' or ')}.`);
  return {
    students: positive('students', values.students),
    within: positive('within', values.within),
    database,
    json: values.json,
  };
}
