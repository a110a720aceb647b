import { type Avatar, type Pose, px } from '../avatar.js';
import { GREEN_ROOM, room } from '../room.js';

const feather = '#8a6a4f';
const dark = '#6c5039';
const chest = '#ecdcc2';
const beak = '#f0a63c';
const beakShade = '#cf8524';
const iris = '#e9a72f';
const cap = '#2f3b52';

const defs =
  `<linearGradient id="coat" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9b7a5c"/><stop offset="1" stop-color="${dark}"/></linearGradient>` +
  `<clipPath id="eyeLeft"><circle cx="574" cy="318" r="47"/></clipPath><clipPath id="eyeRight"><circle cx="706" cy="318" r="47"/></clipPath>`;

function figure(pose: Pose): string {
  const { sway, nod } = pose;
  const head = `translate(${px(sway * 2.2)} ${px(nod * 2.8)}) rotate(${px(sway * 1.1)} 640 480)`;
  return `<g transform="translate(0 ${px(nod * 1.4)})">${body()}</g><g transform="${head}">${headShape()}${face(pose)}</g>`;
}

const row = (y: number, from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const x = from + index * 46;
    return `<path d="M${x} ${y} q23 34 46 0" fill="none" stroke="#cdb48f" stroke-width="6" stroke-linecap="round"/>`;
  }).join('');

const body = (): string =>
  `<path d="M420 730 C404 600 452 476 560 446 H720 C828 476 876 600 860 730 Z" fill="url(#coat)"/>` +
  `<path d="M508 730 C500 620 540 506 640 500 C740 506 780 620 772 730 Z" fill="${chest}"/>` +
  row(566, 571, 3) +
  row(618, 548, 4) +
  row(670, 525, 5) +
  `<path d="M432 560 C396 620 396 690 416 730 H482 C452 680 452 610 478 540 Z" fill="${dark}"/><path d="M848 560 C884 620 884 690 864 730 H798 C828 680 828 610 802 540 Z" fill="${dark}"/>`;

const headShape = (): string =>
  `<path d="M468 206 Q470 150 500 128 Q520 170 566 186 Z M812 206 Q810 150 780 128 Q760 170 714 186 Z" fill="${dark}"/>` +
  `<path d="M640 160 C520 160 456 238 456 336 C456 446 540 510 640 510 C740 510 824 446 824 336 C824 238 760 160 640 160 Z" fill="${feather}"/>` +
  `<path d="M640 250 C600 226 506 226 494 318 C490 398 560 440 640 418 C720 440 790 398 786 318 C774 226 680 226 640 250 Z" fill="${chest}"/>` +
  `<path d="M640 78 L806 142 L640 206 L474 142 Z" fill="${cap}"/><path d="M548 172 V206 Q640 250 732 206 V172 L640 208 Z" fill="#3c4b68"/>` +
  `<path d="M640 142 L786 162 V232" fill="none" stroke="${beak}" stroke-width="6"/><path d="M776 228 h20 l5 34 h-30 z" fill="${beak}"/>`;

const face = (pose: Pose): string =>
  `<g transform="translate(${px(pose.sway * 2)} ${px(pose.nod * 1.4)})">` +
  eye(574, 'eyeLeft', pose) +
  eye(706, 'eyeRight', pose) +
  brow(574, -1, pose) +
  brow(706, 1, pose) +
  mouth(pose) +
  '</g>';

function eye(x: number, clip: string, { eyelid, sway }: Pose): string {
  const lid = 268 + eyelid * 84;
  return (
    `<circle cx="${x}" cy="318" r="49" fill="#fff" stroke="${dark}" stroke-width="6"/>` +
    `<g clip-path="url(#${clip})"><circle cx="${px(x - sway * 1.4)}" cy="320" r="31" fill="${iris}"/><circle cx="${px(x - sway * 1.6)}" cy="320" r="19" fill="#1d1614"/>` +
    `<circle cx="${px(x + 9 - sway)}" cy="309" r="8" fill="#fff"/><rect x="${x - 54}" y="${px(lid - 110)}" width="108" height="110" fill="#b3906f"/>` +
    `<path d="M${x - 47} ${px(lid - 6)} Q${x} ${px(lid + 8 + eyelid * 6)} ${x + 47} ${px(lid - 6)}" fill="none" stroke="${dark}" stroke-width="6"/></g>`
  );
}

const brow = (x: number, side: number, { brow: raised }: Pose): string => {
  const y = 262 - raised * 9;
  return `<path d="M${x - 36} ${px(y + (side < 0 ? 6 : -4))} Q${x} ${px(y - 14)} ${x + 36} ${px(y + (side < 0 ? -4 : 6))}" fill="none" stroke="${dark}" stroke-width="11" stroke-linecap="round"/>`;
};

/** The lower half of the beak opens; rounded sounds make it narrow. The upper half never moves. */
function mouth({ mouth: { open, wide, round } }: Pose): string {
  const half = 36 * (0.75 + 0.25 * wide) * (1 - 0.12 * round);
  const jaw = open * 68;
  const lower =
    open < 0.07
      ? ''
      : `<path d="M${px(640 - half * 0.86)} 378 Q640 ${px(404 + jaw * 1.5)} ${px(640 + half * 0.86)} 378 Z" fill="${beakShade}"/>` +
        `<path d="M${px(640 - half * 0.7)} 380 Q640 ${px(394 + jaw * 1.15)} ${px(640 + half * 0.7)} 380 Z" fill="#7a2f33"/>` +
        `<ellipse cx="640" cy="${px(390 + jaw * 0.45)}" rx="${px(half * 0.3)}" ry="${px(2 + jaw * 0.16)}" fill="#d9786f"/>`;
  return (
    lower +
    `<path d="M640 336 C622 346 604 366 604 378 Q626 382 640 404 Q654 382 676 378 C676 366 658 346 640 336 Z" fill="${beak}"/>` +
    `<path d="M640 346 Q626 354 618 366" stroke="#fbd08a" stroke-width="5" fill="none" stroke-linecap="round"/>`
  );
}

export const avatar: Avatar = {
  name: 'olive',
  title: { en: 'Olive, an owl with a cap', zh: '奥利弗，戴博士帽的猫头鹰' },
  room: () => room(GREEN_ROOM),
  defs,
  figure,
  regions: {
    figure: { x: 396, y: 66, width: 488, height: 654 },
    eyes: { x: 516, y: 234, width: 248, height: 142 },
    mouth: { x: 596, y: 368, width: 88, height: 112 },
  },
};
