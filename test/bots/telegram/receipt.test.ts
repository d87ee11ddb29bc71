import { describe, expect, it } from '@jest/globals'
import { failure } from '../../../bots/telegram/receipt.js'

/** An error as grammY makes it of an answer. */
const answer = (error_code: number, description: string, parameters = {}) =>
  Object.assign(new Error(description), { name: 'GrammyError', error_code, description, parameters })

/** An error as grammY makes it when there is no answer. */
const noAnswer = (code?: string) =>
  Object.assign(new Error('Network request failed'), { name: 'HttpError', error: { code } })

describe('what Telegram answers', () => {
  it.each([
    [403, "Forbidden: bot can't initiate conversation with a user", 'cannot_start_chat'],
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, 'Forbidden: user is deactivated', 'unknown_person'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'not_in_room'],
    [403, 'Forbidden: bot is not a member of the supergroup chat', 'not_in_room'],
    [403, 'Forbidden: the group chat was deleted', 'not_in_room'],
    [400, 'Bad Request: group chat was deactivated', 'not_in_room'],
    [400, 'Bad Request: CHAT_ADMIN_REQUIRED', 'not_admin'],
    [400, 'Bad Request: not enough rights to restrict/unrestrict chat member', 'not_admin'],
    [400, "Bad Request: can't remove chat owner", 'not_admin'],
    [400, 'Bad Request: user is an administrator of the chat', 'not_admin'],
    [400, "Bad Request: message can't be deleted", 'not_admin'],
    [400, 'Bad Request: need to be inviter of a user to kick it from a basic group', 'not_admin'],
    [400, 'Bad Request: method is available only for supergroups', 'needs_supergroup'],
    [400, 'Bad Request: method is available for supergroup and channel chats only', 'needs_supergroup'],
    [400, 'Bad Request: message to delete not found', 'unknown_message'],
    [400, 'Bad Request: message thread not found', 'topic_gone'],
    [400, 'Bad Request: TOPIC_CLOSED', 'topic_closed'],
    [400, 'Bad Request: HIDE_REQUESTER_MISSING', 'request_gone'],
    [400, 'Bad Request: USER_ALREADY_PARTICIPANT', 'request_gone'],
    [400, 'Bad Request: PARTICIPANT_ID_INVALID', 'unknown_person'],
    [400, 'Bad Request: USER_NOT_PARTICIPANT', 'unknown_person'],
    [400, 'Bad Request: user not found', 'unknown_person'],
    [400, 'Bad Request: chat not found', 'unknown_room'],
    [400, 'Bad Request: message is too long', 'too_long'],
    [401, 'Unauthorized', 'token_refused'],
    [400, 'Bad Request: something new', 'refused_400'],
  ])('%i %s: not sent, and not to be tried again', (status, words, reason) => {
    expect(failure(answer(status, words))).toEqual({ outcome: 'not_sent', reason, retry: false })
  })

  it('too fast: to be tried again, not before Telegram wants it', () => {
    const words = 'Too Many Requests: retry after 34'
    expect(failure(answer(429, words, { retry_after: 34 }))).toEqual({
      outcome: 'not_sent',
      reason: 'rate_limit',
      retry: true,
      retryAfterMs: 34_000,
    })
    expect(failure(answer(429, 'Too Many Requests'))).toMatchObject({ retryAfterMs: 1_000 })
  })

  it.each([
    ['a breakdown on the far side', answer(502, 'Bad Gateway'), 'answer_502'],
    ['no answer in time', noAnswer(), 'no_answer'],
    ['a connection that broke', noAnswer('ECONNRESET'), 'no_answer'],
    ['a bug of ours', new TypeError('x is undefined'), 'no_answer'],
  ])('%s: nobody knows, so it is never said again', (_, error, reason) => {
    expect(failure(error)).toEqual({ outcome: 'unknown', reason })
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s: it never left the machine', (code) => {
    expect(failure(noAnswer(code))).toEqual({ outcome: 'not_sent', reason: 'unreachable', retry: true })
  })
})
