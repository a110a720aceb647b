import type { JoinCodeTarget, StudentHome } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './http.js';
import { guestTokens } from './seats.js';

export const homeQuery = () =>
  queryOptions({
    queryKey: ['student-home'],
    queryFn: ({ signal }) => call<StudentHome>('/api/home', { signal }),
  });

/** Where a join code leads. */
export const readJoinCode = (code: string) =>
  call<JoinCodeTarget>('/api/join-codes/read', { method: 'POST', body: { code } });

/**
 * What was done in this browser as a guest becomes the account's own.
 * @returns how many were taken, and how many refused
 */
export async function claimGuestSeats(): Promise<{ taken: number; refused: number }> {
  const claims = guestTokens().map((token) =>
    call<undefined>('/api/account/seats', { method: 'POST', body: { token } }),
  );
  const done = await Promise.allSettled(claims);
  const taken = done.filter(({ status }) => status === 'fulfilled').length;
  return { taken, refused: done.length - taken };
}
