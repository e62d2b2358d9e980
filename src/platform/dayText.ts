import * as vscode from 'vscode';
import { sanitizeLabel } from './sanitize';

/** A day of a file, such as `2026-11-25`, as the person's language writes it. What is no day is shown as it is. */
export function dayText(day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at)) return sanitizeLabel(day);
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}
