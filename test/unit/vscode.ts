/**
 * What a pure part may use of VS Code: its translations, here by the library that VS Code has for other processes.
 * Whatever else a unit test reaches of `vscode` fails the build.
 */
export * as l10n from '@vscode/l10n';
