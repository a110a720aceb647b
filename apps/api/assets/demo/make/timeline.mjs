import { Buffer } from 'node:buffer';
import { durationMs, silence } from './voice.mjs';

const isSpoken = (phone) => phone.name !== 'pau';

/**
 * Speaks all lines one after the other.
 *
 * @returns samples, the phones and captions on the lesson's clock (ms), and every cue at the start of its word
 */
export async function buildTimeline(voice, { lines, leadInMs }) {
  const chunks = [silence(leadInMs)];
  const phones = [];
  const captions = [];
  const cues = [];
  const listening = [];
  let nowMs = leadInMs;
  for (const line of lines) {
    const { text, words } = readLine(line.text);
    const spoken = await voice.speak(text);
    const startMs = spoken.phones.find(isSpoken).startMs;
    const endMs = spoken.phones.findLast(isSpoken).endMs;
    const places = { start: startMs, end: endMs };
    for (const word of words) places[word.name] = await startOfWord(voice, word.before, spoken.phones);
    for (const [place, events] of Object.entries(line.cues))
      for (const event of events) cues.push({ atMs: nowMs + places[place], ...event });
    captions.push({ atMs: nowMs + startMs, durationMs: endMs - startMs + Math.min(line.pauseMs, 600), text });
    for (const phone of spoken.phones)
      phones.push({ ...phone, startMs: nowMs + phone.startMs, endMs: nowMs + phone.endMs });
    const tail = silence(line.pauseMs);
    chunks.push(spoken.samples, tail);
    nowMs += durationMs(spoken.samples);
    if (line.listens) listening.push({ fromMs: nowMs, toMs: nowMs + line.pauseMs });
    nowMs += line.pauseMs;
  }
  cues.sort((a, b) => a.atMs - b.atMs);
  return { samples: Buffer.concat(chunks), phones, captions, cues, listening, durationMs: nowMs };
}

/** Takes the `{name}` marks out of a line. */
function readLine(marked) {
  const words = [];
  let text = '';
  for (const part of marked.split(/(\{\w+\})/)) {
    const mark = /^\{(\w+)\}$/.exec(part);
    if (mark) words.push({ name: mark[1], before: text });
    else text += part;
  }
  return { text, words };
}

/** A word begins after as many phones as the text before it has. */
async function startOfWord(voice, before, phones) {
  const spoken = phones.filter(isSpoken);
  if (before.trim() === '') return spoken[0].startMs;
  const count = (await voice.speak(before)).phones.filter(isSpoken).length;
  return spoken[count].startMs;
}
