/** In English, for messages. A tag that nobody knows stands for itself. */
export function languageName(language: string): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  try {
    return names.of(language) ?? language;
  } catch (error) {
    if (error instanceof RangeError) return language; // no BCP 47 after all, such as `zh-1`
    throw error;
  }
}
