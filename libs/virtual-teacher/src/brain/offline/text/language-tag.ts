/** The language of a lesson as `Intl` takes it; English for an invalid tag. */
export function safeLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en'; // well formed to the script, not to Intl
    throw error;
  }
}
