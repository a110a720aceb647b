/** Loads what rewinds a live stream: a page that only follows the live edge does without. */
export const loadRewind = () => import('./rewind.js');
