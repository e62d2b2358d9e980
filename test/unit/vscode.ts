/**
 * What unit tests have for `vscode`: a fake of its API, with translations by the library that VS Code has for other processes.
 * Reaching for a part that is not here fails the build.
 */
import { type L10nReplacement, t } from '@vscode/l10n';
import { FakeVSCode } from '../shared/fakeVscode';
import { checkShown } from '../shared/shownTexts';

/** What a test does on the other side of the API. */
export const fake = new FakeVSCode();

/** Refuses what no person should read, in every test that shows a text. */
export const l10n = {
  t: (text: string, ...values: L10nReplacement[]): string => {
    checkShown(text, Object.fromEntries(values.entries()));
    return t(text, ...values);
  },
};
export const {
  CancellationError,
  CodeLens,
  commands,
  ConfigurationTarget,
  DiagnosticSeverity,
  Disposable,
  env,
  EventEmitter,
  ExtensionKind,
  extensions,
  FileType,
  languages,
  Position,
  ProgressLocation,
  QuickPickItemKind,
  Range,
  RelativePattern,
  StatusBarAlignment,
  TabInputText,
  TabInputWebview,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  UIKind,
  Uri,
  ViewColumn,
  window,
  workspace,
} = fake.api;
