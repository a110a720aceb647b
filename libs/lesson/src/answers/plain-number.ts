/** Digits are in it somewhere: `3.14`, `-5 km`, `1/2`. */
export const plainNumber = /\p{N}/u;
