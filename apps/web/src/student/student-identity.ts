import type { Joined } from '@lockstep/contracts';
import { forgetSetting, readSetting, writeSetting } from '../browser/settings.js';

/** A student's place in one session, as this browser remembers it. */
export type Seat = {
  readonly token: string;
  readonly expiresAt: string;
  readonly studentId: string;
  readonly name: string;
};

const isSeat = (value: unknown): value is Seat =>
  typeof value === 'object' &&
  value !== null &&
  (['token', 'expiresAt', 'studentId', 'name'] as const).every(
    (field) => field in value && typeof (value as Record<string, unknown>)[field] === 'string',
  );

/** The place taken earlier, while its token is good. */
export function rememberedSeat(sessionId: string, nowMs: number): Seat | null {
  const stored = readSetting(`student:${sessionId}`);
  if (stored === null) return null;
  let seat: unknown;
  try {
    seat = JSON.parse(stored);
  } catch (error) {
    // Somebody else's value under our name: as good as none.
    if (!(error instanceof SyntaxError)) throw error;
    forgetSetting(`student:${sessionId}`);
    return null;
  }
  return isSeat(seat) && Date.parse(seat.expiresAt) > nowMs ? seat : null;
}

export function takeSeat(sessionId: string, { token, expiresAt, student }: Joined): Seat {
  const seat: Seat = { token, expiresAt, studentId: student.id, name: student.name };
  writeSetting(`student:${sessionId}`, JSON.stringify(seat));
  writeSetting('name', student.name);
  return seat;
}

export const leaveSeat = (sessionId: string): void => forgetSetting(`student:${sessionId}`);

export const rememberedName = (): string => readSetting('name') ?? '';
