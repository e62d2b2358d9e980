import type { ImportedKey } from '../importedKey';
import type { MigrationBatch } from '../migration';
import type { ExportText } from './exportText';

/** A format that setup keys are exported in. None of its functions throws, whatever the text holds. */
export interface KeyFormat {
  /** The app that writes it, as people know it. Absent if many do. */
  readonly app?: string;
  /** All apps that write it, if there are several. */
  readonly apps?: readonly string[];
  /** Whether a text claims to be in this format. The rest of it may be anything. */
  recognises(text: ExportText): boolean;
  /** Whether a recognised text is encrypted, so that its keys can't be read. Absent if the format has no such variant. */
  isEncrypted?(text: ExportText): boolean;
  /** What is in a recognised text that is not encrypted, read as far as the caller asks. */
  read(text: ExportText): Iterable<Found>;
}

/** Something that a format found in a text. */
export type Found =
  | {
      readonly key: ImportedKey;
      /** The password of the same entry, to the byte; empty if it has none. */
      readonly password?: string;
    }
  | { readonly batch: MigrationBatch }
  | { readonly problem: PartProblem };

/** Why a part of a text gives no keys. Holds nothing of it. */
export interface PartProblem {
  readonly kind: 'migration';
}
