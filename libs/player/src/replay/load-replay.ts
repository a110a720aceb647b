/** Loads what plays recordings: a page that only plays live streams does without. */
export const loadReplay = () => import('./file-replay.js');
