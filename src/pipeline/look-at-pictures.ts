import { codesStep, LOOKED_AT_WITHIN, picturesOf } from '../features/rules/index.js'
import type { Look } from '../kit/picture/look.js'
import type { MessageEvent } from '../message/index.js'
import { type Job, Message, type Store, writeRows } from '../store/index.js'
import { handleIn, type PipelineDeps } from './run.js'

/** Fetches a picture and reads its QR codes; never throws. */
export type LookAtPicture = (url: string) => Promise<Look>

/**
 * The job behind pictures: looks at those of one message, after it was taken in and outside of every transaction, and
 * takes the message through the rule on links once more when there was a code in one.
 */
export function createLookAtPictures(
  deps: PipelineDeps,
  look: LookAtPicture,
): (payload: Job['payload']) => Promise<void> {
  const { store, clock, log } = deps

  return async ({ messageId }) => {
    const message = await load(store, String(messageId))
    if (!message || clock.now() - message.sentAt > LOOKED_AT_WITHIN) return
    const pictures = picturesOf((message.details as Partial<MessageEvent>).attachments)
    for (const picture of pictures) {
      const seen = await look(picture.url ?? '')
      if ('codes' in seen) picture.codes = seen.codes
      else log.info({ message: message.id, reason: seen.missing }, 'a picture was not looked at')
    }
    if (!pictures.some(({ codes }) => codes?.length)) return
    await store.transaction(async (db) => {
      await writeRows(db, Message, [message], 'update')
      await handleIn(db, { ...deps, steps: [codesStep] }, [message], new Map([[message.id, {}]]))
    })
  }
}

const load = (store: Store, id: string) => store.direct((db) => db.findOneBy(Message, { id }))
