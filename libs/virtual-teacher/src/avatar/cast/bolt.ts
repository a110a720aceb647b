import { type Avatar, type Pose, px } from '../avatar.js';
import { COOL_ROOM, room } from '../room.js';

const shell = '#f4f7fa';
const shade = '#cfd9e3';
const line = '#9fb0c0';
const screen = '#16263a';
const light = '#6fe3d6';
const coral = '#ef7c63';

const defs =
  `<linearGradient id="shell" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${shell}"/><stop offset="1" stop-color="${shade}"/></linearGradient>` +
  `<linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#203751"/><stop offset="1" stop-color="${screen}"/></linearGradient>`;

function figure(pose: Pose): string {
  const { sway, nod } = pose;
  const head = `translate(${px(sway * 2.4)} ${px(nod * 3)}) rotate(${px(sway * 1.1)} 640 500)`;
  return `<g transform="translate(0 ${px(nod * 1.2)})">${body()}</g><g transform="${head}">${headShape()}${face(pose)}</g>`;
}

const body = (): string =>
  `<rect x="600" y="480" width="80" height="60" rx="14" fill="${line}"/><path d="M606 496 h68 M606 512 h68 M606 528 h68" stroke="#8496a8" stroke-width="5"/>` +
  `<path d="M400 730 C400 606 452 540 560 534 H720 C828 540 880 606 880 730 Z" fill="url(#shell)" stroke="${line}" stroke-width="4"/>` +
  `<circle cx="420" cy="668" r="52" fill="${shade}" stroke="${line}" stroke-width="4"/><circle cx="860" cy="668" r="52" fill="${shade}" stroke="${line}" stroke-width="4"/>` +
  `<rect x="560" y="590" width="160" height="110" rx="22" fill="url(#glass)"/>` +
  `<path d="M640 676 l-26 -25 a16 16 0 0 1 26 -19 a16 16 0 0 1 26 19 z" fill="${coral}"/>`;

const headShape = (): string =>
  `<path d="M640 150 v-46" stroke="${line}" stroke-width="8"/><circle cx="640" cy="94" r="16" fill="${coral}"/><circle cx="635" cy="89" r="5" fill="#fff" opacity=".7"/>` +
  `<rect x="444" y="266" width="40" height="110" rx="18" fill="${coral}"/><rect x="796" y="266" width="40" height="110" rx="18" fill="${coral}"/>` +
  `<rect x="470" y="146" width="340" height="346" rx="96" fill="url(#shell)" stroke="${line}" stroke-width="4"/>` +
  `<rect x="506" y="200" width="268" height="248" rx="62" fill="url(#glass)"/>` +
  `<path d="M540 226 Q590 212 640 212" stroke="#fff" stroke-width="8" stroke-linecap="round" fill="none" opacity=".18"/>`;

function face(pose: Pose): string {
  const features = `translate(${px(pose.sway * 3)} ${px(pose.nod * 2)})`;
  return (
    `<g transform="${features}">${eye(582, pose)}${eye(698, pose)}` +
    `<circle cx="548" cy="362" r="15" fill="${coral}" opacity=".5"/><circle cx="732" cy="362" r="15" fill="${coral}" opacity=".5"/>` +
    `${mouth(pose)}</g>`
  );
}

/** Lights that close to a line; raised brows open them further. */
function eye(x: number, { eyelid, brow }: Pose): string {
  const half = Math.max(3, (30 + brow * 7) * (1 - eyelid));
  const y = 302 - brow * 3;
  const glint = half > 15 ? `<circle cx="${x + 8}" cy="${px(y - half * 0.45)}" r="6" fill="#fff"/>` : '';
  return `<rect x="${x - 23}" y="${px(y - half)}" width="46" height="${px(half * 2)}" rx="${px(Math.min(23, half))}" fill="${light}"/>${glint}`;
}

/** A row of lights as tall as the mouth is open; a smile when it is shut. */
function mouth({ mouth: { open, wide, round } }: Pose): string {
  if (open < 0.07) {
    return `<path d="M600 388 Q640 420 680 388" fill="none" stroke="${light}" stroke-width="9" stroke-linecap="round"/>`;
  }
  const half = 44 * wide * (1 - 0.15 * round);
  const height = 7 + open * 30;
  return (
    `<rect x="${px(640 - half)}" y="${px(398 - height)}" width="${px(half * 2)}" height="${px(height * 2)}" rx="${px(Math.min(height, half))}" fill="none" stroke="${light}" stroke-width="8"/>` +
    `<rect x="${px(640 - half * 0.5)}" y="${px(398 + height * 0.25)}" width="${px(half)}" height="${px(height * 0.5)}" rx="${px(height * 0.25)}" fill="${coral}" opacity=".85"/>`
  );
}

export const avatar: Avatar = {
  name: 'bolt',
  title: { en: 'Bolt, a friendly robot', zh: '小闪，友好的机器人' },
  room: () => room(COOL_ROOM),
  defs,
  figure,
  regions: {
    figure: { x: 360, y: 66, width: 560, height: 654 },
    eyes: { x: 546, y: 250, width: 192, height: 96 },
    mouth: { x: 574, y: 348, width: 132, height: 98 },
  },
};
