import type { Page } from 'playwright-core';

/** Everything readable that comes to a page: messages of its sockets and answers to its calls. */
export function logNetwork(page: Page, note: (text: string) => void): void {
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => note(String(payload))));
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (!/json|text/.test(type)) return;
    response.text().then(note, () => note(`${response.url()} was cut off`));
  });
}

/** Runs in the page: records whether slides change inside the callbacks that draw frames, or outside of them. */
export function watchPresentation(): void {
  const seen = { inside: 0, outside: [] as string[] };
  Object.assign(globalThis, { presentation: seen });
  const shown = () => document.querySelector('.slide__page:not([hidden]) img')?.getAttribute('src') ?? null;
  let last: string | null = null;
  const compare = (where: 'inside' | 'outside') => {
    if (document.querySelector('.classroom') === null) return; // left: nothing turns any more
    const now = shown();
    if (last !== null && now !== last) {
      if (where === 'inside') seen.inside++;
      else seen.outside.push(`${last} -> ${String(now)}`);
    }
    last = now;
  };
  const request = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return request.call(this, (now, metadata) => {
      compare('outside');
      callback(now, metadata);
      compare('inside');
    });
  };
}

/** Runs in the page: keeps every feedback card that was ever on it, for cards leave when the class moves on. */
export function watchCards(): void {
  const shown = { private: [] as string[], class: [] as string[], activities: [] as string[] };
  Object.assign(globalThis, { cards: shown });
  const keep = (list: string[], text: string | undefined) => {
    if (text !== undefined && text !== '' && !list.includes(text)) list.push(text);
  };
  const look = () => {
    for (const card of document.querySelectorAll('.feedback')) {
      const isPrivate = card.classList.contains('feedback--private');
      keep(isPrivate ? shown.private : shown.class, card.querySelector('.feedback__text')?.textContent);
    }
    keep(shown.activities, document.querySelector<HTMLElement>('.activity')?.dataset['activity']);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page: keeps every sound that is played by itself, as private words are. */
export function watchSounds(): void {
  const sounds: { seconds: number; hasEnded: boolean }[] = [];
  Object.assign(globalThis, { sounds });
  const play = HTMLAudioElement.prototype.play;
  HTMLAudioElement.prototype.play = function () {
    const sound = { seconds: 0, hasEnded: false };
    sounds.push(sound);
    this.addEventListener('timeupdate', () => (sound.seconds = this.currentTime));
    this.addEventListener('ended', () => (sound.hasEnded = true));
    return play.call(this);
  };
}

/** What {@link watchSounds} has kept. */
export const soundsOf = (page: Page): Promise<readonly { seconds: number; hasEnded: boolean }[]> =>
  page.evaluate(() => Reflect.get(globalThis, 'sounds') as { seconds: number; hasEnded: boolean }[]);

export type Cards = {
  readonly private: readonly string[];
  readonly class: readonly string[];
  /** What the teacher was seen to do, each once, in the order of its first time. */
  readonly activities: readonly string[];
};

/** What {@link watchCards} has kept. */
export const cardsOf = (page: Page): Promise<Cards> =>
  page.evaluate(() => Reflect.get(globalThis, 'cards') as Cards);
