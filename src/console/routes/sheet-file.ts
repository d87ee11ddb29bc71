import type { FastifyReply } from 'fastify'
import { type Cell, sheetOf } from '../../features/spreadsheets/index.js'

/** Answers with rows as a file that opens in Excel. */
export const sendSheet = async (reply: FastifyReply, name: string, rows: readonly (readonly Cell[])[]) =>
  reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .send(await sheetOf(rows).toBuffer())
