/** The themes pictures are made in: the names in file names, and the ids VS Code 1.139 knows them by. */
export const THEMES = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  hc: 'Default High Contrast',
} as const;

export type ThemeName = keyof typeof THEMES;
