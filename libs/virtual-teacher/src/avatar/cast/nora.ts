import { type Avatar, type Pose, px } from '../avatar.js';
import { room, WARM_ROOM } from '../room.js';

const skin = '#f0c3a0';
const skinShade = '#e0a685';
const hair = '#4b2e2b';
const hairLight = '#6a4440';
const lips = '#c4605a';
const knitShade = '#256b62';
const blouse = '#fbf3e6';
const frame = '#33405e';
/** How friendly she looks, 0 to 1. */
const smile = 0.65;

const defs =
  `<linearGradient id="face" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f5cdac"/><stop offset="1" stop-color="#ecb994"/></linearGradient>` +
  `<linearGradient id="wool" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#35938a"/><stop offset="1" stop-color="${knitShade}"/></linearGradient>` +
  `<linearGradient id="bun" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${hairLight}"/><stop offset="1" stop-color="${hair}"/></linearGradient>` +
  `<clipPath id="eyeLeft"><ellipse cx="586" cy="318" rx="21" ry="19"/></clipPath><clipPath id="eyeRight"><ellipse cx="694" cy="318" rx="21" ry="19"/></clipPath>`;

function figure(pose: Pose): string {
  const { sway, nod } = pose;
  const head = `translate(${px(sway * 1.8)} ${px(nod * 2.6)}) rotate(${px(sway * 0.9)} 640 470)`;
  return (
    `<g transform="${head}">${hairBehind(pose)}</g>` +
    `<g transform="translate(0 ${px(nod * 1.2)})">${body()}</g>` +
    `<g transform="${head}">${face(pose)}</g>`
  );
}

const hairBehind = ({ sway }: Pose): string =>
  `<g transform="translate(${px(-sway * 1.5)} 0)"><ellipse cx="640" cy="128" rx="74" ry="60" fill="url(#bun)"/>` +
  `<path d="M590 118 q48 -34 100 2 M584 138 q54 -30 112 4" stroke="${hairLight}" stroke-width="5" fill="none" opacity=".7"/>` +
  `<path d="M640 150 C520 148 486 240 494 330 C498 392 520 430 546 446 H734 C760 430 782 392 786 330 C794 240 760 148 640 150 Z" fill="${hair}"/></g>`;

const body = (): string =>
  `<path d="M590 420 h100 v84 q0 34 -50 34 t-50 -34 z" fill="${skinShade}"/>` +
  `<path d="M352 730 C354 600 400 552 500 528 Q556 514 584 494 Q640 552 696 494 Q724 514 780 528 C880 552 926 600 928 730 Z" fill="url(#wool)"/>` +
  `<path d="M584 494 Q600 560 640 590 Q680 560 696 494 L712 504 Q730 600 690 730 H590 Q550 600 568 504 Z" fill="${blouse}"/>` +
  `<path d="M590 470 Q640 520 690 470 L694 496 Q676 548 640 566 Q604 548 586 496 Z" fill="${skin}"/>` +
  `<path d="M588 468 Q640 512 692 468 L690 450 H590 Z" fill="${skinShade}" opacity=".75"/>` +
  `<path d="M582 492 L558 514 Q574 572 622 604 L640 576 Q600 548 582 492 Z" fill="#fff"/><path d="M698 492 L722 514 Q706 572 658 604 L640 576 Q680 548 698 492 Z" fill="#fff"/>` +
  `<circle cx="640" cy="634" r="6" fill="#d9c9ae"/><circle cx="640" cy="684" r="6" fill="#d9c9ae"/>` +
  `<path d="M560 512 Q536 610 566 730 M720 512 Q744 610 714 730" fill="none" stroke="${knitShade}" stroke-width="9"/>` +
  `<path d="M446 730 Q446 650 470 606 M834 730 Q834 650 810 606" fill="none" stroke="${knitShade}" stroke-width="6" stroke-linecap="round" opacity=".8"/>`;

function face(pose: Pose): string {
  const features = `translate(${px(pose.sway * 2.1)} ${px(pose.nod * 1.2)})`;
  return (
    ear(516) +
    ear(764) +
    `<path d="M640 190 C556 190 524 250 524 330 C524 420 584 484 640 484 C696 484 756 420 756 330 C756 250 724 190 640 190 Z" fill="url(#face)"/>` +
    `<g transform="${features}">` +
    `<ellipse cx="566" cy="378" rx="30" ry="17" fill="#ee9a84" opacity=".38"/><ellipse cx="714" cy="378" rx="30" ry="17" fill="#ee9a84" opacity=".38"/>` +
    eye(586, 'eyeLeft', pose) +
    eye(694, 'eyeRight', pose) +
    brow(586, -1, pose) +
    brow(694, 1, pose) +
    `<path d="M637 322 Q628 358 630 370 Q640 381 652 371" fill="none" stroke="${skinShade}" stroke-width="5.5" stroke-linecap="round"/>` +
    mouth(pose) +
    glasses() +
    '</g>' +
    fringe(pose)
  );
}

const ear = (x: number): string =>
  `<ellipse cx="${x}" cy="338" rx="19" ry="29" fill="${skin}"/><ellipse cx="${x}" cy="340" rx="9" ry="16" fill="${skinShade}" opacity=".6"/>` +
  `<circle cx="${x}" cy="376" r="6.5" fill="#f4b94f"/>`;

