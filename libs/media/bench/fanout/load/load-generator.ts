/**
 * The viewers of load-generator.c in Node, for machines without a C compiler: same options, same output, coarser
 * figures, because receiving costs Node about as much as sending costs the server.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    host: { ...text, default: '127.0.0.1' },
    port: { ...text, default: '0' },
    path: { ...text, default: '/live/bench.flv' },
    mark: { ...text, default: '' },
    viewers: { ...text, default: '1000' },
    'connect-rate': { ...text, default: '2000' },
    'warm-up': { ...text, default: '2' },
    seconds: { ...text, default: '10' },
    newcomers: { ...text, default: '0' },
    'newcomer-rate': { ...text, default: '1000' },
    'slow-every': { ...text, default: '0' },
    'slow-bytes': { ...text, default: '12500' },
    'web-socket': { ...text, default: '0' },
    request: text,
    begin: { ...text, default: 'FLV\x01' },
  },
});
const number = (name: keyof typeof values): number => Number(values[name]);
const mark = Buffer.from(values.mark, 'hex');
const STAMP_DIGITS = 16;
const STAMP_BYTES = mark.length + STAMP_DIGITS;
const SLOW_LOOKS_PER_SECOND = 20;
const NEWCOMER_LIMIT_MS = 1000;

const nowNs = (): bigint => process.hrtime.bigint();
const say = (what: object): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);

const latencies: number[] = [];
const firstBytes: number[] = [];
const totals = { opened: 0, failed: 0, closed: 0, bytes: 0, stamps: 0 };
let window = { from: 0n, to: 0n };

const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const request =
  values.request === undefined
    ? `GET ${values.path} HTTP/1.1\r\nHost: ${values.host}\r\n${number('web-socket') ? upgrade : ''}\r\n`
    : readFileSync(values.request);

class Viewer {
  frames = 0;
  firstByteMs: number | undefined;
  readonly openedAt = nowNs();
  readonly socket: Socket;
  #tail: Buffer = Buffer.alloc(0);

  constructor(
    readonly isNewcomer: boolean,
    readonly isSlow: boolean,
  ) {
    this.socket = connect({ host: values.host, port: number('port'), noDelay: true });
    this.socket.write(request);
    this.socket.on('error', () => totals.failed++).on('close', () => totals.closed++);
    if (!isSlow) this.socket.on('data', (bytes: Buffer) => this.receive(bytes));
    totals.opened++;
  }

  /** Takes what a slow viewer is allowed to. */
  readSlowly(byteLength: number): void {
    const bytes = (this.socket.read(Math.min(byteLength, this.socket.readableLength)) ?? undefined) as
      Buffer | undefined;
    if (bytes) this.receive(bytes);
  }

  receive(chunk: Buffer): void {
    const at = nowNs();
    const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : chunk;
    if (this.firstByteMs === undefined && bytes.includes(values.begin)) this.#begin(at);
    if (at >= window.from && at < window.to) totals.bytes += chunk.length;
    let found = bytes.indexOf(mark);
    for (
      ;
      found >= 0 && found + STAMP_BYTES <= bytes.length;
      found = bytes.indexOf(mark, found + STAMP_BYTES)
    ) {
      this.#count(BigInt(`0x${bytes.toString('latin1', found + mark.length, found + STAMP_BYTES)}`), at);
    }
    this.#tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - STAMP_BYTES + 1)));
  }

  #begin(at: bigint): void {
    this.firstByteMs = Number(at - this.openedAt) / 1e6;
    if (this.isNewcomer) firstBytes.push(this.firstByteMs);
  }

  #count(stamp: bigint, at: bigint): void {
    if (stamp < window.from || stamp >= window.to || stamp <= this.openedAt) return;
    this.frames++;
    totals.stamps++;
    if (!this.isSlow) latencies.push(Number(at - stamp) / 1e6);
  }
}

const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? -1;

function report(viewers: readonly Viewer[]): void {
  const regular = viewers
    .filter(({ isNewcomer, isSlow }) => !isNewcomer && !isSlow)
    .map(({ frames }) => frames);
  const most = regular.reduce((a, b) => Math.max(a, b), 0);
  const late = viewers.filter((v) => v.isNewcomer && (v.firstByteMs ?? Infinity) > NEWCOMER_LIMIT_MS);
  const sorted = Float64Array.from(latencies).sort();
  const first = Float64Array.from(firstBytes).sort();
  const at = (values: Float64Array, p: number): number => percentile(Array.from(values), p);
  say({
    event: 'done',
    ...totals,
    begun: viewers.filter(({ firstByteMs }) => firstByteMs !== undefined).length,
    mostFrames: most,
    fewestFrames: regular.reduce((a, b) => Math.min(a, b), most),
    starved: regular.filter((frames) => frames < most * 0.95).length,
    ...{ p50: at(sorted, 0.5), p99: at(sorted, 0.99), p999: at(sorted, 0.999), max: at(sorted, 1) },
    newcomersLate: late.length,
    ...{ firstByteP50: at(first, 0.5), firstByteP99: at(first, 0.99), firstByteMax: at(first, 1) },
  });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens `count` viewers at a rate. */
async function open(viewers: Viewer[], count: number, perSecond: number, isNewcomer: boolean): Promise<void> {
  const [begunAt, slowEvery] = [performance.now(), number('slow-every')];
  for (let i = 0; i < count;) {
    const due = ((performance.now() - begunAt) / 1000) * perSecond;
    for (; i < count && i <= due; i++) {
      viewers.push(new Viewer(isNewcomer, !isNewcomer && slowEvery > 0 && i % slowEvery === 0));
    }
    await wait(1);
  }
}

const viewers: Viewer[] = [];
await open(viewers, number('viewers'), number('connect-rate'), false);
setInterval(() => {
  for (const viewer of viewers) {
    if (viewer.isSlow) viewer.readSlowly(number('slow-bytes') / SLOW_LOOKS_PER_SECOND);
  }
}, 1000 / SLOW_LOOKS_PER_SECOND);
await wait(number('warm-up') * 1000);
const from = nowNs();
window = { from, to: from + BigInt(Math.round(number('seconds') * 1e9)) };
say({ event: 'window' });
await wait((number('seconds') * 1000) / 5);
if (number('newcomers') > 0) {
  say({ event: 'newcomers' });
  await open(viewers, number('newcomers'), number('newcomer-rate'), true);
}
while (nowNs() < window.to) await wait(1);
say({ event: 'windowEnd' });
await wait(500);
report(viewers);
process.exit(0);
