import { readSetting } from '../platform/settings';

/** The settings on copying codes. */
export interface CodeSettings {
  /** If a code has fewer seconds left, the next one is waited for. */
  minimumRemaining(): number;
  /** Seconds until a code is cleared from the clipboard; 0 leaves it there. */
  clearClipboardAfter(): number;
}

export const codeSettings: CodeSettings = {
  minimumRemaining: () => readSetting('minimumRemaining'),
  clearClipboardAfter: () => readSetting('clearClipboardAfter'),
};
