import type { SpokenPhone } from '../voice.js';
import { VoiceFailed } from '../voice-failed.js';

/** `pau:0.151 y:0.308 …`: the name of a phone and the second at which it ends. */
export function readPhones(listing: string): SpokenPhone[] {
  let startMs = 0;
  return entries(listing).map((entry) => {
    const [name, end] = entry.split(':');
    const endMs = Math.round(Number(end) * 1000);
    if (!name || !Number.isFinite(endMs)) throw new VoiceFailed('bad-audio', `no phone of Flite: ${entry}`);
    const phone = { name, startMs, endMs };
    startMs = endMs;
    return phone;
  });
}

/** `pau ih t s pau ow l d pau`: the phones between silences. */
export function readPronunciations(listing: string): string[][] {
  const words: string[][] = [[]];
  for (const name of entries(listing)) {
    if (name === 'pau') words.push([]);
    else words.at(-1)?.push(name);
  }
  return words.filter(({ length }) => length > 0);
}

function entries(listing: string): string[] {
  return listing
    .trim()
    .split(/\s+/u)
    .filter((entry) => entry !== '');
}
