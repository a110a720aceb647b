/** The same as frame-buffer-reader.c, for machines without a C compiler. */
import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers';

const [path = '', intervalUs = '1000', ...rowTexts] = process.argv.slice(2);
const file = openSync(path, 'r');
const header = Buffer.alloc(100);
readSync(file, header, 0, header.length, 0);
const field = (/** @type {number} */ index) => header.readUInt32BE(4 * index);
if (field(11) !== 32) throw new Error('A screen of 32 bits per pixel is needed.');
const start = field(0) + field(19) * 12;
const stride = field(12);

/** Each row is read with one call: from its first point to its last. */
const rows = rowTexts.map((text) => {
  const points = text.split(' ').map((point) => point.split(',').map(Number));
  const at = points.map(([x = 0, y = 0]) => start + y * stride + x * 4 + 1);
  const from = Math.min(...at);
  return { at: at.map((offset) => offset - from), from, bytes: Buffer.alloc(Math.max(...at) - from + 1) };
});

const pause = new Int32Array(new SharedArrayBuffer(4));
let last = '';
let ended = false;
process.stdin.on('end', () => (ended = true)).resume();

function look() {
  const values = rows.map(({ at, from, bytes }) => {
    readSync(file, bytes, 0, bytes.length, from);
    return at.reduce((bits, offset, bit) => bits + ((bytes[offset] ?? 0) > 127 ? 2 ** bit : 0), 0);
  });
  const text = values.join(' ');
  if (text === last) return;
  last = text;
  process.stdout.write(`${process.hrtime.bigint() / 1000n} ${text}\n`);
}

function turn() {
  for (let looks = 0; looks < 16; looks++) {
    look();
    Atomics.wait(pause, 0, 0, Number(intervalUs) / 1000);
  }
  if (ended) closeSync(file);
  else setImmediate(turn);
}
turn();
