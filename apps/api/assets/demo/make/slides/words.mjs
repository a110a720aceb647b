import { coral, cream, ink, inkSoft, night, paper, sun, teal, tealSoft } from '../palette.mjs';
import { card, gradient, label, page, text } from './parts.mjs';

const arrow = (y, stroke) =>
  `<path d="M229 ${y} v44 m-15 -16 l15 17 l15 -17" fill="none" stroke="${stroke}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`;

const shoe =
  `<path d="M-46 -34 q22 8 38 -6 q8 26 46 34 q18 4 18 20 h-102 z" fill="${coral}"/><path d="M-48 14 h106 v10 h-106 z" fill="${ink}"/>` +
  `<path d="M-8 -28 l12 -8 M2 -16 l12 -8" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`;
const note =
  `<path d="M-22 20 v-62 l52 -12 v58" fill="none" stroke="${teal}" stroke-width="9" stroke-linejoin="round"/>` +
  `<ellipse cx="-35" cy="20" rx="16" ry="12" fill="${teal}"/><ellipse cx="17" cy="6" rx="16" ry="12" fill="${teal}"/>`;
const book =
  `<path d="M0 -30 Q-28 -46 -58 -36 V20 Q-28 10 0 26 Z" fill="${sun}"/><path d="M0 -30 Q28 -46 58 -36 V20 Q28 10 0 26 Z" fill="#eda93a"/>` +
  `<path d="M-44 -20 q18 -4 32 4 M-44 -4 q18 -4 32 4 M44 -20 q-18 -4 -32 4 M44 -4 q-18 -4 -32 4" stroke="#fff" stroke-width="4.5" fill="none" stroke-linecap="round"/>`;

const ending = (column, icon, present, past, rule) =>
  card(
    column,
    '#fff',
    `<g transform="translate(229 82)">${icon}</g>` +
      text(present, { x: 229, y: 196, size: 62, weight: 500, anchor: 'middle', fill: inkSoft }) +
      arrow(220, '#c9c2b4') +
      text(past, { x: 229, y: 344, size: 84, anchor: 'middle', accent: coral }) +
      `<rect x="129" y="380" width="200" height="50" rx="25" fill="${cream}"/>` +
      label(rule, { x: 229, y: 417, size: 30, anchor: 'middle', fill: ink }),
  );

export const endings = () =>
  page(
    `<rect width="1600" height="900" fill="${paper}"/>` +
      `<circle cx="1500" cy="60" r="250" fill="${tealSoft}" opacity=".35"/><circle cx="40" cy="880" r="220" fill="${sun}" opacity=".22"/>` +
      label('Most verbs', { x: 92, y: 128, size: 46, fill: teal }) +
      text('Three ways to spell the ending', { x: 88, y: 228, size: 82 }) +
      ending(0, shoe, 'walk', 'walk*ed*', 'add ed') +
      ending(1, note, 'dance', 'dance*d*', 'add d') +
      ending(2, book, 'study', 'stud*ied*', 'y → ied') +
      label('I walked.   She danced.   We studied.', { x: 92, y: 830, size: 40, fill: inkSoft }),
  );

const signpost =
  `<rect x="-6" y="-52" width="12" height="98" rx="5" fill="#c79a6b"/><path d="M-52 -46 h82 l24 19 l-24 19 h-82 z" fill="${coral}"/>` +
  `<path d="M-30 -27 h50 m-12 -9 l12 9 l-12 9" stroke="#fff" stroke-width="5" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;
const eye = `<path d="M-62 0 Q0 -58 62 0 Q0 58 -62 0 Z" fill="#fff"/><circle r="25" fill="${teal}"/><circle r="12" fill="#17233d"/><circle cx="8" cy="-9" r="6" fill="#fff"/>`;
const apple =
  `<path d="M4 -26 C30 -48 60 -26 52 10 C46 42 22 54 2 44 C-18 54 -44 42 -50 10 C-58 -26 -26 -46 4 -26 Z" fill="${coral}"/>` +
  `<circle cx="56" cy="-12" r="21" fill="#31456f"/><circle cx="60" cy="14" r="15" fill="#31456f"/><path d="M4 -26 q-2 -22 12 -32" stroke="#8b6a52" stroke-width="7" fill="none" stroke-linecap="round"/>` +
  `<path d="M8 -44 q-26 -20 -38 2 q22 14 38 -2 z" fill="#6fb98f"/>`;

const rebel = (column, icon, present, past) =>
  card(
    column,
    '#31456f',
    `<g transform="translate(229 98)">${icon}</g>` +
      text(present, { x: 229, y: 232, size: 66, weight: 500, anchor: 'middle', fill: '#c7d2ea' }) +
      arrow(258, '#7f93c0') +
      text(past, { x: 229, y: 404, size: 104, anchor: 'middle', fill: sun }),
  );

const stars = [
  [1180, 90, 4],
  [1290, 160, 3],
  [1430, 80, 5],
  [1520, 190, 3],
  [1060, 150, 3],
  [960, 70, 3],
  [1370, 220, 3],
]
  .map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" opacity=".7"/>`)
  .join('');

