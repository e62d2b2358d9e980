import type { KeyFormat } from './keyFormat';

/** The encrypted export of Ente Auth. Its plain export is a list of links. */
export const enteAuth = {
  app: 'Ente Auth',
  recognises: ({ json }) => 'kdfParams' in json && 'encryptedData' in json,
  isEncrypted: () => true,
  read: () => [],
} as const satisfies KeyFormat;
