import { VIDEO_FRAME_MS } from '../clip/clip.js';
import { AUDIO_RATE } from '../clip/house-format.js';
import type { MouthShape, Pose } from './avatar.js';
import { CLOSED, mouthOfLoudness, mouthOfPhones } from './mouth-shapes.js';
import {
  LAYERS,
  lookOf,
  lookSprite,
  mouthOf,
  mouthSprite,
  positionOf,
  positionSprite,
  ROOM_SPRITE,
} from './sprite-grid.js';

type Span = { readonly startMs: number; readonly endMs: number };

/** What an avatar is to do in a clip. */
export type Performance = {
  readonly videoFrames: number;
  readonly samples: Int16Array;
  readonly phones: readonly (Span & { readonly name: string })[] | undefined;
  /** Words that are stressed: a nod and raised brows go with them. */
  readonly stresses: readonly Span[];
};

const BLINK_MS = 200;
/** Lips are seen a little before they are heard. */
const MOUTH_LEAD_MS = 15;
/** How long the head takes to leave its resting place, so that clips can follow each other. */
const EASE_MS = 700;

/** Sprites of every frame of a spoken sentence. It begins and ends at rest, whatever comes before and after. */
export function actSentence(performance: Performance): Int32Array {
  const { videoFrames, stresses } = performance;
  const durationMs = videoFrames * VIDEO_FRAME_MS;
  const random = seededRandom(seedOf(performance));
  const sways = [random() * 2 * Math.PI, random() * 2 * Math.PI];
  const blinks = blinkTimes(durationMs, random);
  return layersOf(videoFrames, (atMs) => {
    const free =
      smooth(Math.min(1, atMs / EASE_MS)) *
      smooth(Math.min(1, (durationMs - VIDEO_FRAME_MS - atMs) / EASE_MS));
    const stress = Math.max(0, ...stresses.map((span) => bump(atMs, span)));
    const drift =
      0.6 * Math.sin((2 * Math.PI * atMs) / 5200 + (sways[0] ?? 0)) +
      0.35 * Math.sin((2 * Math.PI * atMs) / 2900 + (sways[1] ?? 0));
    const breath = -0.35 * Math.sin((2 * Math.PI * atMs) / 3900);
    return {
      sway: free * drift,
      nod: free * breath + 0.9 * stress * free,
      eyelid: eyelidAt(blinks, atMs),
      brow: 0.9 * stress,
      mouth: mouthAt(performance, atMs + MOUTH_LEAD_MS),
    };
  });
}

/** Sprites of a listening, breathing avatar; the last frame is followed by the first. */
export function actIdle(videoFrames: number): Int32Array {
  const durationMs = videoFrames * VIDEO_FRAME_MS;
  const cycles = (aboutMs: number): number => Math.max(1, Math.round(durationMs / aboutMs));
  const wave = (atMs: number, aboutMs: number): number =>
    Math.sin((2 * Math.PI * cycles(aboutMs) * atMs) / durationMs);
  const blinks = blinkTimes(durationMs, seededRandom(7));
  return layersOf(videoFrames, (atMs) => ({
    sway: 0.3 * wave(atMs, 9600) + 0.12 * wave(atMs, 4800),
    nod: -0.5 * wave(atMs, 4000),
    eyelid: eyelidAt(blinks, atMs),
    brow: 0,
    mouth: CLOSED,
  }));
}

function layersOf(videoFrames: number, poseAt: (atMs: number) => Pose): Int32Array {
  const layers = new Int32Array(videoFrames * LAYERS);
  for (let frame = 0; frame < videoFrames; frame++) {
    const pose = poseAt((frame + 0.5) * VIDEO_FRAME_MS);
    const position = positionOf(pose);
    const sprites = [
      frame < 2 ? ROOM_SPRITE : -1, // it stays on both canvases
      positionSprite(position),
      lookSprite(position, lookOf(pose)),
      mouthSprite(position, mouthOf(pose.mouth)),
    ];
    layers.set(sprites, frame * LAYERS);
  }
  return layers;
}

function mouthAt({ phones, samples }: Performance, atMs: number): MouthShape {
  return phones === undefined ? mouthOfLoudness(samples, AUDIO_RATE, atMs) : mouthOfPhones(phones, atMs);
}

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** 0 outside a word, 1 in its middle, eased over 160 ms on both sides. */
function bump(atMs: number, { startMs, endMs }: Span): number {
  const rise = (atMs - startMs + 160) / 200;
  const fall = (Math.min(endMs, startMs + 420) + 160 - atMs) / 200;
  return smooth(Math.min(1, Math.max(0, Math.min(rise, fall))));
}

/** Moments at which the eyes close, irregular as people's are, and never at either end of a clip. */
function blinkTimes(durationMs: number, random: () => number): number[] {
  const times: number[] = [];
  for (let at = 900 + random() * 1800; at < durationMs - 2 * BLINK_MS; at += 2300 + random() * 2900)
    times.push(at);
  return times;
}

function eyelidAt(blinks: readonly number[], atMs: number): number {
  for (const start of blinks) {
    const t = (atMs - start) / BLINK_MS;
    if (t >= 0 && t <= 1) return t < 0.4 ? t / 0.4 : 1 - (t - 0.4) / 0.6;
  }
  return 0;
}

/** The same words move the head the same way on every machine. */
function seedOf({ videoFrames, samples }: Performance): number {
  let seed = videoFrames;
  for (let index = 0; index < samples.length; index += 997) seed = (seed * 31 + (samples[index] ?? 0)) | 0;
  return Math.abs(seed) % 2147483646;
}

/** Lehmer's generator. */
function seededRandom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
