export {
  type Deck,
  DeckFailed,
  type DeckPicture,
  type DeckProblem,
  type DeckSlide,
  type DeckWord,
  type ReadDeckFile,
} from './deck.js';
export { renderPdfDeck } from './pdf/render-pdf-deck.js';
export { renderDeck } from './render-deck.js';
