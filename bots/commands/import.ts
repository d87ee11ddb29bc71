import { basename } from 'node:path'
import { SingleBar } from 'cli-progress'
import { createApp } from '../../src/app.js'
import { buildReport } from '../../src/features/insight/index.js'
import { followVersions } from '../../src/understanding/follow.js'
import { openVersions } from '../../src/understanding/versions.js'
import type { ColumnMapping, HistoryFormat } from '../history/index.js'
import { configFrom, openHome } from '../home.js'
import { printReport } from '../import/print-report.js'
import { importHistory } from '../import/run-import.js'

interface ImportFlags {
  home?: string
  staff?: string
  json?: boolean
  format?: HistoryFormat
  column?: string[]
}

/** `cheyou import <file>`: the history through the pipeline in shadow, then the report. */
export async function importFile(file: string, flags: ImportFlags): Promise<void> {
  const home = await openHome(configFrom(flags))
  const { understand } = followVersions(openVersions(home.files.models), home.log)
  const app = await createApp({ ...home, channels: [], understand })
  // The bar goes to stderr, so that --json leaves stdout to the report.
  const bar = new SingleBar({
    format: `${basename(file)} {bar} {percentage}%`,
    stream: process.stderr,
    noTTYOutput: false,
    clearOnComplete: true,
  })
  try {
    bar.start(1, 0)
    const imported = await importHistory(file, app.pipeline, {
      staff: flags.staff?.split(/[,，;；\s]+/).filter(Boolean),
      format: flags.format,
      columns: Object.fromEntries((flags.column ?? []).map((each) => each.split('='))) as Partial<ColumnMapping>,
      channel: { kind: 'history', account: 'import' },
      onProgress: (read, bytes) => {
        bar.setTotal(bytes)
        bar.update(read)
      },
    })
    bar.stop()
    const report = await home.store.transaction((db) => buildReport(db, { ...imported, file, zone: home.dealer.zone }))
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${printReport(report, home.say)}\n`)
  } finally {
    bar.stop()
    await home.store.close()
  }
}
