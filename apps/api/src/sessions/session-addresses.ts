import { Injectable } from '@nestjs/common';
import type { Session as SessionBody } from '@lockstep/contracts';
import { ServerAddresses } from '../config/server-addresses.js';
import { SigningKeys } from '../signing/signing-keys.service.js';
import type { Session } from './session.entity.js';

type Addresses = SessionBody['addresses'];
export type PlayAddresses = Omit<Addresses, 'student' | 'teacher'>;

const HOUR_S = 3600;
/** What a page is given is good for 12 to 24 hours, and stays the same address for 12. */
const PAGE_STEP_S = 12 * HOUR_S;
/** An invitation is good for a month, and stays the same link for a day. */
const INVITATION_STEP_S = 24 * HOUR_S;
const INVITATION_STEPS = 30;

/** Names a token before a path: every relative address below it carries the token on. */
export const TOKEN_PREFIX = '~';
export const INVITE = 'invite';

/** Where a session is published, watched and joined: with a signature where it is private. */
@Injectable()
export class SessionAddresses {
  constructor(
    private readonly addresses: ServerAddresses,
    private readonly keys: SigningKeys,
  ) {}

  /** For staff. */
  of(session: Session): Addresses {
    const { id, access } = session;
    return {
      student: this.joining(id, access.private ? this.#invitation(id) : undefined),
      teacher: `/t/${id}`,
      ...this.playing(id, access.private ? this.#pageToken(id, undefined) : undefined),
    };
  }

  /** For a student's page. @param studentId undefined: for somebody who has not joined yet */
  ofStudent({ id, access }: Session, studentId: string | undefined): Pick<Addresses, 'flv' | 'student'> {
    const token = access.private && studentId !== undefined ? this.#pageToken(id, studentId) : undefined;
    return { flv: this.playing(id, token).flv, student: this.joining(id, undefined) };
  }

  /** @param token what stands in them; undefined: they are open */
  playing(id: string, token: string | undefined): PlayAddresses {
    const base = token === undefined ? '/live' : `/live/${TOKEN_PREFIX}${token}`;
    return {
      flv: `${base}/${id}.flv`,
      hls: `${base}/${id}/index.m3u8`,
      hlsTs: `${base}/${id}/index.m3u8?container=ts`,
      dash: `${base}/${id}/manifest.mpd`,
      ...(this.addresses.hasWebRtc && { whep: `${base}/${id}/whep` }),
      rtmp: this.publishing(id, token),
      ...this.#srt('request', id, token),
    };
  }

  publishing(id: string, token: string | undefined): string {
    return this.addresses.rtmp(token === undefined ? id : `${id}?token=${token}`);
  }

  /** Of a signed publishing address. */
  publishingWith(id: string, token: string): Pick<PlayAddresses, 'rtmp' | 'srt'> {
    return { rtmp: this.publishing(id, token), ...this.#srt('publish', id, token) };
  }

  joining(id: string, token: string | undefined): string {
    return token === undefined ? `/s/${id}` : `/s/${id}?${INVITE}=${token}`;
  }

  /** For the files of a recording. */
  recordingPrefix({ id, access }: Session): string {
    return access.private ? `/recordings/${TOKEN_PREFIX}${this.#pageToken(id, undefined)}` : '/recordings';
  }

  #srt(mode: 'publish' | 'request', id: string, token: string | undefined): Pick<PlayAddresses, 'srt'> {
    const srt = this.addresses.srt({ r: id, m: mode, ...(token === undefined ? {} : { s: token }) });
    return srt === undefined ? {} : { srt };
  }

  #pageToken(sessionId: string, studentId: string | undefined): string {
    return this.keys.sign({ action: 'play', sessionId, studentId, expiresAt: stepped(PAGE_STEP_S, 2) });
  }

  #invitation(sessionId: string): string {
    const expiresAt = stepped(INVITATION_STEP_S, INVITATION_STEPS);
    return this.keys.sign({ action: 'join', sessionId, expiresAt });
  }
}

/** Seconds since 1970, at the end of the `steps`th step from now. */
const stepped = (stepS: number, steps: number): number =>
  (Math.floor(Date.now() / 1000 / stepS) + steps) * stepS;
