import { parseArgs } from 'node:util';

export const SCENARIOS = ['compare', 'capacity', 'newcomers', 'slow'] as const;
export type Scenario = (typeof SCENARIOS)[number];
export const SERVERS = [
  'node-media-server',
  'plain',
  'ours',
  'economy',
  'websocket',
  'node-media-server-rtmp',
  'rtmp',
] as const;
export type ServerName = (typeof SERVERS)[number];

export type Options = {
  readonly scenarios: readonly Scenario[];
  /** Servers of the comparison. */
  readonly servers: readonly ServerName[];
  /** Viewers of the comparison. */
  readonly viewers: number;
  /** Length of each measurement. */
  readonly seconds: number;
  /** The comparison is repeated in turns, and the means are compared: what else the machine does meets all alike. */
  readonly rounds: number;
  readonly capacityViewers: number;
  readonly slowSeconds: number;
  /** The Node that runs node-media-server; undefined: the same as for all. */
  readonly peerNode?: string;
};

export const USAGE = `Usage: npm run -s bench:fanout -- [options]
  --only LIST               of ${SCENARIOS.join(', ')}; all by default
  --servers LIST            of ${SERVERS.join(', ')}; all by default
  --viewers N               viewers of compare and slow, default 1000
  --seconds N               length of each measurement, default 20
  --rounds N                rounds of compare, default 1
  --capacity-viewers N      viewers of capacity, default 4500
  --slow-seconds N          length of slow, default 60
  --peer-node PATH          the Node that runs node-media-server, default the same
Needs Linux (/proc, taskset) and two cores: the server under test has the first one to itself.`;

export class WrongUsage extends Error {}

export function readOptions(args: string[]): Options {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args,
    options: {
      only: text(SCENARIOS.join(',')),
      servers: text(SERVERS.join(',')),
      viewers: text('1000'),
      seconds: text('20'),
      rounds: text('1'),
      'capacity-viewers': text('4500'),
      'slow-seconds': text('60'),
      'peer-node': { type: 'string' },
    },
  });
  return {
    scenarios: list(values.only, SCENARIOS),
    servers: list(values.servers, SERVERS),
    viewers: positive('viewers', values.viewers),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    capacityViewers: positive('capacity-viewers', values['capacity-viewers']),
    slowSeconds: positive('slow-seconds', values['slow-seconds']),
    ...(values['peer-node'] === undefined ? {} : { peerNode: values['peer-node'] }),
  };
}

function list<Name extends string>(value: string, allowed: readonly Name[]): Name[] {
  return value.split(',').map((name) => {
    const found = allowed.find((known) => known === name);
    if (!found) throw new WrongUsage(`"${name}" is not one of ${allowed.join(', ')}.`);
    return found;
  });
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new WrongUsage(`--${name} is a whole number from 1 on.`);
  return number;
}
