/** A plugin of markdown-it without types of its own: `:smile:` becomes a token `emoji`. */
declare module 'markdown-it-emoji' {
  export const full: unknown;
}
