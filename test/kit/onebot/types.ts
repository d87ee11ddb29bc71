export interface Segment {
  type: string
  data: Record<string, unknown>
}

export interface Sent {
  message_id: number
}

export interface Answer {
  status: 'ok' | 'failed' | 'async'
  retcode: number
  data?: unknown
  [key: string]: unknown
}

export type TroubleKind = 'unknown_action' | 'bad_params' | 'no_rights' | 'rate_limit' | 'failed' | 'timeout'

/** Why an action was not carried out; the dialect finds the words for it. */
export class Trouble extends Error {
  constructor(
    readonly kind: TroubleKind,
    message: string,
  ) {
    super(message)
    this.name = 'Trouble'
  }
}
