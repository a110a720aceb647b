import { describe, expect, it } from 'vitest';
import { fileOf, languages, looks } from '../screens/camera.js';
import { galleryPage } from '../screens/gallery.js';

describe('the gallery', () => {
  const screen = { name: 'door-join', caption: 'A student <gives> a name & joins.' };

  it('shows each state in every language and look', () => {
    const page = galleryPage([screen]);
    for (const language of languages)
      for (const look of looks) expect(page).toContain(`src="${fileOf(screen, language, look)}"`);
  });

  it('takes captions for text, not for markup', () => {
    expect(galleryPage([screen])).toContain('A student &lt;gives&gt; a name &amp; joins.');
    expect(galleryPage([screen])).not.toContain('<gives>');
  });
});
