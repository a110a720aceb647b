/** What a check of a lesson needs, without what draws, speaks and judges: that is loaded when it is needed. */
export { DeckFailed, type Deck, type DeckProblem } from './deck/deck.js';
export { SlideFolder } from './deck/cache/slide-cache.js';
export { renderDeck } from './deck/render-deck.js';
export { shippedAvatars } from './avatar/cast.js';
export { readSpeechServer } from './openai/speech-server.js';
export { voiceNames } from './voice/voice-names.js';
