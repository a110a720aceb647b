/** One family of colours for the slides and the teacher's room. */
export const ink = '#22304a';
export const inkSoft = '#5b6780';
export const paper = '#fbf6ec';
export const cream = '#f4e9d6';
export const coral = '#e0604a';
export const coralSoft = '#f3b9a4';
export const teal = '#2f8579';
export const tealSoft = '#a9d3c6';
export const sun = '#f4b94f';
export const sky = '#cfe4e8';
export const dusk = '#f7d9c0';
export const night = '#26365a';

export const serif = 'Noto Serif CJK SC';
export const sans = 'Noto Sans CJK SC';
