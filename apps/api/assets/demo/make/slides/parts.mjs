import { coral, ink, sans, serif } from '../palette.mjs';

export const width = 1600;
export const height = 900;

export const page = (content, defs = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
  `<defs>${defs}</defs>${content}</svg>`;

export const gradient = (id, stops, direction = 'x1="0" y1="0" x2="0" y2="1"') =>
  `<linearGradient id="${id}" ${direction}>` +
  stops.map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`).join('') +
  '</linearGradient>';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** `*…*` is drawn in the accent colour. */
export function text(
  content,
  { x, y, size, fill = ink, accent = coral, family = serif, weight = 700, anchor = 'start', spacing = 0 },
) {
  const runs = content
    .split(/(\*[^*]+\*)/)
    .map((run) =>
      run.startsWith('*') ? `<tspan fill="${accent}">${escape(run.slice(1, -1))}</tspan>` : escape(run),
    )
    .join('');
  return (
    `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${fill}" ` +
    `text-anchor="${anchor}" letter-spacing="${spacing}" xml:space="preserve">${runs}</text>`
  );
}

export const label = (content, options) => text(content, { family: sans, weight: 500, size: 34, ...options });

/** Somebody on the way: `step` from -1 to 1 swings arms and legs; the feet stand at (x, y). */
export function walker({
  x,
  y,
  scale = 1,
  step = 1,
  coat,
  hair = '#4a2f2a',
  skin = '#e9b895',
  trousers = ink,
}) {
  const swing = 17 * step;
  const limb = (x1, y1, x2, y2, x3, y3, stroke, thickness) =>
    `<path d="M${x1} ${y1} Q${x2} ${y2} ${x3} ${y3}" fill="none" stroke="${stroke}" stroke-width="${thickness}" stroke-linecap="round"/>`;
  return (
    `<g transform="translate(${x} ${y}) scale(${scale})">` +
    `<ellipse cx="0" cy="3" rx="34" ry="6" fill="#000" opacity=".12"/>` +
    limb(2, -104, 8 - swing, -84, -swing - 4, -62, coat, 13) +
    limb(-2, -58, -4 - swing * 0.6, -30, -swing * 1.25 - 4, -4, trousers, 15) +
    limb(2, -58, 8 + swing * 0.8, -32, swing * 1.1, -2, trousers, 15) +
    `<path d="M-17 -108 Q0 -122 17 -108 L21 -52 Q0 -44 -21 -52 Z" fill="${coat}"/>` +
    limb(0, -102, 12 + swing * 0.5, -84, swing + 10, -64, coat, 13) +
    `<circle cx="${swing + 11}" cy="-61" r="6.5" fill="${skin}"/>` +
    `<rect x="-6" y="-124" width="12" height="16" rx="5" fill="${skin}"/>` +
    `<circle cx="1" cy="-137" r="19" fill="${skin}"/>` +
    `<path d="M-18 -130 Q-25 -160 2 -160 Q22 -160 21 -143 Q8 -149 -2 -143 Q-8 -138 -8 -127 Q-14 -122 -18 -130 Z" fill="${hair}"/>` +
    '</g>'
  );
}

export const cloud = (x, y, scale, fill = '#fff', opacity = 0.75) =>
  `<g transform="translate(${x} ${y}) scale(${scale})" fill="${fill}" opacity="${opacity}">` +
  '<path d="M-90 20 Q-100 -8 -66 -12 Q-58 -46 -22 -40 Q4 -66 34 -42 Q72 -46 72 -14 Q102 -8 90 20 Z"/></g>';

export const tree = (x, y, scale, leaf, trunk = '#7a5a48') =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><rect x="-6" y="-50" width="12" height="52" rx="5" fill="${trunk}"/>` +
  `<path d="M0 -170 C46 -160 56 -110 44 -80 C36 -52 -36 -52 -44 -80 C-56 -110 -46 -160 0 -170 Z" fill="${leaf}"/>` +
  `<path d="M0 -170 C-46 -160 -56 -110 -44 -80 C-40 -66 -22 -59 -4 -58 C-30 -84 -30 -140 0 -170 Z" fill="#000" opacity=".08"/></g>`;

/** Three equal cards across the page, at y 292 to 748. */
export const cardBox = (column) => ({ x: 88 + column * 483, y: 292, width: 458, height: 456 });

export const card = (column, fill, content) => {
  const box = cardBox(column);
  return (
    `<g transform="translate(${box.x} ${box.y})">` +
    `<rect x="0" y="8" width="${box.width}" height="${box.height}" rx="28" fill="#000" opacity=".08"/>` +
    `<rect width="${box.width}" height="${box.height}" rx="28" fill="${fill}"/>${content}</g>`
  );
};
