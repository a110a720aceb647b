import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isColor } from './slide-color.js';

it.each([
  '#fff',
  '#12345678',
  'red',
  'transparent',
  'rgb(1, 2, 3)',
  'rgba(0 0 0 / 50%)',
  'hsl(120deg 75% 25%)',
  'linear-gradient(red, blue)',
  'linear-gradient(to right, #fff 10%, rgb(1, 2, 3) 90%)',
  'radial-gradient(circle at 50% 50%, red, blue)',
  'repeating-linear-gradient(45deg, red 0 10px, blue 10px 20px)',
])('%s is a colour', (value) => expect(isColor(value)).toBe(true));

it.each([
  'url(http://example.com/a.png)',
  'linear-gradient(red, blue), url(http://example.com)',
  'linear-gradient(red, url(http://example.com))',
  'linear-gradient(red, UrL(//example.com))',
  'linear-gradient(red, u\\72l(http://example.com))',
  'linear-gradient(red, image-set("http://example.com" 1x))',
  'linear-gradient(red, src("http://example.com"))',
  'image(url(a))',
  'element(#a)',
  'var(--a)',
  'red; background-image: url(a)',
  'linear-gradient()',
  '',
])('%s is not a colour', (value) => expect(isColor(value)).toBe(false));

it('nothing that names an address is a colour', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('url()ar:/," #1%-\\d')), maxLength: 60 });
  fc.assert(
    fc.property(text, (value) => {
      if (isColor(value)) expect(value).not.toMatch(/url\(|:|\/\/|["'\\]/i);
      if (isColor(`linear-gradient(${value})`)) expect(value).not.toMatch(/url\(|:|\/\/|["'\\]/i);
    }),
    { numRuns: 2000 },
  );
});
