import { expect, it } from 'vitest';
import { rgbToI420 } from './i420.js';

/** ITU-R BT.709, limited range, worked out by hand. */
const cases = [
  { name: 'black', rgb: [0, 0, 0], yuv: [16, 128, 128] },
  { name: 'white', rgb: [255, 255, 255], yuv: [235, 128, 128] },
  { name: 'red', rgb: [255, 0, 0], yuv: [63, 102, 240] },
  { name: 'green', rgb: [0, 255, 0], yuv: [173, 42, 26] },
  { name: 'blue', rgb: [0, 0, 255], yuv: [32, 240, 118] },
];

it.each(cases)('turns $name into its luma and chroma', ({ rgb, yuv }) => {
  const i420 = new Uint8Array(6);
  rgbToI420(Uint8Array.from([...rgb, ...rgb, ...rgb, ...rgb]), 2, 2, i420);
  expect([...i420]).toEqual([yuv[0], yuv[0], yuv[0], yuv[0], yuv[1], yuv[2]]);
});

it('keeps each pixel’s luma in its row, and the mean colour of four', () => {
  const [black, white] = [
    [0, 0, 0],
    [255, 255, 255],
  ] as const;
  const rgb = Uint8Array.from([
    ...black,
    ...white,
    ...white,
    ...black,
    ...black,
    ...black,
    ...white,
    ...white,
  ]);
  const i420 = new Uint8Array(12);
  rgbToI420(rgb, 4, 2, i420);
  expect([...i420.subarray(0, 8)]).toEqual([16, 235, 235, 16, 16, 16, 235, 235]);
  expect([...i420.subarray(8)]).toEqual([128, 128, 128, 128]);
});
