import type { SeenRequest } from './openai-test-server.js';
import type { Reply } from './replies.js';

const RATE = 24_000;
const WORD_MS = 300;
const GAP_MS = 60;

/** Raw samples as a speech model sends them: a hum for each word, with a silence behind it. */
export function scriptedSpeech(request: SeenRequest): Reply {
  const words = (request.json?.input ?? '').split(/\s+/u).filter((word) => word !== '');
  const [hum, whole] = [(WORD_MS * RATE) / 1000, ((WORD_MS + GAP_MS) * RATE) / 1000];
  const samples = new Int16Array(words.length * whole).map((_, n) => {
    const within = n % whole;
    const word = Math.floor(n / whole);
    const edge = Math.min(1, within / 400, Math.max(0, hum - within) / 400);
    return 9000 * edge * Math.sin((2 * Math.PI * (140 + (word % 3) * 20) * n) / RATE);
  });
  return { kind: 'sound', bytes: new Uint8Array(samples.buffer) };
}
