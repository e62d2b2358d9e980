/** Where something that was imported came from. */
export interface Source {
  /** What people call it: a file's name. */
  readonly name: string;
  readonly uri?: string;
  /** Whether it is a file, which still has what was read. */
  readonly isFile?: boolean;
  /** Whether it is the text of a QR code. */
  readonly isScan?: boolean;
}

/** Why a source, or a part of it, gives nothing. */
export interface ImportProblem {
  readonly source: Source;
  readonly reason: string;
}
