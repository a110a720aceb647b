import { seatToken } from './seats.js';
import { staffToken } from './staff-token.js';

/**
 * On whose behalf a call is made: nobody's in particular, the staff member's who signed in in this tab, or the
 * student's who has a seat in that session. The token is looked up when the call goes out, here and nowhere else.
 */
export type Caller = 'anyone' | 'staff' | { readonly studentOf: string };

export function tokenOf(caller: Caller): string | null {
  if (caller === 'anyone') return null;
  return caller === 'staff' ? staffToken() : seatToken(caller.studentOf);
}
