/** Colours and furniture of a room; a little out of focus, so that the teacher stands in front of it. */
export type RoomStyle = {
  readonly wall: readonly [string, string];
  readonly curtain: string;
  readonly wood: string;
  readonly floor: string;
};

export const WARM_ROOM: RoomStyle = {
  wall: ['#f7ead6', '#ecd4bb'],
  curtain: '#ef7c63',
  wood: '#b88a66',
  floor: '#d9b796',
};

const SUN = '#f4b94f';
const TEAL = '#2f8f86';
const SOFT_TEAL = '#9fd2c9';
const CREAM = '#fbf3e6';
const CORAL = '#ef7c63';

/** The teacher's room with a window, a shelf, a plant and a globe. */
export const room = (style: RoomStyle): string =>
  `<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${style.wall[0]}"/><stop offset="1" stop-color="${style.wall[1]}"/></linearGradient>` +
  `<linearGradient id="outside" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#bfe0e6"/><stop offset=".7" stop-color="#e8f2e8"/></linearGradient>` +
  `<radialGradient id="light" cx=".25" cy=".35" r=".75"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>` +
  `<filter id="far" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="3.2"/></filter></defs>` +
  `<rect width="1280" height="720" fill="url(#wall)"/><g filter="url(#far)">${windowView(style)}${shelf(style)}` +
  `<rect x="0" y="628" width="1280" height="92" fill="${style.floor}"/><rect x="0" y="620" width="1280" height="10" fill="${style.wood}" opacity=".7"/></g>` +
  `<rect width="1280" height="720" fill="url(#light)"/>`;

const windowView = ({ wood, curtain }: RoomStyle): string =>
  `<rect x="86" y="70" width="330" height="420" rx="14" fill="#fff"/><rect x="104" y="88" width="294" height="384" fill="url(#outside)"/>` +
  `<circle cx="320" cy="170" r="38" fill="${SUN}" opacity=".9"/>` +
  `<path d="M104 380 Q180 320 260 370 T398 350 V472 H104 Z" fill="#a6cdb2"/><path d="M104 430 Q200 380 300 420 T398 410 V472 H104 Z" fill="#7fb596"/>` +
  `<path d="M251 88 v384 M104 280 h294" stroke="#fff" stroke-width="12"/><path d="M64 58 h376 v18 h-376 z" fill="${wood}"/>` +
  `<path d="M78 76 Q140 210 92 500 H56 V76 Z" fill="${curtain}" opacity=".78"/><path d="M424 76 Q362 210 410 500 H446 V76 Z" fill="${curtain}" opacity=".78"/>` +
  `<rect x="70" y="488" width="362" height="20" rx="6" fill="#fff"/>`;

type Book = readonly [offset: number, width: number, height: number, fill: string];

const books = (x: number, y: number, row: readonly Book[]): string =>
  row
    .map(
      ([offset, w, h, fill]) =>
        `<rect x="${x + offset}" y="${y - h}" width="${w}" height="${h}" rx="4" fill="${fill}"/>`,
    )
    .join('');

const UPPER_ROW: readonly Book[] = [
  [0, 30, 118, TEAL],
  [34, 24, 100, SUN],
  [62, 36, 128, '#5c739f'],
  [102, 22, 92, CORAL],
  [128, 30, 110, CREAM],
];
const LOWER_ROW: readonly Book[] = [
  [0, 36, 104, CORAL],
  [40, 26, 122, '#31456f'],
  [70, 30, 96, SOFT_TEAL],
  [104, 22, 112, SUN],
  [220, 30, 116, TEAL],
  [254, 26, 98, '#b97a77'],
];

const shelf = ({ wood }: RoomStyle): string =>
  `<rect x="872" y="250" width="330" height="18" rx="6" fill="${wood}"/><rect x="872" y="452" width="330" height="18" rx="6" fill="${wood}"/>` +
  books(890, 250, UPPER_ROW) +
  books(900, 452, LOWER_ROW) +
  `<path d="M1080 196 h76 l-10 54 h-56 z" fill="#e7cfae"/>` +
  `<path d="M1118 200 Q1070 150 1062 100 Q1112 120 1118 170 Q1120 90 1150 62 Q1168 120 1128 178 Q1150 140 1184 132 Q1172 184 1124 202 Z" fill="#5fa287"/>` +
  `<circle cx="1070" cy="424" r="27" fill="#86b8c2"/><path d="M1050 410 q16 -12 30 -2 q10 12 -4 22 q-20 6 -26 -20" fill="#6ea27f"/><path d="M1070 451 h-18 h36 z" stroke="${wood}" stroke-width="6"/>`;

export const COOL_ROOM: RoomStyle = {
  wall: ['#e3ecf3', '#c9d9e6'],
  curtain: '#6f93b8',
  wood: '#8d9bab',
  floor: '#b4c3cf',
};

export const GREEN_ROOM: RoomStyle = {
  wall: ['#eef2dc', '#d5e0bf'],
  curtain: '#e0a458',
  wood: '#a98b5d',
  floor: '#c9b68c',
};

export const BLUE_ROOM: RoomStyle = {
  wall: ['#e8eef5', '#d8dfec'],
  curtain: '#31456f',
  wood: '#b88a66',
  floor: '#c9b29a',
};
