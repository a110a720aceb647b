import type { Avatar, Pose } from '../../src/avatar/avatar.js';

const figure = ({ sway, nod, eyelid, brow, mouth }: Pose): string =>
  `<circle cx="${640 + sway * 3}" cy="${360 + nod * 3}" r="80" fill="#4477aa"/>` +
  `<rect x="600" y="${320 - brow * 4}" width="80" height="${2 + 20 * (1 - eyelid)}" fill="#ffffff"/>` +
  `<rect x="${640 - 20 * mouth.wide}" y="390" width="${40 * mouth.wide}" height="${2 + 30 * mouth.open}" fill="#aa3344"/>`;

/** A face that is drawn quickly. */
export const plainAvatar = (name = 'plain', wall = '#dddddd'): Avatar => ({
  name,
  title: { en: name, zh: name },
  room: () => `<rect width="1280" height="720" fill="${wall}"/>`,
  defs: '',
  figure,
  regions: {
    figure: { x: 540, y: 260, width: 200, height: 200 },
    eyes: { x: 590, y: 310, width: 100, height: 40 },
    mouth: { x: 600, y: 386, width: 80, height: 40 },
  },
});
