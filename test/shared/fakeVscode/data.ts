/** The classes and enumerations of the API that only carry data. */

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  static readonly File = new ThemeIcon('file');
  static readonly Folder = new ThemeIcon('folder');

  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export class TreeItem {
  constructor(
    public label: unknown,
    public collapsibleState = 0,
  ) {}
}

export class MarkdownString {
  constructor(public value = '') {}

  appendText(text: string): this {
    this.value += text.replaceAll(/[\\`*_{}[\]()#+\-!~>]/g, '\\$&');
    return this;
  }

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...given: [Position, Position] | [number, number, number, number]) {
    if (given.length === 2) [this.start, this.end] = given;
    else {
      this.start = new Position(given[0], given[1]);
      this.end = new Position(given[2], given[3]);
    }
  }
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: unknown,
  ) {}
}

/** A tab with a text. */
export class TabInputText {
  constructor(readonly uri: unknown) {}
}

/** A tab with a page. */
export class TabInputWebview {
  constructor(readonly viewType: string) {}
}

export class Location {
  constructor(
    readonly uri: unknown,
    readonly range: unknown,
  ) {}
}

export class Diagnostic {
  constructor(
    readonly range: unknown,
    readonly message: string,
    readonly severity = 0,
  ) {}
}

export class DiagnosticRelatedInformation {
  constructor(
    readonly location: unknown,
    readonly message: string,
  ) {}
}

export class RelativePattern {
  constructor(
    readonly baseUri: unknown,
    readonly pattern: string,
  ) {}
}

export const enumerations = {
  ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  ExtensionKind: { UI: 1, Workspace: 2 },
  FileType: { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 },
  InputBoxValidationSeverity: { Info: 1, Warning: 2, Error: 3 },
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  UIKind: { Desktop: 1, Web: 2 },
  ViewColumn: { Active: -1, Beside: -2, One: 1 },
} as const;
