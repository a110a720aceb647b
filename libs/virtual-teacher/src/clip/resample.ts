/** Zero crossings of the sinc on each side of a sample. */
const CROSSINGS = 16;
/** Share of the band that passes; the rest is the filter's slope. */
const PASS = 0.94;
/** Positions between two samples for which weights are kept. */
const PHASES = 480;

/**
 * Audio at another rate: a windowed sinc, without delay, so that a word stays where it was. Silence stays exactly 0 where
 * it is further than 16 samples from anything else.
 * @throws RangeError for a rate that is not above 0
 */
export function resample(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples;
  if (!(from > 0 && to > 0)) throw new RangeError(`Audio has a rate above 0, not ${from} or ${to}.`);
  const cutoff = PASS * Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / Math.min(1, to / from));
  const weights = filterBank(cutoff, reach);
  const taps = 2 * reach;
  const result = new Int16Array(Math.round((samples.length * to) / from));
  const padded = new Float32Array(samples.length + 2 * taps);
  for (let index = 0; index < samples.length; index++) padded[index + taps] = samples[index] ?? 0;
  for (let index = 0; index < result.length; index++) {
    const position = (index * from) / to;
    const whole = Math.floor(position);
    const phase = Math.round((position - whole) * PHASES);
    const start = whole + taps - reach + 1;
    const bank = phase * taps;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += (padded[start + tap] ?? 0) * (weights[bank + tap] ?? 0);
    result[index] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return result;
}

const banks = new Map<string, Float32Array>();

function filterBank(cutoff: number, reach: number): Float32Array {
  const key = `${cutoff}/${reach}`;
  const known = banks.get(key);
  if (known !== undefined) return known;
  const taps = 2 * reach;
  const bank = new Float32Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - reach + 1 - phase / PHASES;
      const weight = sinc(distance * cutoff) * window(distance / reach);
      bank[phase * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap++) bank[phase * taps + tap] = (bank[phase * taps + tap] ?? 0) / sum;
  }
  banks.set(key, bank);
  return bank;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** Blackman's. */
const window = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
