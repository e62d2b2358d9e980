import {
  createFileRegistry,
  fromBinary,
  fromJson,
  type JsonValue,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';

/** Transfers of Google Authenticator, made and read by a library that knows nothing of our reader. */

const field = (name: string, number: number, type: string, more: object = {}) => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: 'LABEL_OPTIONAL',
  jsonName: name,
  ...more,
});

const registry = createFileRegistry(
  fromJson(FileDescriptorProtoSchema, {
    name: 'migration.proto',
    syntax: 'proto3',
    messageType: [
      {
        name: 'OtpParameters',
        field: [
          field('secret', 1, 'BYTES'),
          field('name', 2, 'STRING'),
          field('issuer', 3, 'STRING'),
          field('algorithm', 4, 'INT32'),
          field('digits', 5, 'INT32'),
          field('type', 6, 'INT32'),
          field('counter', 7, 'INT64'),
        ],
      },
      {
        name: 'MigrationPayload',
        field: [
          field('parameters', 1, 'MESSAGE', { typeName: '.OtpParameters', label: 'LABEL_REPEATED' }),
          field('version', 2, 'INT32'),
          field('size', 3, 'INT32'),
          field('index', 4, 'INT32'),
          field('id', 5, 'INT32'),
        ],
      },
    ],
  }),
  () => undefined,
);
const payloadType = registry.getMessage('MigrationPayload') ?? unknown();

function unknown(): never {
  throw new Error('The message is not described.');
}

/** One account of a transfer; algorithm, digits and type are the numbers of their enums. */
export interface OtpParameters {
  /** In base64. */
  readonly secret?: string;
  readonly name?: string;
  readonly issuer?: string;
  readonly algorithm?: number;
  readonly digits?: number;
  readonly type?: number;
  readonly counter?: string;
}

export interface Payload {
  readonly parameters?: readonly OtpParameters[];
  readonly version?: number;
  readonly size?: number;
  readonly index?: number;
  readonly id?: number;
}

export function encodePayload(payload: Payload): Uint8Array {
  return toBinary(payloadType, fromJson(payloadType, payload as unknown as JsonValue));
}

/** @throws if the bytes are no such message */
export function decodePayload(bytes: Uint8Array): Payload {
  return toJson(payloadType, fromBinary(payloadType, bytes)) as Payload;
}

/** What the QR code of a payload says. */
export function migrationUri(payload: Uint8Array): string {
  return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(payload).toString('base64'))}`;
}
