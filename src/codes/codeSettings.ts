import { readSetting } from '../platform/settings';

/** What the person has set about copying codes. */
export interface CodeSettings {
  /** With fewer seconds left than this, copying waits for the next code. */
  minimumRemaining(): number;
  /** Seconds until a code is taken off the clipboard again; 0 leaves it there. */
  clearClipboardAfter(): number;
}

export const codeSettings: CodeSettings = {
  minimumRemaining: () => readSetting('minimumRemaining'),
  clearClipboardAfter: () => readSetting('clearClipboardAfter'),
};
