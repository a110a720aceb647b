import { measureAlone, type Measurement } from './measure.js';
import type { Options, ServerName } from './options.js';
import type { LoadGenerator } from './processes.js';
import { atMost, print, round, table, type Goal } from './report.js';

const RUNS: Readonly<
  Record<ServerName, { script: string; query?: string; webSocket?: boolean; rtmp?: boolean }>
> = {
  'node-media-server': { script: 'node-media-server.mjs' },
  plain: { script: 'plain.ts' },
  ours: { script: 'ours.ts' },
  economy: { script: 'ours.ts', query: '?class=economy' },
  websocket: { script: 'ours.ts', webSocket: true },
  'node-media-server-rtmp': { script: 'node-media-server.mjs', rtmp: true },
  rtmp: { script: 'ours.ts', rtmp: true },
};

type Row = Pick<Measurement, 'cpuPerViewerSecond' | 'kibPerViewer' | 'kibWithGarbage'> & {
  p50: number;
  p99: number;
  starved: number;
};

const meanOf = (rows: readonly Row[], key: keyof Row): number =>
  rows.reduce((sum, row) => sum + row[key], 0) / rows.length;

/** A server runs for hours: what its first seconds cost, before the code is compiled, is not what a viewer costs. */
const WARM_UP_SECONDS = 20;

/** Ours beside its peers, one after the other on the same core with the same publisher and the same viewers. */
export async function compare(options: Options, generator: LoadGenerator): Promise<Goal[]> {
  const rounds = new Map<ServerName, Row[]>();
  for (let i = 0; i < options.rounds; i++) {
    for (const name of options.servers) {
      const { script, query = '', webSocket = false, rtmp = false } = RUNS[name];
      const { viewers, seconds } = options;
      const load = {
        viewers,
        seconds,
        warmUp: WARM_UP_SECONDS,
        path: `/live/bench.flv${query}`,
        webSocket,
        rtmp,
      };
      const { arrivals, ...measured } = await measureAlone(
        script,
        generator,
        load,
        name.startsWith('node-media-server') ? options.peerNode : undefined,
      );
      rounds.set(name, [...(rounds.get(name) ?? []), { ...measured, ...arrivals }]);
    }
  }
  const means = new Map([...rounds].map(([name, rows]) => [name, meanRow(rows)]));
  printTable(means, options);
  return goals(means);
}

const meanRow = (rows: readonly Row[]): Row => ({
  cpuPerViewerSecond: meanOf(rows, 'cpuPerViewerSecond'),
  kibPerViewer: meanOf(rows, 'kibPerViewer'),
  kibWithGarbage: meanOf(rows, 'kibWithGarbage'),
  p50: meanOf(rows, 'p50'),
  p99: meanOf(rows, 'p99'),
  starved: meanOf(rows, 'starved'),
});

function printTable(means: ReadonlyMap<ServerName, Row>, options: Options): void {
  const { viewers, seconds, rounds, peerNode } = options;
  const relative = (row: Row, to: ServerName): string => {
    const peer = means.get(to);
    return peer ? round(row.cpuPerViewerSecond / peer.cpuPerViewerSecond) : '';
  };
  const header = [
    '',
    'CPU us/viewer-s',
    'of NMS',
    'of plain',
    'p50 ms',
    'p99 ms',
    'KiB/viewer',
    'with garbage',
    'starved',
  ];
  const body = [...means].map(([name, row]) => [
    name,
    round(row.cpuPerViewerSecond),
    relative(row, 'node-media-server'),
    relative(row, 'plain'),
    round(row.p50),
    round(row.p99),
    round(row.kibPerViewer),
    round(row.kibWithGarbage),
    String(row.starved),
  ]);
  const title = `Compare: ${viewers} viewers of 1 Mbit/s, 25 frames/s, on one core; ${rounds} x ${seconds} s each`;
  print(peerNode ? `${title}; node-media-server in ${peerNode}` : title, table([header, ...body]));
}

function goals(means: ReadonlyMap<ServerName, Row>): Goal[] {
  const ours = means.get('ours');
  const economy = means.get('economy');
  const peer = means.get('node-media-server');
  const plain = means.get('plain');
  const found: Goal[] = [];
  const cpu = (row: Row, to: Row): number => row.cpuPerViewerSecond / to.cpuPerViewerSecond;
  if (ours && peer) found.push(atMost('CPU per viewer-second, of node-media-server', cpu(ours, peer), 0.25));
  if (ours && plain)
    found.push(atMost('CPU per viewer-second, of the plain broadcast', cpu(ours, plain), 1.15));
  if (economy && peer)
    found.push(atMost('CPU of the 350 ms class, of node-media-server', cpu(economy, peer), 0.07));
  const rtmp = means.get('rtmp');
  const rtmpPeer = means.get('node-media-server-rtmp');
  if (rtmp && rtmpPeer)
    found.push(atMost('CPU of an RTMP player, of node-media-server', cpu(rtmp, rtmpPeer), 0.4));
  if (ours && rtmp) found.push(atMost('CPU of an RTMP player, of an FLV viewer', cpu(rtmp, ours), 1.25));
  if (ours) {
    found.push(atMost('p99 from publishing to arrival', ours.p99, 15, ' ms'));
    found.push(atMost('memory per viewer', ours.kibPerViewer, 20, ' KiB'));
  }
  return found;
}
