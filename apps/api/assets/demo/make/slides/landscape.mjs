import { coral, dusk, ink, paper, sky, sun, teal, tealSoft } from '../palette.mjs';
import { cloud, gradient, label, page, text, tree, walker } from './parts.mjs';

const footprints = (points) =>
  points
    .map(
      ([x, y, turn], index) =>
        `<ellipse cx="${x}" cy="${y}" rx="10" ry="4.6" transform="rotate(${turn} ${x} ${y})" fill="${ink}" opacity="${(0.16 + index * 0.045).toFixed(2)}"/>`,
    )
    .join('');

/** The road behind us, seen at sunset. */
export const yesterday = () =>
  page(
    `<rect width="1600" height="900" fill="url(#sky)"/>` +
      `<circle cx="1130" cy="500" r="250" fill="#fff" opacity=".16"/><circle cx="1130" cy="500" r="180" fill="#fff" opacity=".2"/>` +
      `<circle cx="1130" cy="500" r="118" fill="${sun}"/>` +
      cloud(880, 170, 1.1, '#fff', 0.45) +
      cloud(1400, 250, 0.85, '#fff', 0.4) +
      `<path d="M0 560 Q230 430 470 540 T960 510 T1330 520 T1600 470 V900 H0 Z" fill="#e7a188"/>` +
      `<path d="M0 650 Q300 520 620 620 T1180 580 T1600 620 V900 H0 Z" fill="#b97a77"/>` +
      `<path d="M0 740 Q380 610 800 700 T1600 690 V900 H0 Z" fill="#55638a"/>` +
      `<path d="M0 800 Q420 720 860 790 T1600 770 V900 H0 Z" fill="#33436b"/>` +
      `<path d="M560 900 C760 840 1060 830 1010 770 C985 738 880 730 930 702 C975 680 1090 676 1100 640 C1104 622 1088 612 1112 596 L1122 596 C1112 614 1130 624 1130 642 C1130 688 1020 694 990 712 C962 730 1080 744 1092 780 C1108 838 900 860 850 900 Z" fill="${dusk}" opacity=".92"/>` +
      tree(300, 752, 0.95, '#3c4d78', '#2b395f') +
      tree(395, 764, 0.7, '#45578a', '#2b395f') +
      tree(1420, 742, 1.1, '#3c4d78', '#2b395f') +
      walker({ x: 800, y: 872, scale: 1.05, step: 0.9, coat: coral, trousers: '#1d2947' }) +
      text('Yesterday', { x: 110, y: 232, size: 150 }) +
      label('the simple past', { x: 118, y: 304, size: 50, fill: '#5d4a58' }),
    gradient('sky', [
      [0, '#f6c9a8'],
      [0.45, '#f9dcc0'],
      [0.7, '#f4b592'],
    ]),
  );

/** One bridge at two times of day; what moved is the walker, the light and two letters. */
function bridge({ evening }) {
  const grass = evening ? '#7d9a86' : '#8fbf9c';
  const far = evening ? '#a98f9c' : '#b9d8c4';
  const stone = evening ? '#b8a39a' : '#d9cbb8';
  const water = evening ? '#8aa3bd' : '#9fcbd6';
  return (
    `<rect width="1600" height="900" fill="url(#air)"/>` +
    (evening
      ? `<circle cx="1330" cy="470" r="190" fill="#fff" opacity=".18"/><circle cx="1330" cy="470" r="84" fill="#f0875e"/>`
      : `<circle cx="250" cy="430" r="150" fill="#fff" opacity=".35"/><circle cx="250" cy="430" r="76" fill="${sun}"/>`) +
    cloud(560, 440, 0.75, '#fff', evening ? 0.35 : 0.8) +
    cloud(1080, 400, 0.95, '#fff', evening ? 0.35 : 0.8) +
    `<path d="M0 590 Q260 500 520 570 T1050 560 T1600 540 V900 H0 Z" fill="${far}"/>` +
    `<path d="M0 660 Q280 620 560 655 L560 900 H0 Z" fill="${grass}"/>` +
    `<path d="M1020 655 Q1300 610 1600 650 V900 H1020 Z" fill="${grass}"/>` +
    `<path d="M500 790 Q800 760 1100 790 L1180 900 H420 Z" fill="${water}"/>` +
    `<path d="M560 828 h120 M760 852 h150 M930 820 h90 M640 874 h90" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".5"/>` +
    `<path d="M440 672 Q790 545 1140 672 L1140 800 H1080 Q1052 700 930 700 Q812 700 790 790 Q768 700 650 700 Q528 700 500 800 H440 Z" fill="${stone}"/>` +
    `<path d="M440 672 Q790 545 1140 672" fill="none" stroke="#000" stroke-opacity=".14" stroke-width="14"/>` +
    `<path d="M0 690 Q230 660 440 676 M1140 676 Q1380 655 1600 684" fill="none" stroke="${paper}" stroke-width="22" stroke-opacity=".75"/>` +
    tree(110, 690, 0.95, evening ? '#4f7a6d' : teal) +
    tree(1490, 690, 1.1, evening ? '#4f7a6d' : teal) +
    tree(1400, 684, 0.75, evening ? '#5f8b7c' : '#4a9f8f')
  );
}

