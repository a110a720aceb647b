import type { TeachingCommand, Session, Teaching } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { commandTeaching } from '../../api/teaching.js';

/** The virtual teacher of a session, and what a teacher may do to it. */
export type Controls = {
  /** undefined: not read yet, or it cannot be read. */
  readonly teaching: Teaching | undefined;
  readonly unreadable: boolean;
  /** Resolves to whether it was accepted. */
  readonly command: (command: TeachingCommand) => Promise<boolean>;
  readonly busy: boolean;
  readonly refused: Error | null;
};

/** Only a live session with a virtual teacher is asked for its state: others have none. */
export function useControls({ id, source, status }: Session): Controls {
  const cache = useQueryClient();
  const isTaught = source.kind === 'teacher' && status === 'live';
  const asked = useQuery({ ...queries.teaching(id), enabled: isTaught });
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (command: TeachingCommand) => commandTeaching(id, command),
    onSuccess: (told) => cache.setQueryData(queries.teaching(id).queryKey, told),
  });
  const command = (given: TeachingCommand) =>
    mutateAsync(given).then(
      () => true,
      () => false,
    );
  return {
    teaching: asked.data,
    unreadable: asked.data === undefined && problemOf(asked) !== undefined,
    command,
    busy: isPending,
    refused: error,
  };
}
