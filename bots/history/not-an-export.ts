import { CheyouError } from '../../src/kit/errors.js'

export type NotAnExportReason = 'missing' | 'directory' | 'unreadable' | 'empty' | 'binary' | 'unknown' | 'no_columns'

/**
 * The file cannot be a chat history. `reason` is stable: no such file · a folder · no permission · nothing in it ·
 * not text at all · text, but no history · a table without a column for the time or the text (`columns` has its names).
 */
export class NotAnExport extends CheyouError {
  constructor(
    readonly reason: NotAnExportReason,
    path: string,
    columns?: string,
  ) {
    super('not_an_export', { path, reason, ...(columns && { columns }) })
    this.name = 'NotAnExport'
  }
}
