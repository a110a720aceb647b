import { type Avatar, type Pose, px } from '../avatar.js';
import { BLUE_ROOM, room } from '../room.js';

const skin = '#a9714b';
const skinShade = '#8c5936';
const hair = '#231a18';
const beard = '#2e2220';
const lips = '#8f4d45';
const jacket = '#31456f';
const jacketShade = '#253558';
const shirt = '#f2f5fa';

const defs =
  `<linearGradient id="face" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b57d56"/><stop offset="1" stop-color="#9f6943"/></linearGradient>` +
  `<linearGradient id="cloth" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3d548a"/><stop offset="1" stop-color="${jacketShade}"/></linearGradient>` +
  `<clipPath id="eyeLeft"><ellipse cx="588" cy="316" rx="20" ry="16"/></clipPath><clipPath id="eyeRight"><ellipse cx="692" cy="316" rx="20" ry="16"/></clipPath>`;

function figure(pose: Pose): string {
  const { sway, nod } = pose;
  const head = `translate(${px(sway * 1.8)} ${px(nod * 2.6)}) rotate(${px(sway * 0.9)} 640 480)`;
  return `<g transform="translate(0 ${px(nod * 1.2)})">${body()}</g><g transform="${head}">${face(pose)}</g>`;
}

const body = (): string =>
  `<path d="M576 420 h128 v96 q0 38 -64 38 t-64 -38 z" fill="${skinShade}"/>` +
  `<path d="M316 730 C318 602 372 556 484 530 Q546 514 574 496 Q640 552 706 496 Q734 514 796 530 C908 556 962 602 964 730 Z" fill="url(#cloth)"/>` +
  `<path d="M574 496 Q594 570 640 604 Q686 570 706 496 L724 508 Q740 610 700 730 H580 Q540 610 556 508 Z" fill="${shirt}"/>` +
  `<path d="M582 476 Q640 530 698 476 L702 500 Q680 556 640 578 Q600 556 578 500 Z" fill="${skin}"/>` +
  `<path d="M580 474 Q640 524 700 474 L698 452 H582 Z" fill="${skinShade}" opacity=".7"/>` +
  `<path d="M572 492 L546 516 Q566 580 618 614 L640 584 Q596 556 572 492 Z" fill="#fff"/><path d="M708 492 L734 516 Q714 580 662 614 L640 584 Q684 556 708 492 Z" fill="#fff"/>` +
  `<path d="M548 514 L500 560 L548 596 L536 626 L604 730 H560 L470 600 Z" fill="${jacketShade}"/><path d="M732 514 L780 560 L732 596 L744 626 L676 730 H720 L810 600 Z" fill="${jacketShade}"/>` +
  `<circle cx="640" cy="642" r="5" fill="#c5cfdf"/><circle cx="640" cy="692" r="5" fill="#c5cfdf"/>` +
  `<path d="M424 730 Q424 656 452 612 M856 730 Q856 656 828 612" fill="none" stroke="${jacket}" stroke-width="7" stroke-linecap="round"/>`;

function face(pose: Pose): string {
  const features = `translate(${px(pose.sway * 2.1)} ${px(pose.nod * 1.2)})`;
  return (
    ear(510) +
    ear(770) +
    `<path d="M640 176 C550 176 516 240 518 328 C520 424 572 500 640 500 C708 500 760 424 762 328 C764 240 730 176 640 176 Z" fill="url(#face)"/>` +
    `<g transform="${features}">` +
    beardShape() +
    eye(588, 'eyeLeft', pose) +
    eye(692, 'eyeRight', pose) +
    brow(588, -1, pose) +
    brow(692, 1, pose) +
    `<path d="M632 322 Q620 362 624 374 Q640 388 656 374" fill="none" stroke="${skinShade}" stroke-width="6" stroke-linecap="round"/>` +
    mouth(pose) +
    '</g>' +
    hairTop(pose)
  );
}

const ear = (x: number): string =>
  `<ellipse cx="${x}" cy="336" rx="20" ry="31" fill="${skin}"/><ellipse cx="${x}" cy="338" rx="9" ry="17" fill="${skinShade}" opacity=".7"/>`;

const beardShape = (): string =>
  `<path d="M521 344 C526 436 576 503 640 503 C704 503 754 436 759 344 C744 384 726 398 700 398 C676 388 658 392 640 398 C622 392 604 388 580 398 C554 398 536 384 521 344 Z" fill="${beard}"/>` +
  `<path d="M594 404 Q640 386 686 404 Q690 446 640 450 Q590 446 594 404 Z" fill="${skin}" opacity=".55"/>`;

