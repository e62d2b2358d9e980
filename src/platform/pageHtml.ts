import * as vscode from 'vscode';

/** The extension's pages, by file name. */
export type PageName = 'guide' | 'import';

/** The folder of the pages' files. They may read no others. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'pages');
}

/** The HTML of a page. Its policy allows only its own script and style sheet. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PageName): string {
  const root = pageRoot(extensionUri);
  const uriOf = (name: string): vscode.Uri => webview.asWebviewUri(vscode.Uri.joinPath(root, name));
  const nonce = crypto.randomUUID().replaceAll('-', '');
  // `strict-dynamic` lets the script load the QR reader.
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}' 'strict-dynamic'`;
  // Without a translation bundle, the page's texts are English.
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
