import { rosters as en } from './en/rosters.js';
import { useLanguage } from './language.js';
import type { Translated } from './texts.js';
import { rosters as zh } from './zh/rosters.js';

/** The texts of rosters that come as a file: apart from those that every student loads. */
export type RosterTexts = Translated<typeof en>;

export const useRosterTexts = (): RosterTexts => ({ en, zh })[useLanguage().language];