const daylight = (evening) =>
  gradient(
    'air',
    evening
      ? [
          [0, '#f3d3bd'],
          [0.55, '#f6c6a6'],
          [0.75, '#e7b7a4'],
        ]
      : [
          [0, '#e6f1f0'],
          [0.7, sky],
        ],
  );

export const walk = () =>
  page(
    bridge({ evening: false }) +
      walker({ x: 290, y: 690, scale: 1.05, step: 1, coat: coral }) +
      label('Today', { x: 110, y: 128, size: 46, fill: teal }) +
      text('I walk to the bridge.', { x: 104, y: 262, size: 124 }),
    daylight(false),
  );

export const walked = () =>
  page(
    bridge({ evening: true }) +
      footprints([
        [300, 684, -3],
        [362, 676, -3],
        [430, 670, -14],
        [498, 650, -16],
        [566, 634, -12],
        [634, 622, -8],
      ]) +
      walker({ x: 720, y: 616, scale: 1.05, step: -0.9, coat: coral }) +
      label('Yesterday', { x: 110, y: 128, size: 46, fill: '#a5472f' }) +
      text('I walk*ed* to the bridge.', { x: 104, y: 262, size: 124, accent: '#c8412b' }),
    daylight(true),
  );

/** Mia at the sea, and a gap in the sentence. */
export const yourTurn = () =>
  page(
    `<rect width="1600" height="900" fill="url(#air)"/>` +
      `<circle cx="1360" cy="250" r="150" fill="#fff" opacity=".4"/><circle cx="1360" cy="250" r="86" fill="${sun}"/>` +
      cloud(1050, 330, 0.9) +
      `<path d="M0 470 H1600 V760 H0 Z" fill="#7fb9c4"/>` +
      `<path d="M0 540 Q200 524 400 540 T800 540 T1200 540 T1600 540 V760 H0 Z" fill="#8fc6cd"/>` +
      `<path d="M0 620 Q200 600 400 620 T800 620 T1200 620 T1600 620 V760 H0 Z" fill="#b4dcdb"/>` +
      `<path d="M0 690 Q300 640 700 680 T1600 660 V900 H0 Z" fill="#f0dcb4"/>` +
      `<path d="M0 690 Q300 640 700 680 T1600 660" fill="none" stroke="#fff" stroke-width="14" opacity=".8"/>` +
      `<g transform="translate(170 52)"><path d="M250 470 l0 -66 l54 58 z M243 470 l0 -50 l-34 44 z" fill="#fff"/><path d="M196 474 h124 l-20 24 h-84 z" fill="${coral}"/></g>` +
      `<g transform="translate(1230 800)"><path d="M0 10 L-46 -300" stroke="#8b6a52" stroke-width="11" stroke-linecap="round"/>` +
      `<path d="M-262 -236 Q-210 -396 -52 -386 Q104 -376 150 -268 Z" fill="${coral}"/>` +
      `<path d="M-168 -244 Q-150 -372 -52 -386 Q22 -366 48 -262 Z" fill="${paper}"/><path d="M-86 -252 Q-80 -360 -52 -386 Q-30 -366 -26 -258 Z" fill="${coral}"/></g>` +
      `<path d="M1010 828 l210 -26 l40 40 l-214 30 z" fill="${teal}"/><path d="M1030 838 l206 -26" stroke="${tealSoft}" stroke-width="10"/>` +
      walker({ x: 800, y: 800, scale: 1.35, step: 0.8, coat: sun, hair: '#33221f', trousers: '#3d6f8f' }) +
      `<g transform="translate(801 584)"><ellipse cx="0" cy="0" rx="46" ry="9" fill="#e9cf9a"/><path d="M-26 -2 Q-22 -34 0 -34 Q22 -34 26 -2 Z" fill="#e9cf9a"/><path d="M-26 -3 Q0 5 26 -3 L25 -10 Q0 -2 -25 -10 Z" fill="${coral}"/></g>` +
      footprints([
        [520, 822, -4],
        [580, 812, -4],
        [640, 810, -2],
        [700, 804, -2],
      ]) +
      label('Your turn', { x: 110, y: 128, size: 46, fill: teal }) +
      text('Yesterday, Mia', { x: 104, y: 252, size: 108 }) +
      `<rect x="912" y="164" width="214" height="112" rx="22" fill="#fff" opacity=".75"/><rect x="912" y="164" width="214" height="112" rx="22" fill="none" stroke="${coral}" stroke-width="6" stroke-dasharray="18 14"/>` +
      text('to the beach.', { x: 104, y: 388, size: 108 }),
    gradient('air', [
      [0, '#e8f3f3'],
      [0.5, '#d3e9ec'],
    ]),
  );
