import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { CheyouError } from '../kit/errors.js'

/** What every refused request answers with. `code` is stable, `message` is for whoever reads the traffic. */
export interface ErrorBody {
  code: string
  message: string
  /** Of `muted`: UTC epoch ms. */
  until?: number
}

/** Why a request is refused, by the sandbox platform or by us, and how HTTP says so. */
const REFUSALS = {
  unknown_room: { status: 404, message: 'There is no such room.' },
  unknown_person: { status: 404, message: 'There is no such person.' },
  unknown_post: { status: 404, message: 'There is no such post in this room.' },
  unknown_button: { status: 409, message: 'The post carries no such button, or was recalled.' },
  id_taken: { status: 409, message: 'This id is taken.' },
  not_a_member: { status: 403, message: 'This person is not in the room.' },
  already_a_member: { status: 409, message: 'This person is in the room already.' },
  muted: { status: 403, message: 'This person is muted.' },
  not_staff: { status: 403, message: 'Only staff may correct the bot.' },
  not_admin: { status: 403, message: 'Only an admin of the room may do this.' },
  already_recalled: { status: 409, message: 'The post was recalled already.' },
  not_logged_in: { status: 401, message: 'Log in first: POST /api/session.' },
  wrong_code: { status: 401, message: 'This code is wrong, used or too old.' },
  too_often: { status: 429, message: 'Too many wrong codes. Try again in an hour.' },
  not_permitted: { status: 403, message: 'Your role may not do this.' },
  unknown_group: { status: 404, message: 'There is no such group.' },
  unknown_broadcast: { status: 404, message: 'There is no such broadcast.' },
  unknown_customer: { status: 404, message: 'There is no such customer.' },
  unknown_condition: { status: 400, message: 'A condition of the export is not understood.' },
  unknown_activity: { status: 404, message: 'There is no such activity.' },
  not_answered: { status: 504, message: 'There was no answer in time. The command may still be carried out.' },
  wrong_signature: { status: 401, message: 'The signature does not fit the body and the secret.' },
  empty_text: { status: 400, message: 'There is nothing to say.' },
} satisfies Record<string, { status: number; message: string }>

/** An error that is answered as its code says. */
export const refusal = (code: keyof typeof REFUSALS) => Object.assign(new Error(code), { code })

export function onError(error: FastifyError & { until?: number }, request: FastifyRequest, reply: FastifyReply) {
  const answer = (status: number, body: ErrorBody) => reply.code(status).send(body)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const message = error.validation.map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`).join('; ')
    return answer(400, { code: 'input_invalid', message })
  }
  const refused = (REFUSALS as Record<string, (typeof REFUSALS)[keyof typeof REFUSALS]>)[error.code]
  if (refused) {
    const until = error.until === undefined ? {} : { until: error.until }
    return answer(refused.status, { code: error.code, message: refused.message, ...until })
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return answer(error.statusCode, { code: 'input_invalid', message: error.message })
  }
  request.log.error({ err: error }, 'a request failed')
  // Where the database is and what ails it is for the log.
  if (error instanceof CheyouError && error.kind === 'operator')
    return answer(503, { code: error.code, message: 'This cannot be done just now. Try again in a moment.' })
  return answer(500, { code: 'internal', message: 'Something went wrong here. The log says what.' })
}
