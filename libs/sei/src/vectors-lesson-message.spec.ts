import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../test/hex.js';
import { loadVectors } from '../test/vectors.js';
import { type LessonMessage, LessonMessageReader, writeLessonMessage } from './index.js';

type Meaning = {
  seq: number;
  wallClockMs: number;
  snapshot: boolean;
  repeat: boolean;
  body: string;
  signature?: string;
};
const rows = loadVectors<{ userData: string[]; message: Meaning | null }>('lesson-message');

const meaningOf = ({ body, signature, ...fields }: LessonMessage): Meaning => ({
  ...fields,
  body: new TextDecoder().decode(body),
  ...(signature ? { signature: toHex(signature) } : {}),
});
const messageOf = ({ body, signature, ...fields }: Meaning): LessonMessage => ({
  ...fields,
  body: new TextEncoder().encode(body),
  ...(signature ? { signature: fromHex(signature) } : {}),
});

describe('lesson message', () => {
  it.each(rows)('reads: $name', ({ userData, message }) => {
    const reader = new LessonMessageReader();
    const completed = userData.map((data) => reader.push(fromHex(data)));
    expect(completed.slice(0, -1).filter((one) => one !== undefined)).toEqual([]);
    const last = completed.at(-1);
    expect(last ? meaningOf(last) : null).toEqual(message);
  });

  const writable = rows.flatMap(({ name, direction, userData, message }) =>
    direction === 'read' || message === null ? [] : [{ name, userData, message }],
  );
  it.each(writable)('writes: $name', ({ userData, message }) =>
    expect(writeLessonMessage(messageOf(message)).map(toHex)).toEqual(userData),
  );
});
