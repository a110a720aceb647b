import { expect, it } from 'vitest';
import { writeWebVtt } from './webvtt.js';

it('writes WebVTT', () => {
  const captions = [
    { fromMs: 110, toMs: 2231.4, text: 'Look here: 2 < 3 & 3 > 2.' },
    { fromMs: 3_725_004, toMs: 3_725_004, text: '你好\n\nfriends' },
  ];
  expect(writeWebVtt(captions, 'en')).toBe(
    'WEBVTT\nLanguage: en\n\n' +
      '00:00:00.110 --> 00:00:02.231\nLook here: 2 &lt; 3 &amp; 3 &gt; 2.\n\n' +
      '01:02:05.004 --> 01:02:05.005\n你好\nfriends\n',
  );
});
