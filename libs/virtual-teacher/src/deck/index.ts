export {
  type Deck,
  DeckFailed,
  type DeckPicture,
  type DeckProblem,
  type DeckSlide,
  type DeckWord,
  type ReadDeckFile,
} from './deck.js';
export { type SlideCache, SlideFolder } from './cache/slide-cache.js';
export { DeckRenderer, type FittedPicture, type PictureLimits } from './deck-renderer.js';
export { renderDeck } from './render-deck.js';
