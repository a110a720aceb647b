import type { Joined } from '@lockstep/contracts';
import { forgetSetting, readSetting, settingsOf, writeSetting } from '../browser/settings.js';

/** A student's place in one session, as this browser remembers it; its token stays in this file. */
export type Seat = {
  readonly expiresAt: string;
  readonly studentId: string;
  readonly name: string;
};

type SeatWithToken = Seat & {
  readonly token: string;
  /** Of an account, where it was taken by one. */
  readonly ofAccount?: boolean;
};

/** Seats of this page: another tab of this browser may take another one in the same session. */
const taken = new Map<string, SeatWithToken>();

const isSeat = (value: unknown): value is SeatWithToken =>
  typeof value === 'object' &&
  value !== null &&
  (['token', 'expiresAt', 'studentId', 'name'] as const).every(
    (field) => field in value && typeof (value as Record<string, unknown>)[field] === 'string',
  );

function storedSeat(sessionId: string): SeatWithToken | null {
  const stored = readSetting(`student:${sessionId}`);
  if (stored === null) return null;
  try {
    const seat: unknown = JSON.parse(stored);
    return isSeat(seat) ? seat : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Some other program's value under this name is as good as none.
    forgetSetting(`student:${sessionId}`);
    return null;
  }
}

/** For the HTTP and socket clients alone: no component sees the token. */
export const seatToken = (sessionId: string): string | null => taken.get(sessionId)?.token ?? null;

/** The seat taken earlier, while its token is valid. */
export function rememberedSeat(sessionId: string, nowMs: number): Seat | null {
  const seat = taken.get(sessionId) ?? storedSeat(sessionId);
  if (!seat || Date.parse(seat.expiresAt) <= nowMs) return null;
  taken.set(sessionId, seat);
  return seat;
}

/** @param ofAccount whether it was taken by somebody who signed in, and is theirs without more */
export function takeSeat(sessionId: string, { token, expiresAt, student }: Joined, ofAccount = false): Seat {
  const seat: SeatWithToken = { token, expiresAt, studentId: student.id, name: student.name, ofAccount };
  taken.set(sessionId, seat);
  writeSetting(`student:${sessionId}`, JSON.stringify(seat));
  if (!ofAccount) writeSetting('name', student.name);
  return seat;
}

export function leaveSeat(sessionId: string): void {
  taken.delete(sessionId);
  forgetSetting(`student:${sessionId}`);
}

export const rememberedName = (): string => readSetting('name') ?? '';

/** For the HTTP client alone: of the seats that were taken in this browser as a guest, and that are still good. */
export function guestTokens(): string[] {
  const seats = settingsOf('student:').map(storedSeat);
  const isGood = (seat: SeatWithToken | null): seat is SeatWithToken =>
    seat !== null && seat.ofAccount !== true && Date.parse(seat.expiresAt) > Date.now();
  return seats.filter(isGood).map(({ token }) => token);
}

/** Of somebody who signs out: who signs in next has places of their own. */
export function forgetOwnSeats(): void {
  const ids = settingsOf('student:').filter((id) => storedSeat(id)?.ofAccount === true);
  ids.forEach(leaveSeat);
}
