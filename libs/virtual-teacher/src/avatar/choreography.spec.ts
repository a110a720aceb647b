import { describe, expect, it } from 'vitest';
import { actIdle, actSentence } from './choreography.js';
import { CLOSED, mouthOfLoudness, mouthOfPhones } from './mouth-shapes.js';
import {
  LAYERS,
  lookSprite,
  LOOKS,
  mouthSprite,
  POSITIONS,
  positionOf,
  positionSprite,
  SWAYS,
} from './sprite-grid.js';

const REST = positionOf({ sway: 0, nod: 0 });
const FRAMES = 120;
const phone = (name: string, startMs: number, endMs: number) => ({ name, startMs, endMs });

const performance = {
  videoFrames: FRAMES,
  samples: new Int16Array(FRAMES * 1920),
  phones: [phone('pau', 0, 400), phone('aa', 400, 1000), phone('m', 1000, 1400), phone('uw', 1400, 2000)],
  stresses: [{ startMs: 400, endMs: 800 }],
};
type Act = { position: number; look: number; mouth: number }[];

function read(layers: Int32Array): Act {
  return Array.from({ length: layers.length / LAYERS }, (_, frame) => {
    const [, position = 0, look = 0, mouth = 0] = layers.subarray(frame * LAYERS, (frame + 1) * LAYERS);
    const place = position - positionSprite(0);
    return { position: place, look: look - lookSprite(place, 0), mouth: mouth - mouthSprite(place, 0) };
  });
}
const distance = (a: number, b: number) =>
  Math.abs((a % SWAYS) - (b % SWAYS)) + Math.abs(Math.floor(a / SWAYS) - Math.floor(b / SWAYS));
const act = read(actSentence(performance));

describe('an avatar that speaks', () => {
  it('begins and ends at rest with closed lips and open eyes, so that clips can follow each other', () => {
    for (const frame of [act[0], act.at(-1)]) expect(frame).toEqual({ position: REST, look: 0, mouth: 0 });
  });

  it('moves without a jump', () => {
    for (let frame = 1; frame < act.length; frame++) {
      expect(distance(act[frame]?.position ?? 0, act[frame - 1]?.position ?? 0)).toBeLessThanOrEqual(2);
    }
    expect(new Set(act.map(({ position }) => position)).size).toBeGreaterThan(4);
  });

  it('opens the mouth for a vowel and closes it for an m and for silence', () => {
    expect(act[17]?.mouth).toBeGreaterThan(12);
    expect(act[29]?.mouth).toBe(0);
    expect(act.slice(60).every(({ mouth }) => mouth === 0)).toBe(true);
  });

  it('raises its brows for a stressed word, and blinks', () => {
    expect((act[14]?.look ?? 0) % 3).toBe(2);
    expect(act.some(({ look }) => look >= LOOKS - 3)).toBe(true);
  });

  it('does the same for the same words', () => {
    expect(actSentence(performance)).toEqual(actSentence(performance));
  });
});

it('an avatar that waits goes round without a seam', () => {
  const idle = read(actIdle(240));
  expect(distance(idle[0]?.position ?? 0, idle.at(-1)?.position ?? 0)).toBeLessThanOrEqual(1);
  expect(distance(idle[0]?.position ?? 0, REST)).toBeLessThanOrEqual(1);
  expect(idle.every(({ mouth, position }) => mouth === 0 && position >= 0 && position < POSITIONS)).toBe(
    true,
  );
  expect(idle.some(({ look }) => look >= LOOKS - 3)).toBe(true);
});

describe('the mouth', () => {
  it('glides from one phone to the next', () => {
    const phones = [phone('m', 0, 200), phone('aa', 200, 400)];
    const openings = [100, 170, 200, 230, 300].map((atMs) => mouthOfPhones(phones, atMs).open);
    expect(openings).toEqual(openings.toSorted((a, b) => a - b));
    expect(mouthOfPhones(phones, 2000)).toEqual(CLOSED);
  });

  it('follows the loudness where a voice names no phones', () => {
    const samples = Int16Array.from({ length: 48_000 }, (_, index) =>
      index < 24_000 ? 0 : 8000 * Math.sin((2 * Math.PI * 1200 * index) / 48_000),
    );
    expect(mouthOfLoudness(samples, 48_000, 200)).toEqual(CLOSED);
    expect(mouthOfLoudness(samples, 48_000, 800).open).toBeGreaterThan(0.7);
  });
});
