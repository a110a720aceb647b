import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FFMPEG } from '../../e2e/support/ffmpeg.js';
import { cpuMicrosecondsOf, pinned, SERVER_CORE, start, stop } from '../fanout/processes.js';
import type { Streams } from './viewers.js';

/** The clips that all play: files in the house format. */
export type Clips = { readonly idle: string; readonly talk: string };

/** Processes on the first core that play clips to viewers. */
export interface Contestant extends AsyncDisposable {
  readonly streams: Streams;
  /** User and system time of all its processes so far. */
  readonly cpuMicroseconds: number;
}

/** Our server: all sessions in one process. */
export async function startSessions(sessions: number, { idle, talk }: Clips): Promise<Contestant> {
  const script = fileURLToPath(new URL('./servers/sessions.ts', import.meta.url));
  const command = [process.execPath, ...process.execArgv, script, String(sessions), idle, talk];
  const server = start(pinned(SERVER_CORE, command), true);
  const [{ httpPort }] = (await once(server, 'message')) as [{ httpPort: number }];
  return {
    streams: { port: httpPort, portStep: 0, path: '/live/s%d.flv', viewers: sessions },
    get cpuMicroseconds() {
      return cpuMicrosecondsOf(server.pid);
    },
    [Symbol.asyncDispose]: () => stop(server),
  };
}

/** One ffmpeg for each session, as HTTP server of its one viewer. */
export async function startPeers(sessions: number, { talk }: Clips): Promise<Contestant> {
  const port = await freePorts(sessions);
  const peers = Array.from({ length: sessions }, (_, i) => startPeer(port + i, talk));
  while (!areListening(port, sessions)) await wait(100);
  return {
    streams: { port, portStep: 1, path: '/', viewers: sessions },
    get cpuMicroseconds() {
      return peers.reduce((sum, { pid }) => sum + cpuMicrosecondsOf(pid), 0);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(peers.map((peer) => stop(peer)));
    },
  };
}

function startPeer(port: number, clip: string): ChildProcess {
  const input = ['-hide_banner', '-nostdin', '-v', 'fatal', '-re', '-stream_loop', '-1', '-i', clip];
  const output = ['-c', 'copy', '-flvflags', 'no_duration_filesize', '-f', 'flv', '-listen', '1'];
  return start(pinned(SERVER_CORE, [FFMPEG, ...input, ...output, `http://127.0.0.1:${port}/`]));
}

/** Each of them takes one connection only, so nobody may knock. */
function areListening(port: number, count: number): boolean {
  const LISTEN = '0A';
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  const ports = rows.map((row) => /^ *\d+: [0-9A-F]{8}:([0-9A-F]{4}) \S+ (\S\S)/.exec(row));
  const listening = new Set(ports.filter((row) => row?.[2] === LISTEN).map((row) => Number(`0x${row?.[1]}`)));
  return Array.from({ length: count }, (_, i) => port + i).every((one) => listening.has(one));
}

/** The first of so many ports in a row of which nobody uses the first and the last. */
async function freePorts(count: number): Promise<number> {
  for (let from = 20_000; from + count < 30_000; from += count) {
    const free = await Promise.all([from, from + count - 1].map((port) => isFree(port)));
    if (free.every(Boolean)) return from;
  }
  throw new Error(`No ${count} free ports in a row.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve((server.address() as AddressInfo).port === port));
    server.once('error', () => resolve(false));
  });
  server.listen(port, '127.0.0.1');
  const free = await listening;
  server.close();
  return free;
}
