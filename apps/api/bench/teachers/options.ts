import { parseArgs } from 'node:util';
import { type Database, DATABASES } from '../support/bench-server.js';
import { positive, WrongUsage } from '../support/usage.js';

export type Options = {
  /** Sessions with one viewer each. */
  readonly sessions: number;
  /** Sessions that are started in a second. */
  readonly rate: number;
  /** Length of the measurement. */
  readonly seconds: number;
  readonly database: Database;
  /** Whether the bare playout is measured beside it. */
  readonly peer: boolean;
  readonly json: boolean;
};

export const USAGE = `npm run -s bench:teachers -- [options]
What a virtual teacher costs in the running server: sessions of the shipped lesson "Yesterday", made and started over
the API, each with one HTTP-FLV viewer, while the server has the first core to itself. Beside it, in the same run, the
bare playout of libs/media with clips of that lesson. The server and all its sessions end with the benchmark.
  --sessions N                    default 400
  --rate N                        sessions started in a second, default 20
  --seconds N                     length of each measurement, default 15
  --database embedded|postgres    default embedded
  --no-peer                       without the bare playout
  --json                          one line of JSON in place of the table
Goals: at most 1.5 ms of CPU a session and second, and 99 % of the frames less than 20 ms late.
Needs Linux (/proc, taskset), two cores and a C compiler (cc).`;

/** @throws WrongUsage, and what `parseArgs` throws */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      sessions: { type: 'string', default: '400' },
      rate: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '15' },
      database: { type: 'string', default: 'embedded' },
      'no-peer': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const database = DATABASES.find((known) => known === values.database);
  if (database === undefined) throw new WrongUsage(`--database is ${DATABASES.join(' or ')}.`);
  return {
    sessions: positive('sessions', values.sessions),
    rate: positive('rate', values.rate),
    seconds: positive('seconds', values.seconds),
    database,
    peer: !values['no-peer'],
    json: values.json,
  };
}