export const rebels = () =>
  page(
    `<rect width="1600" height="900" fill="url(#night)"/>${stars}` +
      label('No rule at all', { x: 92, y: 128, size: 46, fill: '#f2a48f' }) +
      text('The rebels', { x: 88, y: 228, size: 82, fill: '#fff' }) +
      rebel(0, signpost, 'go', 'went') +
      rebel(1, eye, 'see', 'saw') +
      rebel(2, apple, 'eat', 'ate') +
      label('Learn these by heart.', { x: 92, y: 830, size: 40, fill: '#b9c6e4' }),
    gradient('night', [
      [0, night],
      [1, '#1b2846'],
    ]),
  );

const tick = (x, y, fill) =>
  `<circle cx="${x}" cy="${y}" r="30" fill="${fill}"/><path d="M${x - 13} ${y + 1} l9 10 l17 -20" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`;

export const remember = () =>
  page(
    `<rect width="1600" height="900" fill="#e3eee8"/>` +
      `<circle cx="1460" cy="120" r="320" fill="#fff" opacity=".45"/>` +
      `<ellipse cx="760" cy="846" rx="760" ry="34" fill="${ink}" opacity=".08"/>` +
      `<g transform="rotate(-1.6 620 480)"><rect x="120" y="112" width="960" height="700" rx="30" fill="${ink}" opacity=".1"/><rect x="112" y="100" width="960" height="700" rx="30" fill="#fff"/>` +
      `<path d="M112 130 q0 -30 30 -30 h70 v700 h-70 q-30 0 -30 -30 z" fill="${teal}"/>` +
      [180, 290, 400, 510, 620, 730]
        .map((y) => `<circle cx="186" cy="${y}" r="10" fill="#e3eee8"/>`)
        .join('') +
      text('Remember', { x: 272, y: 232, size: 84 }) +
      tick(304, 344, coral) +
      text('Most verbs take *ed*.', { x: 360, y: 364, size: 58, weight: 500 }) +
      label('walked, danced, studied', { x: 362, y: 424, size: 36, fill: inkSoft }) +
      tick(304, 524, coral) +
      text('The *rebels*: by heart.', { x: 360, y: 544, size: 58, weight: 500 }) +
      label('went, saw, ate', { x: 362, y: 604, size: 36, fill: inkSoft }) +
      `<path d="M272 734 H1000" stroke="#d8d2c4" stroke-width="5" stroke-dasharray="2 16" stroke-linecap="round"/>` +
      text('Yesterday, I …', { x: 272, y: 708, size: 54, weight: 500, fill: teal }) +
      '</g>' +
      `<g transform="translate(1310 640)"><ellipse cx="0" cy="186" rx="190" ry="24" fill="${ink}" opacity=".12"/>` +
      `<path d="M112 20 q92 -6 86 58 q-6 62 -102 60" fill="none" stroke="${coral}" stroke-width="26"/>` +
      `<path d="M-128 -30 H128 Q132 150 60 176 H-60 Q-132 150 -128 -30 Z" fill="${coral}"/><ellipse cx="0" cy="-30" rx="128" ry="28" fill="#b9462f"/><ellipse cx="0" cy="-26" rx="110" ry="20" fill="#7c4a33"/>` +
      `<path d="M-96 20 Q-92 110 -52 146" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".35"/>` +
      `<path d="M-40 -86 q-26 -34 0 -66 t0 -64 M30 -90 q-22 -30 0 -58 t0 -56" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".9"/></g>` +
      `<g transform="rotate(24 1180 470)"><rect x="1168" y="290" width="30" height="330" rx="6" fill="${sun}"/><path d="M1168 620 h30 l-15 44 z" fill="#f3dfc0"/><path d="M1177 646 h12 l-6 18 z" fill="${ink}"/><rect x="1168" y="276" width="30" height="34" rx="8" fill="#e68f86"/></g>`,
  );
