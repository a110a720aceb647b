/** BT.709, limited range: Y = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B), in 16 fractional bits. */
const SHIFT = 16;
const HALF = 1 << (SHIFT - 1);
const fixed = (value: number): number => Math.round(value * (1 << SHIFT));
const YR = fixed((0.2126 * 219) / 255);
const YG = fixed((0.7152 * 219) / 255);
const YB = fixed((0.0722 * 219) / 255);
const CHROMA = 224 / 255;
const UR = fixed((-0.2126 / 1.8556) * CHROMA);
const UG = fixed((-0.7152 / 1.8556) * CHROMA);
const UB = fixed(0.5 * CHROMA);
const VR = fixed(0.5 * CHROMA);
const VG = fixed((-0.7152 / 1.5748) * CHROMA);
const VB = fixed((-0.0722 / 1.5748) * CHROMA);

/**
 * Turns RGB, three bytes a pixel, into I420: BT.709, limited range; four pixels share the mean of their colours.
 * Specification: ITU-R BT.709-6, 3.2 to 3.5; ISO/IEC 23091-2, matrix 1.
 */
export function rgbToI420(rgb: Uint8Array, width: number, height: number, i420: Uint8Array): void {
  let u = width * height;
  let v = u + (width * height) / 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner++) {
        const pixel = (y + (corner >> 1)) * width + x + (corner & 1);
        const r = rgb[pixel * 3] ?? 0;
        const g = rgb[pixel * 3 + 1] ?? 0;
        const b = rgb[pixel * 3 + 2] ?? 0;
        i420[pixel] = 16 + ((YR * r + YG * g + YB * b + HALF) >> SHIFT);
        red += r;
        green += g;
        blue += b;
      }
      i420[u++] = 128 + ((UR * red + UG * green + UB * blue + 2 * HALF * 2) >> (SHIFT + 2));
      i420[v++] = 128 + ((VR * red + VG * green + VB * blue + 2 * HALF * 2) >> (SHIFT + 2));
    }
  }
}
