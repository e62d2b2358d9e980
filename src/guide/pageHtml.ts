import * as vscode from 'vscode';

/** Where the page's own files are, the only ones it may read. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'guide');
}

/** The page that holds the guide: it may run our script and use our style sheet, and nothing else from anywhere. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
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
<link rel="stylesheet" nonce="${nonce}" href="${uriOf('guide.css')}">
<script type="module" nonce="${nonce}" src="${uriOf('guide.js')}"></script>
</head>
<body></body>
</html>`;
}
