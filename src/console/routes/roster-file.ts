import type { FastifyReply } from 'fastify'
import { sheetOf } from '../../features/spreadsheets/index.js'

/** Answers with an activity's list of names as a file. */
export const sendRoster = async (reply: FastifyReply, { code, rows }: { code: number; rows: string[][] }) =>
  reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="activity-${code}.xlsx"`)
    .send(await sheetOf(rows).toBuffer())
