/**
 * What unit tests have for `vscode`: a fake of its API, with translations by the library that VS Code has for other processes.
 * Reaching for a part that is not here fails the build.
 */
import { FakeVSCode } from '../shared/fakeVscode';

/** What a test does on the other side of the API. */
export const fake = new FakeVSCode();

export * as l10n from '@vscode/l10n';
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
