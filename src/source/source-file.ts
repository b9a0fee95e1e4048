/** A text file of the repository, as read: its path below the repository's root (with `/`) and its decoded text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/**
 * A file as it came from the disk or from git, before anyone decided that it is text.
 * `unreadable` says why there are no bytes: it is reported, never taken for an empty file. `folder` is there where a
 * folder may stand at the path whose files are not known.
 */
export type RawFile =
  | {
      readonly path: string
      readonly bytes: Uint8Array
      /** SHA-256 of the bytes, where somebody has worked it out. */
      readonly digest?: string
    }
  | { readonly path: string; readonly unreadable: string; readonly folder?: UnreadFolder }

/**
 * Why the files of a folder are not known: nothing is in it, or nothing that is not hidden, another repository holds
 * them, a link leads there, or it cannot be opened.
 */
export type UnreadFolder = 'empty' | 'hidden' | 'submodule' | 'link' | 'closed'
