/** Why a backup or a restore cannot be made, as one sentence for the person who asked for it. Nothing was changed then. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';
}
