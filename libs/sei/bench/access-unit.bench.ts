/**
 * What the one hot path costs: `npm run bench:sei [-- --seconds 2]` (seconds for each table). Stamping is compared with
 * one copy of the same bytes in the same run, scanning with memcpy of the same bytes.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  AccessUnitSplitter,
  ANNEX_B,
  AVCC,
  extractSei,
  insertSei,
  joinAnnexB,
  joinLengthPrefixed,
  LESSON_UUID,
  lessonSeiNalUnits,
  type NalFraming,
  sanitizeAccessUnit,
  splitAnnexB,
  stripSei,
} from '../src/index.js';
import { findSeiPlace, framedSize, hasSei, writeFramedSei } from '../src/access-unit.js';
import { measure } from './measure.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' } } });
const seconds = Number(values.seconds);

const message = {
  seq: 7,
  wallClockMs: 1_700_000_000_000,
  snapshot: false,
  repeat: false,
  body: new TextEncoder().encode('{"type":"slide.shown","deck":"d-7f3a","index":12,"step":2}'),
};
const sei = lessonSeiNalUnits(message);

/** A 720p camera picture, and pictures of other sizes made of the same bytes. */
function accessUnits(): Uint8Array[][] {
  const file = new URL('../fixtures/Zhling_1280x720.264', import.meta.url);
  const splitter = new AccessUnitSplitter();
  const nals = splitAnnexB(new Uint8Array(readFileSync(file)));
  const units = [...nals.map((nal) => splitter.push(nal)), splitter.end()];
  return units.flatMap((unit) => (unit ? [[...unit.nalUnits]] : []));
}

const pictures = accessUnits();
const content = joinAnnexB(pictures.flat()).filter((byte) => byte > 3);
const sized = (size: number): Uint8Array[] => [Uint8Array.of(0x41, ...content.slice(0, size - 5))];

console.log('Stamping one access unit, ns. The goal: under 2,000 ns above one copy of its bytes.');
console.log(
  '  memcpy: into memory that is already allocated.  copy: into new memory, as every new access unit needs it.',
);
console.log(
  '  insertSei: one allocation and one copy.  fused: placed while copying into memory that is already allocated, as FLV tags are.',
);
console.log('  build: the message to its SEI NAL unit, once an event.');
console.log('      bytes framing   memcpy    copy insertSei (above copy)  fused (above memcpy)  build');
for (const size of [1_000, 5_000, 20_000, 100_000]) {
  printStamping('AVCC', AVCC, joinLengthPrefixed(sized(size), 4));
  printStamping('Annex B', ANNEX_B, joinAnnexB(sized(size)));
}

function printStamping(name: string, framing: NalFraming, unit: Uint8Array): void {
  const target = new Uint8Array(unit.length + framedSize(sei, framing));
  const ns = measure(
    {
      memcpy: () => target.set(unit),
      copy: () => unit.slice(),
      insertSei: () => insertSei(unit, sei, framing),
      fused: () => stampInto(target, unit, framing),
      build: () => lessonSeiNalUnits(message),
    },
    seconds / 4,
  );
  const [memcpy = 0, copy = 0, inserted = 0, fused = 0, build = 0] = ns.values();
  const cell = (value: number, width: number): string => value.toFixed(0).padStart(width);
  console.log(
    `  ${cell(unit.length, 9)} ${name.padEnd(8)} ${cell(memcpy, 7)} ${cell(copy, 7)} ` +
      `${cell(inserted, 9)} ${cell(inserted - copy, 12)} ${cell(fused, 6)} ${cell(fused - memcpy, 14)} ${cell(build, 6)}`,
  );
}

/** What a writer does that copies the access unit anyway. */
function stampInto(target: Uint8Array, unit: Uint8Array, framing: NalFraming): void {
  const { offset, temporalIdPlus1 } = findSeiPlace(unit, framing);
  if (offset > 0) target.set(unit.subarray(0, offset));
  const behind = writeFramedSei(target, offset, sei, framing, 'h264', temporalIdPlus1);
  target.set(offset > 0 ? unit.subarray(offset) : unit, behind);
}

console.log('\nScanning for SEI, GB/s; the goals are above 1 (AVCC) and above 0.5 (Annex B)');
console.log('  what                                 GB/s   of memcpy');
const stamped = { avcc: many(joinStamped(AVCC)), annexB: many(joinStamped(ANNEX_B)) };
const plain = {
  avcc: many(pictures.map((nals) => joinLengthPrefixed(nals, 4))),
  annexB: many(pictures.map((nals) => joinAnnexB(nals))),
};
printScanning('AVCC, no SEI', plain.avcc, AVCC);
printScanning('AVCC, a message in every picture', stamped.avcc, AVCC);
printScanning('Annex B, no SEI', plain.annexB, ANNEX_B);
printScanning('Annex B, a message in every picture', stamped.annexB, ANNEX_B);

function joinStamped(framing: NalFraming): Uint8Array[] {
  const join = framing === AVCC ? (nals: Uint8Array[]) => joinLengthPrefixed(nals, 4) : joinAnnexB;
  return pictures.map((nals) => insertSei(join(nals), sei, framing));
}

/** 32 MB of pictures one behind the other, more than any cache holds. */
function many(units: readonly Uint8Array[]): Uint8Array[] {
  const once = units.reduce((size, unit) => size + unit.length, 0);
  const repeats = Math.ceil(32e6 / once);
  const memory = new Uint8Array(once * repeats);
  const views: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; i < repeats; i++) {
    for (const unit of units) {
      memory.set(unit, at);
      views.push(memory.subarray(at, at + unit.length));
      at += unit.length;
    }
  }
  return views;
}

function printScanning(name: string, units: readonly Uint8Array[], framing: NalFraming): void {
  const size = units.reduce((sum, unit) => sum + unit.length, 0);
  const target = new Uint8Array(Math.max(...units.map((unit) => unit.length)));
  const all = (run: (unit: Uint8Array) => unknown) => () => units.forEach((unit) => run(unit));
  const ns = measure(
    {
      memcpy: all((unit) => target.set(unit)),
      hasSei: all((unit) => hasSei(unit, framing)),
      extractSei: all((unit) => extractSei(unit, framing)),
      stripSei: all((unit) => stripSei(unit, LESSON_UUID, framing)),
      sanitizeAccessUnit: all((unit) => sanitizeAccessUnit(unit, LESSON_UUID, framing)),
    },
    seconds / 2,
  );
  const memcpy = ns.get('memcpy') as number;
  for (const [operation, time] of ns) {
    const label = `${name}: ${operation}`.padEnd(48);
    console.log(
      `  ${label} ${(size / time).toFixed(2).padStart(8)} ${(memcpy / time).toFixed(2).padStart(8)}`,
    );
  }
}
