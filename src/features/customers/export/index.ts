export { EXPORTED, type ExportAsked } from './command.js'
export { createExportDesk, type ExportDesk } from './desk.js'
export { createExportStep } from './step.js'
export { type ExportSheet, writeExport } from './write.js'
