/** Frames of sound as vectors that are near each other where the same phone sounds, in any voice. */
export type SoundFeatures = {
  readonly frames: number;
  /** `frames` vectors of {@link DIMENSIONS}, one behind the other. */
  readonly values: Float32Array;
  /** Level of each frame, dBFS. */
  readonly decibels: Float32Array;
};

export const FEATURE_RATE = 16_000;
/** A frame every 10 ms, of 25 ms. */
export const FRAME_MS = 10;
const HOP = (FEATURE_RATE * FRAME_MS) / 1000;
const WINDOW = 400;
const FFT = 512;
const BANDS = 26;
const CEPSTRA = 12;
/** Cepstra 1 to 12 and the level, and how they change. */
export const DIMENSIONS = (CEPSTRA + 1) * 2;

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hertz = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);

/** For each band the bins of its triangle and their weights. */
const FILTERS = Array.from({ length: BANDS }, (_, band) => {
  const [low, high] = [mel(100), mel(7200)];
  const [from, top, to] = [0, 1, 2].map((step) =>
    hertz(low + ((high - low) * (band + step)) / (BANDS + 1)),
  ) as [number, number, number];
  const weights: [bin: number, weight: number][] = [];
  for (let bin = 0; bin <= FFT / 2; bin++) {
    const hz = (bin * FEATURE_RATE) / FFT;
    const weight = hz <= top ? (hz - from) / (top - from) : (to - hz) / (to - top);
    if (weight > 0) weights.push([bin, weight]);
  }
  return weights;
});
const HAMMING = Float32Array.from(
  { length: WINDOW },
  (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (WINDOW - 1)),
);
const COSINES = Array.from({ length: CEPSTRA }, (_, c) =>
  Float32Array.from({ length: BANDS }, (_, band) => Math.cos((Math.PI * (c + 1) * (band + 0.5)) / BANDS)),
);

/** In place; lengths are powers of two. Cooley and Tukey, radix 2. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const length = real.length;
  for (let index = 1, reversed = 0; index < length; index++) {
    let bit = length >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      [real[index], real[reversed]] = [real[reversed] ?? 0, real[index] ?? 0];
      [imaginary[index], imaginary[reversed]] = [imaginary[reversed] ?? 0, imaginary[index] ?? 0];
    }
  }
  for (let size = 2; size <= length; size <<= 1) {
    for (let step = 0; step < size / 2; step++) {
      const angle = (-2 * Math.PI * step) / size;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let even = step; even < length; even += size) {
        const odd = even + size / 2;
        const [r, i] = [real[odd] ?? 0, imaginary[odd] ?? 0];
        const [turnedR, turnedI] = [r * cos - i * sin, r * sin + i * cos];
        real[odd] = (real[even] ?? 0) - turnedR;
        imaginary[odd] = (imaginary[even] ?? 0) - turnedI;
        real[even] = (real[even] ?? 0) + turnedR;
        imaginary[even] = (imaginary[even] ?? 0) + turnedI;
      }
    }
  }
}

/** Mel-frequency cepstra without the speaker's and the microphone's own colour: each dimension has mean 0, deviation 1. */
export function soundFeatures(samples: Int16Array, sampleRate: number): SoundFeatures {
  const sound = atFeatureRate(samples, sampleRate);
  const frames = Math.max(1, Math.floor((sound.length - WINDOW) / HOP) + 1);
  const values = new Float32Array(frames * DIMENSIONS);
  const decibels = new Float32Array(frames);
  const [real, imaginary] = [new Float64Array(FFT), new Float64Array(FFT)];
  for (let frame = 0; frame < frames; frame++) {
    real.fill(0);
    imaginary.fill(0);
    let power = 0;
    for (let n = 0; n < WINDOW; n++) {
      const at = frame * HOP + n;
      const sample = sound[at] ?? 0;
      power += sample * sample;
      real[n] = (sample - 0.97 * (sound[at - 1] ?? 0)) * (HAMMING[n] ?? 0);
    }
    decibels[frame] = 10 * Math.log10(power / WINDOW + 1e-10);
    transform(real, imaginary);
    cepstra(real, imaginary, values.subarray(frame * DIMENSIONS, (frame + 1) * DIMENSIONS));
    values[frame * DIMENSIONS + CEPSTRA] = Math.max(-70, decibels[frame] ?? 0);
  }
  changes(values, frames);
  normalise(values, frames);
  return { frames, values, decibels };
}

function cepstra(real: Float64Array, imaginary: Float64Array, into: Float32Array): void {
  const bands = FILTERS.map((filter) => {
    let energy = 1e-8;
    for (const [bin, weight] of filter) {
      energy += weight * ((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2);
    }
    return Math.log(energy);
  });
  for (const [index, cosines] of COSINES.entries()) {
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += (bands[band] ?? 0) * (cosines[band] ?? 0);
    into[index] = sum;
  }
}

/** Slope over five frames. */
function changes(values: Float32Array, frames: number): void {
  const half = DIMENSIONS / 2;
  const at = (frame: number, dimension: number) =>
    values[Math.min(frames - 1, Math.max(0, frame)) * DIMENSIONS + dimension] ?? 0;
  for (let frame = 0; frame < frames; frame++) {
    for (let dimension = 0; dimension < half; dimension++) {
      const near = at(frame + 1, dimension) - at(frame - 1, dimension);
      const far = at(frame + 2, dimension) - at(frame - 2, dimension);
      values[frame * DIMENSIONS + half + dimension] = (near + 2 * far) / 10;
    }
  }
}

function normalise(values: Float32Array, frames: number): void {
  for (let dimension = 0; dimension < DIMENSIONS; dimension++) {
    let [sum, squares] = [0, 0];
    for (let at = dimension; at < values.length; at += DIMENSIONS) {
      sum += values[at] ?? 0;
      squares += (values[at] ?? 0) ** 2;
    }
    const mean = sum / frames;
    const deviation = Math.sqrt(Math.max(1e-9, squares / frames - mean * mean));
    for (let at = dimension; at < values.length; at += DIMENSIONS) {
      values[at] = ((values[at] ?? 0) - mean) / deviation;
    }
  }
}

/** Straight lines between samples: what it adds lies above the bands that are looked at. */
function atFeatureRate(samples: Int16Array, sampleRate: number): Float32Array {
  const step = sampleRate / FEATURE_RATE;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const at = Math.floor(n * step);
    const part = n * step - at;
    return ((samples[at] ?? 0) * (1 - part) + (samples[at + 1] ?? 0) * part) / 32768;
  });
}
