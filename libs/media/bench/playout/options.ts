import { parseArgs } from 'node:util';

export const SCENARIOS = ['compare', 'capacity'] as const;
export type Scenario = (typeof SCENARIOS)[number];

export type Options = {
  readonly scenarios: readonly Scenario[];
  /** Sessions of our server, each with one viewer. */
  readonly sessions: number;
  /** ffmpeg processes beside them, each with one viewer. */
  readonly peers: number;
  /** Length of each measurement. */
  readonly seconds: number;
  /** The comparison is repeated in turns, and the means are compared: what else the machine does meets both alike. */
  readonly rounds: number;
  readonly capacitySessions: number;
};

export const USAGE = `Usage: npm run -s bench:playout -- [options]
  --only LIST              of ${SCENARIOS.join(', ')}; all by default
  --sessions N             sessions with one viewer each, default 200
  --peers N                ffmpeg processes with one viewer each, default 40
  --seconds N              length of each measurement, default 20
  --rounds N               rounds of compare, default 1
  --capacity-sessions N    sessions of capacity, default 500
Needs Linux (/proc, taskset), two cores, ffmpeg with libx264, and a C compiler (cc): what is measured has the first core to itself.`;

export class WrongUsage extends Error {}

export function readOptions(args: string[]): Options {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args,
    options: {
      only: text(SCENARIOS.join(',')),
      sessions: text('200'),
      peers: text('40'),
      seconds: text('20'),
      rounds: text('1'),
      'capacity-sessions': text('500'),
    },
  });
  return {
    scenarios: values.only.split(',').map(scenario),
    sessions: positive('sessions', values.sessions),
    peers: positive('peers', values.peers),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    capacitySessions: positive('capacity-sessions', values['capacity-sessions']),
  };
}

function scenario(name: string): Scenario {
  const found = SCENARIOS.find((known) => known === name);
  if (!found) throw new WrongUsage(`"${name}" is not one of ${SCENARIOS.join(', ')}.`);
  return found;
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new WrongUsage(`--${name} is a whole number from 1 on.`);
  return number;
}
