/**
 * Whether a frame must be declared as long as it lasts. Gecko keeps a frame queued for as long as it was said to last, though another
 * one has followed, and stops decoding when ten are queued; and it skips B-frames that come in a later fragment than the frame shown after
 * them. Its name is asked for, because nothing else tells it before playback.
 */
export const needsRealDurations = (): boolean => navigator.userAgent.includes('Gecko/');