function eye(x: number, clip: string, { eyelid, sway }: Pose): string {
  const lid = 299 + eyelid * 34;
  return (
    `<ellipse cx="${x}" cy="316" rx="20" ry="16" fill="#fff"/>` +
    `<g clip-path="url(#${clip})"><circle cx="${px(x - sway)}" cy="317" r="12.5" fill="#3a2618"/><circle cx="${px(x - sway)}" cy="317" r="6.5" fill="#120c0a"/>` +
    `<circle cx="${px(x + 4.5 - sway * 0.8)}" cy="311" r="3.6" fill="#fff"/>` +
    `<rect x="${x - 26}" y="331" width="52" height="12" fill="#a26b45"/>` +
    `<rect x="${x - 26}" y="${px(lid - 44)}" width="52" height="44" fill="#a06943"/></g>` +
    `<path d="M${x - 21} ${px(314 + eyelid * 12)} Q${x} ${px(291 + eyelid * 46)} ${x + 21} ${px(314 + eyelid * 12)}" fill="none" stroke="${hair}" stroke-width="5" stroke-linecap="round"/>`
  );
}

function brow(x: number, side: number, { brow: raised }: Pose): string {
  const y = 278 - raised * 6;
  return `<path d="M${x - 30} ${px(y + (side < 0 ? 6 : 1))} Q${x} ${px(y - 11)} ${x + 30} ${px(y + (side < 0 ? 1 : 6))}" fill="none" stroke="${hair}" stroke-width="11" stroke-linecap="round"/>`;
}

const hairTop = ({ sway }: Pose): string =>
  `<g transform="translate(${px(sway * 0.8)} 0)"><path d="M514 318 C502 208 550 146 640 146 C730 146 778 208 766 318 C762 286 752 262 738 244 C690 232 590 232 542 244 C528 262 518 286 514 318 Z" fill="${hair}"/>` +
  `<path d="M560 200 Q600 168 668 172 M548 224 Q580 196 622 190" stroke="#4a3a36" stroke-width="6" fill="none" stroke-linecap="round" opacity=".7"/></g>`;

/** A mouth within the beard: lips, teeth and tongue. */
function mouth({ mouth: { open, wide, round } }: Pose): string {
  const half = 34 * wide * (1 - 0.1 * round);
  const y = 424;
  const corner = y - 5 * (1 - round * 0.8);
  const upper = y - 1 - open * 8 - round * 3;
  const jaw = y + 3 + open * 34 + round * 2;
  if (open < 0.07) {
    return `<path d="M${px(640 - half)} ${px(corner)} Q640 ${y + 9} ${px(640 + half)} ${px(corner)}" fill="none" stroke="${lips}" stroke-width="7" stroke-linecap="round"/>`;
  }
  const inside = `M${px(640 - half)} ${px(corner)} Q${px(640 - half * 0.45)} ${px(upper)} 640 ${px(upper + 2)} Q${px(640 + half * 0.45)} ${px(upper)} ${px(640 + half)} ${px(corner)} Q${px(640 + half * 0.62)} ${px(jaw)} 640 ${px(jaw)} Q${px(640 - half * 0.62)} ${px(jaw)} ${px(640 - half)} ${px(corner)} Z`;
  return (
    `<clipPath id="lips"><path d="${inside}"/></clipPath><path d="${inside}" fill="#571f22"/>` +
    `<g clip-path="url(#lips)"><ellipse cx="640" cy="${px(jaw + 3)}" rx="${px(half * 0.55)}" ry="${px(4 + open * 12)}" fill="#c2655e"/>` +
    `<rect x="${px(640 - half)}" y="${px(upper - 6)}" width="${px(half * 2)}" height="${px(10 + open * 4 * (1 - round))}" rx="5" fill="#fff"/></g>` +
    `<path d="${inside}" fill="none" stroke="${lips}" stroke-width="6.5" stroke-linejoin="round"/>`
  );
}

export const avatar: Avatar = {
  name: 'leo',
  title: { en: 'Leo, a teacher with a beard', zh: '利奥，留胡子的老师' },
  room: () => room(BLUE_ROOM),
  defs,
  figure,
  regions: {
    figure: { x: 308, y: 136, width: 664, height: 584 },
    eyes: { x: 540, y: 248, width: 200, height: 100 },
    mouth: { x: 588, y: 396, width: 104, height: 84 },
  },
};
