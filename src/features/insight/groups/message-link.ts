import type { ChannelKind } from '../../../message/index.js'

/** Where a message can be read in a browser or the app; undefined where the platform's messages have no address. */
export function messageLink(
  channel: ChannelKind | undefined,
  room: string,
  message: string | undefined,
): string | undefined {
  // A supergroup's id is -100 and the number that its links carry.
  const chat = channel === 'telegram' ? /^-100(\d+)$/.exec(room)?.[1] : undefined
  return chat && message && /^\d+$/.test(message) ? `https://t.me/c/${chat}/${message}` : undefined
}
