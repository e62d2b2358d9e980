import * as vscode from 'vscode';

interface HiddenProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: vscode.Uri;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a program beside the files of the window, without a shell, in a terminal that nobody sees. Unlike a task, it can
 * be started by an extension in a browser. What it writes into the terminal is lost.
 *
 * @returns once it has ended
 * @throws {@link vscode.CancellationError}, if the token ends it
 */
export async function runHidden(
  { program, args, folder, env }: HiddenProgram,
  token?: vscode.CancellationToken,
): Promise<void> {
  const listening: vscode.Disposable[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const terminal = vscode.window.createTerminal({
        shellPath: program,
        shellArgs: [...args],
        cwd: folder,
        env: { ...env },
        hideFromUser: true,
        isTransient: true,
      });
      const cancel = (): void => {
        terminal.dispose();
        reject(new vscode.CancellationError());
      };
      listening.push(
        vscode.window.onDidCloseTerminal(closed => {
          if (closed === terminal) resolve();
        }),
      );
      if (token?.isCancellationRequested) cancel();
      else if (token) listening.push(token.onCancellationRequested(cancel));
    });
  } finally {
    for (const each of listening) each.dispose();
  }
}