function eye(x: number, clip: string, { eyelid, sway }: Pose): string {
  const lower = 339 - smile * 2.5;
  const lid = 297 + eyelid * 39;
  return (
    `<ellipse cx="${x}" cy="318" rx="21" ry="19" fill="#fff"/>` +
    `<g clip-path="url(#${clip})"><circle cx="${px(x - sway)}" cy="320" r="14" fill="#6b4630"/><circle cx="${px(x - sway)}" cy="320" r="7.2" fill="#1d1614"/>` +
    `<circle cx="${px(x + 5 - sway * 0.8)}" cy="313" r="4.2" fill="#fff"/>` +
    `<rect x="${x - 26}" y="${px(lower)}" width="52" height="12" fill="#edbd99"/>` +
    `<rect x="${x - 26}" y="${px(lid - 44)}" width="52" height="44" fill="#e9b491"/></g>` +
    `<path d="M${x - 22} ${px(316 + eyelid * 15)} Q${x} ${px(290 + eyelid * 54)} ${x + 22} ${px(316 + eyelid * 15)}" fill="none" stroke="${hair}" stroke-width="5.5" stroke-linecap="round"/>`
  );
}

function brow(x: number, side: number, pose: Pose): string {
  const y = 276 - pose.brow * 6;
  return `<path d="M${x - 27} ${px(y + (side < 0 ? 4 : 1))} Q${x} ${px(y - 12)} ${x + 27} ${px(y + (side < 0 ? 1 : 4))}" fill="none" stroke="${hair}" stroke-width="8" stroke-linecap="round"/>`;
}

const glasses = (): string =>
  `<g fill="none" stroke="${frame}" stroke-width="4.5"><rect x="546" y="288" width="80" height="64" rx="30"/><rect x="654" y="288" width="80" height="64" rx="30"/>` +
  `<path d="M626 314 q14 -9 28 0 M546 310 l-24 -6 M734 310 l24 -6"/></g>` +
  `<path d="M560 306 q8 -10 20 -12 M668 306 q8 -10 20 -12" stroke="#fff" stroke-width="4" stroke-linecap="round" fill="none" opacity=".55"/>`;

const fringe = ({ sway }: Pose): string =>
  `<g transform="translate(${px(sway * 0.8)} 0)">` +
  `<path d="M520 338 C508 240 548 170 640 168 C732 170 772 240 760 338 C756 290 740 262 716 240 C700 262 640 272 596 236 C560 256 530 286 520 338 Z" fill="${hair}"/>` +
  `<path d="M596 236 C640 270 700 262 716 240 C690 246 640 244 610 214 Z" fill="#000" opacity=".12"/>` +
  `<path d="M560 218 Q600 184 656 186 M548 252 Q568 218 604 204 M734 252 Q720 216 694 202" stroke="${hairLight}" stroke-width="6" fill="none" stroke-linecap="round" opacity=".75"/></g>`;

/** Lips, teeth and tongue from the opening of the jaw and the width and roundness of the lips. */
function mouth({ mouth: { open, wide, round } }: Pose): string {
  const half = 33 * wide * (1 - 0.1 * round);
  const y = 424;
  const corner = y - smile * 8 * (1 - round * 0.8);
  const upper = y - 1 - open * 9 - round * 3;
  const jaw = y + 3 + open * 36 + round * 2;
  if (open < 0.07) {
    return (
      `<path d="M${px(640 - half)} ${px(corner)} Q640 ${px(y + 13 * smile + 1)} ${px(640 + half)} ${px(corner)}" fill="none" stroke="${lips}" stroke-width="6" stroke-linecap="round"/>` +
      `<path d="M622 ${y + 19} q18 7 36 0" fill="none" stroke="${skinShade}" stroke-width="4" stroke-linecap="round" opacity=".8"/>`
    );
  }
  const inside = `M${px(640 - half)} ${px(corner)} Q${px(640 - half * 0.45)} ${px(upper)} 640 ${px(upper + 2)} Q${px(640 + half * 0.45)} ${px(upper)} ${px(640 + half)} ${px(corner)} Q${px(640 + half * 0.62)} ${px(jaw)} 640 ${px(jaw)} Q${px(640 - half * 0.62)} ${px(jaw)} ${px(640 - half)} ${px(corner)} Z`;
  return (
    `<clipPath id="lips"><path d="${inside}"/></clipPath><path d="${inside}" fill="#7a2f33"/>` +
    `<g clip-path="url(#lips)"><ellipse cx="640" cy="${px(jaw + 3)}" rx="${px(half * 0.55)}" ry="${px(4 + open * 13)}" fill="#d9786f"/>` +
    `<rect x="${px(640 - half)}" y="${px(upper - 6)}" width="${px(half * 2)}" height="${px(10 + open * 4 * (1 - round))}" rx="5" fill="#fff"/></g>` +
    `<path d="${inside}" fill="none" stroke="${lips}" stroke-width="6.5" stroke-linejoin="round"/>` +
    `<path d="M624 ${px(jaw + 15)} q16 6 32 0" fill="none" stroke="${skinShade}" stroke-width="4" stroke-linecap="round" opacity=".7"/>`
  );
}

export const avatar: Avatar = {
  name: 'nora',
  title: { en: 'Nora, a teacher with glasses', zh: '诺拉，戴眼镜的老师' },
  room: () => room(WARM_ROOM),
  defs,
  figure,
  regions: {
    figure: { x: 344, y: 60, width: 592, height: 660 },
    eyes: { x: 536, y: 248, width: 208, height: 108 },
    mouth: { x: 588, y: 396, width: 104, height: 92 },
  },
};
