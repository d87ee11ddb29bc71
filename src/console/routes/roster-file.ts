import type { FastifyReply } from 'fastify'
import { sendSheet } from './sheet-file.js'

/** Answers with an activity's list of names as a file. */
export const sendRoster = (reply: FastifyReply, { code, rows }: { code: number; rows: string[][] }) =>
  sendSheet(reply, `activity-${code}`, rows)
