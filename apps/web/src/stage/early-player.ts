import { createPlayer, type Player } from '@lockstep/player';

/** A player that was begun for a page that is still being built, ms until it is given up. */
const KEPT_MS = 10_000;

type Blocked = 'sound' | 'start' | null;
type Begun = { readonly player: Player; readonly box: HTMLElement; blocked: Blocked };

const begun = new Map<string, Begun>();

/** Opens a student's stream before its place in the page is there: connecting and decoding need no place. */
export function beginPlayer(url: string): void {
  if (begun.has(url)) return;
  const box = document.createElement('div');
  box.style.cssText = 'width:100%;height:100%';
  const one: Begun = { player: createPlayer(box, { url, rewind: true }), box, blocked: null };
  one.player.on('autoplayblocked', ({ playing }) => (one.blocked = playing ? 'sound' : 'start'));
  begun.set(url, one);
  setTimeout(() => {
    if (begun.get(url) === one) one.player.destroy();
    begun.delete(url);
  }, KEPT_MS);
}

/** Plays the stream in `container`: with the player that was begun for it, else with a new one. */
export function placePlayer(
  container: HTMLElement,
  { url, muted, rewind }: { readonly url: string; readonly muted: boolean; readonly rewind: boolean },
): { readonly player: Player; readonly blocked: Blocked } {
  const one = begun.get(url);
  if (!one) return { player: createPlayer(container, { url, muted, rewind }), blocked: null };
  begun.delete(url);
  container.append(one.box);
  if (muted) one.player.muted = true;
  return one;
}
