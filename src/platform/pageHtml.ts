import * as vscode from 'vscode';

/** The pages of the extension, by the names of their files. */
export type PageName = 'guide' | 'import';

/** Where the pages' own files are, the only ones they may read. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'pages');
}

/** A page of ours: it may run its script and use its style sheet, and nothing else from anywhere. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PageName): string {
  const root = pageRoot(extensionUri);
  const uriOf = (name: string): vscode.Uri => webview.asWebviewUri(vscode.Uri.joinPath(root, name));
  const nonce = crypto.randomUUID().replaceAll('-', '');
  // The script itself loads the reader of QR codes when it is needed.
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}' 'strict-dynamic'`;
  // Without a translation, the page is English whatever the language of VS Code.
  const language = vscode.l10n.bundle ? vscode.env.language : 'en';
  return `<!DOCTYPE html>
<html lang="${language.replace(/[^\w-]/g, '')}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Xero MFA</title>
<link rel="stylesheet" nonce="${nonce}" href="${uriOf(`${page}.css`)}">
<script type="module" nonce="${nonce}" src="${uriOf(`${page}.js`)}"></script>
</head>
<body></body>
</html>`;
}
