import type { ScriptDraft } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { hasStatus } from '../../api/http.js';
import { queries } from '../../api/queries.js';
import { getScript, saveScript } from '../../api/scripts.js';

/** How long the keys rest before what was typed is stored, ms. */
const saveAfterMs = 900;

export type SaveState = 'saved' | 'changed' | 'saving' | 'conflict' | 'failed';

export type Script = {
  /** As it was stored last. */
  readonly draft: ScriptDraft;
  readonly state: SaveState;
  readonly error: unknown;
  /** What is in the editor has changed. */
  readonly change: (text: string) => void;
  /** Stores at once; resolves to what is stored, or undefined when it could not be. */
  readonly save: () => Promise<ScriptDraft | undefined>;
  /** After a conflict: stores this text over the other one. */
  readonly keepMine: () => Promise<void>;
  /** After a conflict: gives up this text; resolves to the other one. */
  readonly takeTheirs: () => Promise<string>;
  /** Reads again what the server knows beside the text. */
  readonly refresh: () => Promise<void>;
};

/** Of two words about one compile job, the one that its own stream of events told is the newer one. */
const withJobOf = (held: ScriptDraft | undefined, told: ScriptDraft): ScriptDraft =>
  held?.compile && held.compile.id === told.compile?.id ? { ...told, compile: held.compile } : told;

/** The draft as it was stored last: on the page, and for comparison with what is stored next. */
function useStored(loaded: ScriptDraft) {
  const cache = useQueryClient();
  const { queryKey } = queries.script(loaded.lessonId);
  const { data: draft = loaded } = useQuery({ ...queries.script(loaded.lessonId), enabled: false });
  const key = useRef(queryKey);
  const stored = useRef(loaded);
  const keep = useCallback(
    (told: ScriptDraft) => {
      stored.current = told;
      cache.setQueryData(key.current, (held) => withJobOf(held, told));
    },
    [cache],
  );
  return { draft, stored, keep };
}

/** The text of a lesson as it is being written, stored whenever the keys rest. */
export function useScript(loaded: ScriptDraft): Script {
  const { lessonId } = loaded;
  const { draft, stored, keep } = useStored(loaded);
  const { state, setState, text, error, setError, save } = useSaving(lessonId, loaded.text, stored, keep);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const saveNow = useCallback(() => {
    clearTimeout(timer.current);
    return save();
  }, [save]);
  const change = useCallback(
    (typed: string) => {
      text.current = typed;
      clearTimeout(timer.current);
      if (typed === stored.current.text) return setState('saved');
      setState((held) => (held === 'conflict' ? held : 'changed'));
      timer.current = setTimeout(() => void save(), saveAfterMs);
    },
    [save, setState, stored, text],
  );
  const refresh = useCallback(async () => {
    const told = await getScript(lessonId);
    if (told.etag === stored.current.etag) keep(told);
  }, [lessonId, keep, stored]);
  const keepMine = useCallback(async () => {
    stored.current = await getScript(lessonId);
    await saveNow();
  }, [lessonId, saveNow, stored]);
  const takeTheirs = useCallback(async () => {
    const told = await getScript(lessonId);
    text.current = told.text;
    keep(told);
    setState('saved');
    setError(undefined);
    return told.text;
  }, [lessonId, keep, setError, setState, text]);
  return { draft, state, error, change, save: saveNow, keepMine, takeTheirs, refresh };
}

/** Stores what is in the editor: one save after the other, each on top of the one before. */
function useSaving(
  lessonId: string,
  start: string,
  stored: RefObject<ScriptDraft>,
  keep: (told: ScriptDraft) => void,
) {
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>();
  const text = useRef(start);
  const saving = useRef<Promise<ScriptDraft | undefined>>(Promise.resolve(undefined));
  const store = useCallback(async (): Promise<ScriptDraft | undefined> => {
    if (text.current === stored.current.text) return stored.current;
    setState('saving');
    setError(undefined);
    try {
      const told = await saveScript(lessonId, text.current, stored.current.etag);
      keep(told);
      // What was typed meanwhile is not stored yet.
      setState(told.text === text.current ? 'saved' : 'changed');
      return told;
    } catch (refusal) {
      setState(hasStatus(refusal, 412) ? 'conflict' : 'failed');
      setError(refusal);
      return undefined;
    }
  }, [lessonId, keep, stored]);
  const save = useCallback(() => {
    saving.current = saving.current.then(store);
    return saving.current;
  }, [store]);
  return { state, setState, text, error, setError, save };
}
