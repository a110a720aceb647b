import { Decoration, type EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Marks of a narration, such as `{slide 2}`, drawn as what they are: no words. */
const marks = new MatchDecorator({
  regexp: /(?<!\\)\{(?:slide|step|highlight|marker|pause)\b[^{}\n]*\}/g,
  decoration: Decoration.mark({ class: 'cm-mark' }),
});

export const markBadges = ViewPlugin.define(
  (view: EditorView) => ({
    decorations: marks.createDeco(view),
    update(update: ViewUpdate) {
      this.decorations = marks.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
