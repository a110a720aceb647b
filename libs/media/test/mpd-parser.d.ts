declare module 'mpd-parser' {
  export type ParsedSegment = {
    readonly uri: string;
    readonly duration: number;
    readonly presentationTime: number;
    readonly discontinuity?: boolean;
    readonly map: { readonly uri: string };
  };
  export type ParsedManifest = {
    readonly endList: boolean;
    readonly playlists: readonly {
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly segments: readonly ParsedSegment[];
    }[];
    readonly mediaGroups: {
      readonly AUDIO: Readonly<
        Record<
          string,
          Readonly<
            Record<string, { readonly playlists: readonly { readonly segments: readonly ParsedSegment[] }[] }>
          >
        >
      >;
    };
    readonly minimumUpdatePeriod?: number;
  };

  /** @throws Error for a manifest that it cannot use */
  export function parse(
    manifest: string,
    options: {
      readonly manifestUri: string;
      readonly eventHandler?: (event: { readonly type: string; readonly message: string }) => void;
    },
  ): ParsedManifest;
  export function parseUTCTiming(
    manifest: string,
  ): { readonly method: string; readonly value: string } | null;
}
