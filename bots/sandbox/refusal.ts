export type RefusalCode =
  | 'unknown_room'
  | 'unknown_person'
  | 'unknown_post'
  | 'unknown_button'
  | 'id_taken'
  | 'not_a_member'
  | 'already_a_member'
  | 'muted'
  | 'not_admin'
  | 'already_recalled'
  | 'empty_text'
  | 'not_supported'

/** The platform's no. `until` (UTC epoch ms) comes with `muted`. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly until?: number,
  ) {
    super(code)
    this.name = 'Refusal'
  }
}
