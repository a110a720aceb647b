declare module 'm3u8-parser' {
  export type ParsedPlaylist = {
    readonly segments: readonly {
      readonly duration: number;
      readonly uri?: string;
      readonly discontinuity?: boolean;
      readonly dateTimeObject?: Date;
      readonly map?: { readonly uri: string };
    }[];
    readonly targetDuration: number;
    readonly mediaSequence: number;
    readonly endList?: boolean;
    readonly partTargetDuration?: number;
    readonly serverControl?: Readonly<Record<string, unknown>>;
    readonly skip?: { readonly skippedSegments: number };
    readonly dateRanges?: readonly unknown[];
    readonly playlists?: readonly {
      readonly uri: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  };

  export class Parser {
    readonly manifest: ParsedPlaylist;
    push(text: string): void;
    end(): void;
    on(event: 'warn', listener: (warning: { readonly message: string }) => void): void;
  }
}
