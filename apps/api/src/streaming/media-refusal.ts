import type { TokenRefusal } from '../sessions/session-admission.js';

/** Why something is not played: a code for players and a sentence for people. */
export type MediaRefusal = { readonly status: number; readonly text: string };

const REASONS: Readonly<Record<TokenRefusal, MediaRefusal>> = {
  missing: { status: 401, text: 'This session is private: ask for a signed address.' },
  invalid: { status: 403, text: 'The signed address is not valid.' },
  expired: { status: 403, text: 'The signed address has expired: ask for a new one.' },
  'other-session': { status: 403, text: 'The signed address is that of another session.' },
  'other-address': { status: 403, text: 'The signed address is not valid in this network.' },
};

export const refusalOf = (reason: TokenRefusal): MediaRefusal => REASONS[reason];

export const TOO_FAR: MediaRefusal = {
  status: 403,
  text: 'This session is not played on pages of other sites.',
};

export const FULL: MediaRefusal = { status: 503, text: 'This session has as many viewers as it may have.' };

export const bannedFor = (reason: string | null): MediaRefusal => ({
  status: 403,
  text: `You may not watch this session any more${reason === null ? '.' : `: ${reason}`}`,
});
